/** The final text of the queries behind measures; parameters stay placeholders. */
import { describe, expect, test } from 'vitest'

import { linePartsSql, partsSql } from './parts.ts'
import type { Reach } from './reach.ts'

const standing = {
  text: 'edition = {standing_edition:UInt32} AND sheet = 0',
  params: { standing_edition: 1 },
  buyers: '',
}
const everything: Reach = { zone: 'Europe/Istanbul', people: null, standing }
const narrow: Reach = {
  zone: 'Europe/Istanbul',
  from: '2026-01-01',
  to: '2026-01-31',
  storeId: 2,
  people: { text: 'customer IN (1, 2)', params: {} },
  standing,
}

describe('texts', () => {
  test('parts of all orders', () => {
    expect(partsSql({ parts: ['revenue', 'orders', 'repeaters'], reach: everything })).toMatchInlineSnapshot(`
      "SELECT sum(total) AS revenue, toUInt32(count()) AS orders, toUInt32(countIf((nth = 1)) - countIf((nth = 1) AND (nth = orders_ever))) AS repeaters
      FROM (SELECT * FROM order_steps WHERE edition = {standing_edition:UInt32} AND sheet = 0 AND scope = {scope:UInt16} AND by_customer) AS o"
    `)
  })

  test('parts by channel of a store, a period and some people', () => {
    expect(
      partsSql({
        parts: ['couponOrders', 'orders'],
        reach: narrow,
        by: 'channel',
        rank: 'couponOrders / orders',
        limit: 10,
      }),
    ).toMatchInlineSnapshot(`
      "SELECT *, toUInt32(count() OVER ()) AS rows
      FROM (SELECT toString(channel) AS key, toUInt32(countIf(coupon != '')) AS couponOrders, toUInt32(count()) AS orders
        FROM (SELECT * FROM order_steps WHERE edition = {standing_edition:UInt32} AND sheet = 0 AND scope = {scope:UInt16} AND customer IN (1, 2) AND day >= {from:Date} AND day <= {to:Date}) AS o
        GROUP BY key)
      ORDER BY couponOrders / orders DESC, key
      LIMIT {limit:UInt32}"
    `)
  })

  test('new revenue by city', () => {
    expect(partsSql({ parts: ['newRevenue'], reach: narrow, by: 'city', limit: 5 })).toMatchInlineSnapshot(`
      "SELECT *, toUInt32(count() OVER ()) AS rows
      FROM (SELECT toString(city) AS key, sumIf(total, day = first_day) AS newRevenue
        FROM (SELECT * FROM order_steps WHERE edition = {standing_edition:UInt32} AND sheet = 0 AND scope = {scope:UInt16} AND customer IN (1, 2) AND day >= {from:Date} AND day <= {to:Date}) AS o
        GROUP BY key)
      ORDER BY newRevenue DESC, key
      LIMIT {limit:UInt32}"
    `)
  })

  test('people by month are counted by the first and the last order of each', () => {
    expect(partsSql({ parts: ['customers', 'repeaters', 'newCustomers'], reach: narrow, by: 'month' }))
      .toMatchInlineSnapshot(`
      "SELECT toString(span) AS key, * EXCEPT span, toUInt32(count() OVER ()) AS rows
      FROM (
        SELECT toStartOfMonth(day) AS span, toUInt32(countIf((nth = 1 OR previous_day < {from:Date} OR toStartOfMonth(previous_day) != toStartOfMonth(day)))) AS customers, toUInt32(countIf((nth = 1 OR previous_day < {from:Date} OR toStartOfMonth(previous_day) != toStartOfMonth(day))) - countIf((nth = 1 OR previous_day < {from:Date} OR toStartOfMonth(previous_day) != toStartOfMonth(day)) AND (nth = orders_ever OR next_day > {to:Date} OR toStartOfMonth(next_day) != toStartOfMonth(day)))) AS repeaters, toUInt32(countIf(nth = 1)) AS newCustomers
        FROM (SELECT * FROM order_steps WHERE edition = {standing_edition:UInt32} AND sheet = 0 AND scope = {scope:UInt16} AND customer IN (1, 2) AND day >= {from:Date} AND day <= {to:Date}) AS o
        GROUP BY span)
      ORDER BY key DESC"
    `)
  })

  test('who came again within a city is known person by person', () => {
    expect(partsSql({ parts: ['repeaters', 'customers'], reach: everything, by: 'city' }))
      .toMatchInlineSnapshot(`
      "SELECT *, toUInt32(count() OVER ()) AS rows
      FROM (SELECT key, toUInt32(countIf(n >= 2)) AS repeaters, toUInt32(count()) AS customers
        FROM (
          SELECT toString(city) AS key, customer, count() AS n, sum(total) AS spent
          FROM (SELECT * FROM order_steps WHERE edition = {standing_edition:UInt32} AND sheet = 0 AND scope = {scope:UInt16} AND by_customer)
          GROUP BY key, customer)
        GROUP BY key)
      ORDER BY repeaters DESC, key"
    `)
  })

  test('lines by product', () => {
    expect(linePartsSql({ parts: ['revenue'], reach: everything, by: 'product', rank: 'revenue' }))
      .toMatchInlineSnapshot(`
        "SELECT toString(sold) AS key, label AS label, * EXCEPT (sold, label), toUInt32(count() OVER ()) AS rows
        FROM (
          SELECT item AS sold, toString(anyLast(title)) AS label, sum(value) AS revenue
          FROM (SELECT * FROM order_lines WHERE edition = {standing_edition:UInt32} AND sheet = 0 AND by_customer) AS l
          GROUP BY sold)
        ORDER BY revenue DESC, key
        LIMIT {limit:UInt32}"
      `)
  })
})

/** The final text of the queries behind measures; parameters stay placeholders. */
import { describe, expect, test } from 'vitest'

import { firstPartsSql, linePartsSql, partsSql } from './parts.ts'
import type { Reach } from './reach.ts'

const everything: Reach = { zone: 'Europe/Istanbul', people: null }
const narrow: Reach = {
  zone: 'Europe/Istanbul',
  from: '2026-01-01',
  to: '2026-01-31',
  storeId: 2,
  people: { text: 'customer IN (1, 2)', params: {} },
}

describe('texts', () => {
  test('parts of all orders', () => {
    expect(partsSql({ parts: ['revenue', 'orders', 'repeaters'], reach: everything })).toMatchInlineSnapshot(`
      "SELECT sum(spent) AS revenue, toUInt32(sum(n)) AS orders, toUInt32(countIf(n >= 2)) AS repeaters
      FROM (SELECT customer, sum(total) AS spent, count() AS n
        FROM (SELECT *, toDate(placed, {zone:String}) AS day FROM orders WHERE customer > 0)
        GROUP BY customer)"
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
      "SELECT key, toUInt32(sum(with_coupon)) AS couponOrders, toUInt32(sum(n)) AS orders, toUInt32(count() OVER ()) AS rows
      FROM (SELECT toString(channel) AS key, customer, countIf(coupon != '') AS with_coupon, count() AS n
        FROM (SELECT * FROM (SELECT *, toDate(placed, {zone:String}) AS day FROM orders WHERE customer > 0 AND store = {storeId:UInt16} AND customer IN (1, 2)) WHERE day >= {from:Date} AND day <= {to:Date})
        GROUP BY key, customer)
      GROUP BY key
      ORDER BY couponOrders / orders DESC, key
      LIMIT {limit:UInt32}"
    `)
  })

  test('what needs the day of the first order looks at all orders', () => {
    expect(partsSql({ parts: ['newRevenue'], reach: narrow, by: 'city', limit: 5 })).toMatchInlineSnapshot(`
      "SELECT key, sum(brought) AS newRevenue, toUInt32(count() OVER ()) AS rows
      FROM (SELECT toString(city) AS key, customer, sumIf(total, day = first) AS brought
        FROM (SELECT * FROM (SELECT *, min(day) OVER (PARTITION BY customer) AS first FROM (SELECT *, toDate(placed, {zone:String}) AS day FROM orders WHERE customer > 0 AND store = {storeId:UInt16} AND customer IN (1, 2))) WHERE day >= {from:Date} AND day <= {to:Date})
        GROUP BY key, customer)
      GROUP BY key
      ORDER BY newRevenue DESC, key
      LIMIT {limit:UInt32}"
    `)
  })

  test('first orders by month', () => {
    expect(firstPartsSql(['newCustomers'], narrow, 'month')).toMatchInlineSnapshot(`
      "SELECT toString(toStartOfMonth(day)) AS key, toUInt32(count()) AS newCustomers
      FROM (
        SELECT customer, min(day) AS first, sumArgMin(total, day) AS brought,
          sumArgMin(toFloat64(total) * toFloat64(total), day) AS brought_squared
        FROM (SELECT *, toDate(placed, {zone:String}) AS day FROM orders WHERE customer > 0 AND store = {storeId:UInt16} AND customer IN (1, 2)) GROUP BY customer)
      ARRAY JOIN [first] AS day
      WHERE day >= {from:Date} AND day <= {to:Date}
      GROUP BY key"
    `)
  })

  test('lines by product', () => {
    expect(linePartsSql({ parts: ['revenue'], reach: everything, by: 'product', rank: 'revenue' }))
      .toMatchInlineSnapshot(`
      "SELECT concat(toString(store), ':', sold) AS key, title AS label, * EXCEPT (sold, title, store), toUInt32(count() OVER ()) AS rows
      FROM (
        SELECT line.1 AS sold, store, anyLast(line.5) AS title, sum(line.2) AS revenue
        FROM (SELECT *, toDate(placed, {zone:String}) AS day FROM orders WHERE customer > 0) ARRAY JOIN arrayZip(arrayResize(line_products, length(line_values)), line_values, arrayResize(line_quantities, length(line_values)), arrayResize(line_costs, length(line_values)), arrayResize(line_titles, length(line_values))) AS line
        GROUP BY sold, store)
      ORDER BY revenue DESC, key
      LIMIT {limit:UInt32}"
    `)
  })
})

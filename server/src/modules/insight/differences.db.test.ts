/** What sets a segment apart is counted as by hand, from the first order on, when orders are told again or cancelled, and merged. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'
import { settleOrders } from '#/modules/history/index.ts'

import { readDifferences } from './read-audience.ts'

const segmentId = '01900000-0000-7000-8000-0000000000ab'
const people = 200

let open: TestApp

beforeAll(async () => {
  open = await openTestApp()
  const { db, clock, eventStore } = open.app
  const now = clock.now()
  await sql`
    INSERT INTO segments (id, name, name_folded, definition, state, members_version, people, created_by, created_at, updated_at)
    VALUES (${segmentId}, 'Some', 'some', '{}', 'ready', 1, 0, 'test', ${now}, ${now})`.execute(db)
  await eventStore.command(
    `INSERT INTO segment_members SELECT {segment:UUID}, 0, 1, groupArray(toUInt32(number)) FROM numbers(1, ${people}) WHERE number % 4 = 0`,
    { segment: segmentId },
  )
  await eventStore.command(
    `INSERT INTO profiles (customer, version, known, email, gender)
     SELECT number, 1, 1, 'x', if(number % 4 = 0, 'female', '') FROM numbers(1, ${people})`,
  )
}, 60_000)
afterAll(() => open?.close())

/** Members buy tea, brand X, with coupons, in spring and in the app more than others do; some orders are cancelled. */
async function tell(from: number, rows: number): Promise<void> {
  await open.app.eventStore.command(
    `INSERT INTO events (name, customer, original_customer, time, received_at, message_id, order_id, store, coupon, channel, value,
       reporting_value, line_products, line_categories, line_brands, line_quantities, line_values)
     SELECT if(luck % 17 = 0, 'Order Cancelled', 'Order Updated'), person, person,
       toDateTime64('2026-01-10 00:00:00', 3, 'UTC') + toIntervalMonth(if(chosen, 2, luck % 5)), toDateTime64('2026-06-01 00:00:00', 3, 'UTC') + number,
       toString(number), toString(luck % 700), 1 + luck % 700 % 2, if(chosen, 'K', ''), if(chosen, 'app', 'web'), 10, 10,
       [if(chosen, 'P1', concat('P', toString(luck % 5))), ''], [if(chosen, 'tea', 'coffee'), ''], [if(chosen, 'X', 'Y'), ''], [1, 1], [5, 5]
     FROM (
       SELECT number, cityHash64(number, 11) AS luck, toUInt32(1 + luck % ${people}) AS person, person % 4 = 0 OR luck % 11 = 0 AS chosen
       FROM numbers({from:UInt64}, {rows:UInt64}))`,
    { from, rows },
  )
}

/** By topic and key: people of the segment with it, of those who bought; the same of the others. */
async function byHand(storeId?: number): Promise<Map<string, number[]>> {
  const rows = await open.app.eventStore.query<{ topic: string; key: string; counts: number[] }>(
    `WITH customer % 4 = 0 AS inside, (SELECT (uniqExactIf(customer, inside), uniqExactIf(customer, NOT inside)) FROM bought) AS sizes,
       bought AS (SELECT * FROM orders WHERE customer > 0 AND ${storeId === undefined ? '1' : 'store = {storeId:UInt16}'})
     SELECT one.1 AS topic, one.2 AS key,
       arrayMap(n -> toUInt32(n), [uniqExactIf(customer, inside), sizes.1, uniqExactIf(customer, NOT inside), sizes.2]) AS counts
     FROM (SELECT customer, arrayJoin(arrayConcat(
       [('channel', toString(channel)), ('coupon', if(coupon = '', 'without', 'with')),
        ('season', multiIf(toMonth(placed) IN (12, 1, 2), 'winter', toMonth(placed) < 6, 'spring', 'other'))],
       arrayMap(one -> ('category', toString(one)), line_categories), arrayMap(one -> ('brand', toString(one)), line_brands),
       arrayMap(one -> ('product', concat(toString(store), ':', one)), line_products))) AS one FROM bought)
     GROUP BY one`,
    storeId === undefined ? {} : { storeId },
  )
  return new Map(rows.map(({ topic, key, counts }) => [`${topic} ${key}`, counts]))
}

async function expectSame(storeId?: number): Promise<void> {
  const { differences } = await readDifferences(open.app, { segmentId, storeId })
  const hand = await byHand(storeId)
  const found = differences.filter(({ topic }) => topic !== 'gender')
  expect(found.map(({ topic }) => topic)).toEqual(
    expect.arrayContaining(['channel', 'coupon', 'season', 'category', 'brand', 'product']),
  )
  for (const { topic, key, inside, rest } of found) {
    expect([inside.hits, inside.n, rest.hits, rest.n], `${topic} ${key}`).toEqual(hand.get(`${topic} ${key}`))
  }
}

describe('differences', () => {
  test('are counted as by hand, for the shop and for a store', async () => {
    await tell(0, 500)
    await expectSame()
    await expectSame(2)
  })

  test('follow orders told again, settled and told again', async () => {
    await tell(500, 200)
    await expectSame()
    await settleOrders(open.app, { atLeast: 0 })
    await tell(700, 40)
    await expectSame()
    await expectSame(2)
  }, 60_000)

  test('follow people who were merged', async () => {
    const at = open.app.clock.now().toISOString().replace('T', ' ').replace('Z', '')
    await open.app.eventStore.insert(
      'merged_customers',
      [5, 8, 13].map((customer) => ({ customer, stands_for: customer + 3, at })),
      'merged',
    )
    await expectSame()
  })

  test('say how many people there are on both sides', async () => {
    const { inside, rest } = await readDifferences(open.app, { segmentId })
    expect([inside, rest]).toEqual([people / 4, people - people / 4])
  })
})

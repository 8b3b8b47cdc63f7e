/** The book of orders says what all tellings together say: before, while and after it is settled, and after merges. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'

import { writeMergedCustomers } from './reports-merges.ts'
import { countTellings, forgetTellings, readMinute, rewriteBook, tellAgain } from './reports-orders.ts'
import { settleOrders } from './settle-orders.ts'

let open: TestApp

beforeAll(async () => {
  open = await openTestApp()
}, 60_000)
afterAll(() => open?.close())

/** The definition, put together from the events themselves. */
const definition = `
  SELECT order_id, argMax(h.customer, h.received_at) AS customer, toUnixTimestamp64Milli(min(h.time)) AS placed,
    toString(argMax(h.reporting_value, h.received_at)) AS total
  FROM history AS h
  WHERE h.name IN ('Order Completed', 'Order Updated') AND h.order_id != ''
    AND h.order_id NOT IN (SELECT order_id FROM events WHERE name = 'Order Cancelled')
  GROUP BY order_id ORDER BY order_id`

const book = `SELECT order_id, customer, toUnixTimestamp64Milli(placed) AS placed, toString(total) AS total
  FROM orders ORDER BY order_id`

async function bothSame(): Promise<number> {
  const wanted = await open.app.eventStore.query(definition)
  expect(await open.app.eventStore.query(book)).toEqual(wanted)
  return wanted.length
}

/** Orders told once to four times, out of order, some cancelled, by 50 customers. */
async function tell(from: number, rows: number): Promise<void> {
  await open.app.eventStore.command(
    `INSERT INTO events (name, customer, original_customer, time, received_at, message_id, order_id, value, reporting_value)
     SELECT multiIf(luck % 17 = 0, 'Order Cancelled', luck % 3 = 0, 'Order Updated', 'Order Completed'), 1 + luck % 50, 1 + luck % 50,
       toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + luck % 9000000, toDateTime64('2026-06-01 00:00:00', 3, 'UTC') + number,
       toString(number), concat('1:', toString(luck % 400)), luck % 1000, luck % 1000
     FROM (SELECT number, cityHash64(number) AS luck FROM numbers({from:UInt64}, {rows:UInt64}))`,
    { from, rows },
  )
}

describe('orders', () => {
  test('are the same from tellings as from events, settled or not', async () => {
    await tell(0, 600)
    expect(await bothSame()).toBeGreaterThan(100)
    await rewriteBook(open.app.eventStore, 400)
    await bothSame()
    await forgetTellings(open.app.eventStore, (await readMinute(open.app.eventStore)) + 60)
    expect((await countTellings(open.app.eventStore)).all).toBe(0)
    await bothSame()
    await tell(600, 200)
    await bothSame()
  })

  test('told again they stay the same', async () => {
    await tellAgain(open.app.eventStore, { from: 0, to: Date.parse('2027-01-01T00:00:00Z') })
    await bothSame()
  })

  test('follow merges, and keep them when settled', async () => {
    const at = open.app.clock.now()
    await writeMergedCustomers(open.app.eventStore, [{ customer: 7, standsFor: 8 }], at)
    await bothSame()
    await settleOrders(open.app, { atLeast: 0 })
    await bothSame()
    const [row] = await open.app.eventStore.query<{ n: string }>(
      'SELECT count() AS n FROM order_book WHERE customer = 7 AND order_key NOT IN (SELECT order_key FROM order_tellings)',
    )
    expect(row?.n).toBe('0')
  })
})

/** Churn read for single months is that of all months. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'

import { reachOf } from './reach.ts'
import { readChurnMonths, readChurnUpTo } from './read-churn.ts'

let open: TestApp

beforeAll(async () => {
  open = await openTestApp()
  // Orders of a hundred customers until June 2025, and of one more two years before, whom nobody follows for months.
  await open.app.eventStore.command(
    `INSERT INTO events (name, customer, original_customer, time, received_at, message_id, order_id, store, value, reporting_value)
     SELECT 'Order Completed', who, who, at, at, toString(number), toString(number), 1, 10, 10 FROM (
       SELECT number, if(number = 0, 999, toUInt32(1 + cityHash64(number) % 100)) AS who,
         if(number = 0, toDateTime64('2022-01-05 00:00:00', 3, 'UTC'),
           toDateTime64('2024-01-05 00:00:00', 3, 'UTC') + toIntervalHour(cityHash64(number, 2) % 12000)) AS at
       FROM numbers(600))`,
  )
}, 60_000)
afterAll(() => open?.close())

test('churn up to the end of a period is that of its last whole month with somebody to lose', async () => {
  const reach = await reachOf(open.app, {})
  const months = await readChurnMonths(open.app, reach)
  const whole = months.filter(({ partial }) => !partial)
  expect(whole.length).toBeGreaterThan(12)
  const ends = [
    '2021-12-31',
    '2022-02-01',
    '2023-08-15',
    '2024-02-29',
    '2024-07-10',
    '2025-03-31',
    '2026-11-20',
  ]
  const wanted = ends.map((to) => whole.findLast(({ month }) => month <= to.slice(0, 7)))
  expect(wanted.filter(Boolean).length).toBe(ends.length - 1)
  for (const [nth, to] of ends.entries()) {
    expect(await readChurnUpTo(open.app, reach, [{ to }]), to).toEqual([wanted[nth]])
  }
  expect(
    await readChurnUpTo(
      open.app,
      reach,
      ends.map((to) => ({ to })),
    ),
  ).toEqual(wanted)
})

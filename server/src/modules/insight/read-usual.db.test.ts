/** The day against days like it on real stores: eight Fridays with a morning and an evening, then a Friday at half past twelve. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { addCustomers } from '#test/support/orders.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'
import { type OrderDraft, saveOrders } from '#/modules/commerce/index.ts'
import { waitUntilApplied } from '#/modules/history/index.ts'

import { readUsual } from './read-usual.ts'

let open: TestApp
const fridays = 8

beforeAll(async () => {
  open = await openTestApp()
}, 120_000)
afterAll(() => open?.close())

const dayAgo = (days: number): string =>
  new Date(Date.parse('2026-11-20T00:00:00Z') - days * 86_400_000).toISOString().slice(0, 10)

let count = 0
/** `at` in UTC; Istanbul is three hours ahead. */
function sold(given: { day: string; at: string; total: string; who: number }): OrderDraft {
  count += 1
  return {
    storeId: 1,
    externalId: String(count),
    customerId: given.who,
    placedAt: new Date(`${given.day}T${given.at}:00Z`),
    currency: 'TRY',
    source: 'test',
    lines: [{ productId: 'P1', title: 'Havlu', quantity: '1', unitPrice: given.total }],
  }
}

test('before the first order there is no day', async () => {
  expect(await readUsual(open.app)).toMatchObject({ day: null, figures: [], month: null })
})

test('Fridays up to half past twelve are compared, evenings are not', async () => {
  const people = await addCustomers(open.app, 24)
  const who = (index: number): number => people[index] ?? 0
  const before = Array.from({ length: fridays }, (_, week) => {
    const day = dayAgo((week + 1) * 7)
    // Morning 100 and 100 + week, evening 5 000: only the mornings count.
    return [
      sold({ day, at: '06:00', total: '100', who: who(week) }),
      sold({ day, at: '09:29', total: String(100 + week), who: who(week) }),
      sold({ day, at: '17:00', total: '5000', who: who(week + 10) }),
    ]
  }).flat()
  const today = ['05:00', '06:00', '07:00', '08:00', '09:00'].map((at, index) =>
    sold({ day: dayAgo(0), at, total: '200', who: who(18 + index) }),
  )
  const yesterday = [sold({ day: dayAgo(1), at: '20:59', total: '70', who: who(17) })]
  await saveOrders(open.app, [...before, ...yesterday, ...today])
  await waitUntilApplied(open.app)
  const usual = await readUsual(open.app)
  expect(usual).toMatchObject({ day: '2026-11-20', minute: 12 * 60 + 31, currency: 'TRY' })
  const [revenue, orders, average, came] = usual.figures
  // Roots of 200 … 207 lie close together; what chance alone would do to such amounts decides: 1 000 is more.
  expect(revenue).toMatchObject({
    measure: 'revenue',
    value: '1000',
    weeks: 8,
    verdict: 'above',
    outsideDays: 1,
  })
  expect(revenue?.usual?.high).toBeGreaterThan(207)
  expect(revenue?.usual?.high).toBeLessThan(1000)
  // Two every Friday: (√2 ± 2.3646 · ½ · 1.0607)², so five may be chance.
  expect(orders).toMatchObject({ value: '5', verdict: 'within', outsideDays: 0 })
  expect(orders?.usual?.low).toBeCloseTo((Math.SQRT2 - 1.254_05) ** 2, 3)
  expect(orders?.usual?.high).toBeCloseTo((Math.SQRT2 + 1.254_05) ** 2, 3)
  expect(average).toMatchObject({ value: '200.0000', verdict: 'above' })
  // One of each Friday's two customers is new in the morning, every week another.
  expect(came).toMatchObject({ value: '5', verdict: 'within' })
  expect(came?.usual?.high).toBeCloseTo((1 + 1.254_05) ** 2, 3)
  // Whole days up to yesterday: last Friday 100 + 100 + 5 000, yesterday 70.
  expect(revenue?.days).toHaveLength(14)
  expect(revenue?.days.slice(-7)).toEqual([5200, 0, 0, 0, 0, 0, 70])
  expect(orders?.days.at(-1)).toBe(1)
  expect(orders?.yesterday).toMatchObject({ value: '1', verdict: 'within' })
})

test('the last thirty days stand beside the thirty before, as everywhere in insight', async () => {
  const { month } = await readUsual(open.app)
  // Fridays 7 to 28 days ago: 4 · (200 + 5 000) + 0+1+2+3, yesterday 70, today 1 000.
  expect(month).toMatchObject({ from: '2026-10-22', to: '2026-11-20' })
  expect(month?.figures[0]).toMatchObject({ measure: 'revenue', value: '21876' })
})

test('a shop that sells no more is shown by its last whole day', async () => {
  open.clock.move(Date.parse('2027-02-01T09:00:00Z') - open.clock.now().getTime())
  const usual = await readUsual(open.app)
  expect(usual).toMatchObject({ day: '2026-11-20', minute: 1440 })
  expect(usual.figures[1]).toMatchObject({ value: '5' })
})

/** A night's forecast on real stores: fitted in its thread, written to both, scored again by day, done nothing where nothing is new. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { saveOrders } from '#/modules/commerce/index.ts'
import { waitUntilApplied } from '#/modules/history/index.ts'
import { addCustomers, line, order } from '#test/support/orders.ts'
import { openTestApp, type TestApp, testNow } from '#test/support/app.ts'

import { runForecast } from './run-forecast.ts'
import { loadFit, loadTracking } from './store-fits.ts'
import { loadPrediction } from './store-predictions.ts'

const DAY = 86_400_000

let open: TestApp
let people: number[]

/** Orders of a shop over a year: most once, some often, by a fixed rule. */
function ordersOf(ids: readonly number[]) {
  return ids.flatMap((customerId, index) => {
    const first = (index * 37) % 330
    const repeats = index % 3 === 0 ? (index % 7) + 1 : 0
    return Array.from({ length: repeats + 1 }, (_, number) => {
      const day = first + number * (9 + (index % 23))
      return day > 360
        ? []
        : order({
            customerId,
            externalId: `${customerId}-${number}`,
            placedAt: new Date(testNow.getTime() - (361 - day) * DAY),
            lines: [line({ quantity: '1', unitPrice: String(100 + (index % 50) + number) })],
          })
    }).flat()
  })
}

beforeAll(async () => {
  open = await openTestApp()
  people = await addCustomers(open.app, 400)
  await saveOrders(open.app, ordersOf(people))
  await waitUntilApplied(open.app)
}, 240_000)
afterAll(() => open.close())

const predictions = () =>
  open.app.eventStore.query<{
    customer: number
    value: number
    risk: number
    next: string
    p: number
    e: number
  }>(
    `SELECT customer, lifetime_value_365 AS value, churn_risk_90 AS risk, toString(next_order_at) AS next, p_alive AS p,
       expected_orders_90 AS e FROM predictions ORDER BY customer`,
  )

describe('a forecast', () => {
  test('fits, judges itself on held-out time, and writes both stores alike', async () => {
    const told = await runForecast(open.app)
    expect(told).toMatchObject({ need: 'fit', customers: 400 })
    const fit = await loadFit(open.app.db)
    expect(fit).toMatchObject({ converged: true, counts: { customers: 400 }, scoredThrough: '2026-11-20' })
    expect(fit?.model).not.toBe('rules')
    expect(fit?.holdOut?.scores.map(({ name }) => name)).toEqual([
      'bgnbd',
      'mbgnbd',
      'paretonbd',
      'zero',
      'meanRate',
      'ownRate',
      'pastOrders',
      'recency',
      'pastSpend',
    ])
    const rows = await predictions()
    expect(rows.map(({ customer }) => customer)).toEqual(people.toSorted((a, b) => a - b))
    for (const row of rows.slice(0, 20)) {
      const kept = await loadPrediction(open.app.db, row.customer)
      expect(Number(kept?.value365)).toBeCloseTo(row.value, 3)
      expect(kept?.churn90).toBeCloseTo(row.risk, 5)
      expect(kept?.active).toBeCloseTo(row.p, 5)
      expect(kept?.orders90).toBeCloseTo(row.e, 5)
      const next = kept?.nextOrderAt?.toISOString().slice(0, 10) ?? '1970-01-01'
      expect(next).toBe(row.next.slice(0, 10))
      expect(row.risk).toBeGreaterThanOrEqual(1 - row.p - 1e-9)
    }
    const { points } = (await loadTracking(open.app.db))!
    const repeats = ordersOf(people).length - 400
    expect(points.at(-1)?.actual).toBeGreaterThan(0.95 * repeats)
    expect(points.at(-1)?.actual).toBeLessThanOrEqual(repeats)
    expect(Math.abs(points.at(-1)!.expected / points.at(-1)!.actual - 1)).toBeLessThan(0.25)
  }, 120_000)

  test('does nothing while nothing is new, scores when a day has passed, fits when an order came', async () => {
    expect(await runForecast(open.app)).toMatchObject({ need: 'nothing' })
    const before = await loadFit(open.app.db)
    open.clock.move(DAY)
    expect(await runForecast(open.app)).toMatchObject({ need: 'score', customers: 400 })
    const after = await loadFit(open.app.db)
    expect(after).toMatchObject({ scoredThrough: '2026-11-21', fittedAt: before?.fittedAt })
    expect(await predictions()).toHaveLength(400)
    await saveOrders(open.app, [order({ customerId: people[0]!, externalId: 'new' })])
    await waitUntilApplied(open.app)
    expect(await runForecast(open.app)).toMatchObject({ need: 'fit', customers: 400 })
    const { rows } = await sql<{ fits: string; predictions: string }>`
      SELECT (SELECT count(*) FROM model_fits) AS fits, (SELECT count(*) FROM customer_predictions) AS predictions`.execute(
      open.app.db,
    )
    expect(rows).toEqual([{ fits: '2', predictions: '400' }])
  }, 120_000)

  test('two at once leave one whole answer', async () => {
    await Promise.all([runForecast(open.app, { again: true }), runForecast(open.app, { again: true })])
    expect(await predictions()).toHaveLength(400)
    const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM customer_predictions`.execute(
      open.app.db,
    )
    expect(rows).toEqual([{ n: '400' }])
  }, 120_000)
})

/** A night's forecast on real stores: fitted in its thread, written to both, scored again by day, done nothing where nothing is new. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { saveOrders } from '#/modules/commerce/index.ts'
import { waitUntilApplied } from '#/modules/history/index.ts'
import { createKey } from '#/modules/team/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { addCustomers, line, order } from '#test/support/orders.ts'
import { testNow } from '#test/support/app.ts'
import { openTestServer, type TestServer } from '#test/support/http.ts'

import { runForecast } from './run-forecast.ts'
import { loadFit, loadTracking } from './store-fits.ts'
import { loadPrediction } from './store-predictions.ts'

const DAY = 86_400_000

let open: TestServer
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
  open = await openTestServer()
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

/** A program with a key that may use the API. */
async function program() {
  const { key } = await createKey(open.app, systemActor('test'), { name: 'models', scope: 'api' })
  return open.visitor({ authorization: `Bearer ${key}` })
}

describe('a forecast', () => {
  test('is not there before the first night', async () => {
    const asked = await program()
    expect(await asked.call('GET', '/api/insight/models')).toMatchObject({ status: 200, body: { fit: null } })
    const curve = await asked.call('GET', '/api/insight/models/tracking')
    expect(curve).toMatchObject({ status: 200, body: { first: null, points: [] } })
    const one = await asked.call('GET', `/api/customers/${people[0]}/prediction`)
    expect(one).toMatchObject({ status: 200, body: { prediction: null } })
  })

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

  test('is told over the API, with units and without the numbers to score with', async () => {
    const asked = await program()
    const { status, body } = await asked.call('GET', '/api/insight/models')
    expect(status).toBe(200)
    expect(body).toMatchObject({ fit: { unit: 'week', counts: { customers: 400 } }, discountPerMonth: 0.01 })
    expect(JSON.stringify(body)).not.toContain('"process"')
    const { body: curve } = await asked.call('GET', '/api/insight/models/tracking')
    expect((curve as { points: unknown[] }).points.length).toBeGreaterThan(40)
    const { body: one } = await asked.call('GET', `/api/customers/${people[0]}/prediction`)
    expect(one).toMatchObject({ prediction: { currency: 'TRY', churnRisk90Days: expect.any(Number) } })
    expect(await asked.call('POST', '/api/insight/models/fits', {})).toMatchObject({
      status: 200,
      body: { done: true },
    })
    const { rows } = await sql<{ n: string }>`
      SELECT count(*) AS n FROM graphile_worker.jobs WHERE key = 'insight.forecast.again'`.execute(
      open.app.db,
    )
    expect(rows).toEqual([{ n: '1' }])
  })

  test('experiments are judged over the API', async () => {
    const asked = await program()
    const arms = { treatment: { n: 45_489, hits: 8_279 }, control: { n: 44_700, hits: 8_502 } }
    const given = { kind: 'share', ...arms, smallest: 0.005, plannedPerArm: 40_000 }
    const broken = await asked.call('POST', '/api/experiments/verdict', given)
    expect(broken).toMatchObject({ status: 200, body: { decision: 'split_broken', outcome: null } })
    const right = await asked.call('POST', '/api/experiments/verdict', {
      ...given,
      split: { treatment: 45_489, control: 44_700 },
    })
    expect(right).toMatchObject({ status: 200, body: { outcome: { method: 'sequential' } } })
    const plan = await asked.call('POST', '/api/experiments/plan', {
      kind: 'share',
      baseRate: 0.1,
      difference: 0.01,
      peopleADay: 1_000,
    })
    expect(plan).toMatchObject({ status: 200, body: { perArm: 14_751, days: 35 } })
    const wrong = { ...given, treatment: { n: 10, hits: 11 } }
    expect((await asked.call('POST', '/api/experiments/verdict', wrong)).status).toBe(400)
  })
})

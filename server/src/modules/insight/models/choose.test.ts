/** Choosing, judging and scoring on small cases worked out by hand. */
import { describe, expect, test } from 'vitest'

import { bestOf } from './choose.ts'
import { dayNumber, dayOf } from './days.ts'
import { forecast, scoreAgain } from './forecast.ts'
import { areaUnderCurve, guessScores, type Score, scoreCounts } from './hold-out.ts'
import { needFor } from './need.ts'
import { predictionChunk } from './prediction-rows.ts'
import { dailyPurchases, type PurchaseDays, readPurchaseDays, snapshotAt } from './purchase-days.ts'
import { LEAST_DATA } from './rules.ts'

const list = (...values: number[]) => Float64Array.from(values)

function purchases(rows: readonly (readonly [customer: number, day: number, value: number])[]): PurchaseDays {
  const view = new DataView(new ArrayBuffer(rows.length * 14))
  rows.forEach(([customer, day, value], index) => {
    view.setUint32(index * 14, customer, true)
    view.setUint16(index * 14 + 4, day, true)
    view.setFloat64(index * 14 + 6, value, true)
  })
  return readPurchaseDays(new Uint8Array(view.buffer))
}

describe('purchase days', () => {
  const days = purchases([
    [3, 100, 10],
    [3, 100, 5],
    [3, 107, 20],
    [3, 121, 40],
    [9, 114, 7],
  ])

  test('two orders of a day are one purchase', () => {
    expect([...days.customer]).toEqual([3, 3, 3, 9])
    expect([...days.value]).toEqual([15, 20, 40, 7])
  })

  test('counts at a day, and what came after it', () => {
    const now = snapshotAt(days, 114)
    expect(Object.fromEntries(Object.entries(now).map(([name, values]) => [name, [...values]]))).toEqual({
      customer: [3, 9],
      x: [1, 0],
      tx: [1, 0],
      T: [2, 0],
      m: [20, 0],
      spent: [35, 7],
      laterOrders: [1, 0],
      laterRevenue: [40, 0],
    })
    expect([...snapshotAt(days, 113).customer]).toEqual([3])
    expect([...snapshotAt(days, 130, (customer) => customer === 9).customer]).toEqual([9])
    const { start, firsts, repeats } = dailyPurchases(days)
    expect([start, firsts[0], firsts[14], repeats[7], repeats[21]]).toEqual([100, 1, 1, 1, 1])
    expect(dailyPurchases(purchases([]))).toMatchObject({ start: 0, firsts: new Uint32Array(0) })
  })
})

describe('judging', () => {
  const outcome = { orders: list(0, 0, 1, 3), revenue: list(0, 0, 10, 90) }

  test('errors, bias, correlation, area, top tenth', () => {
    const score = scoreCounts(list(0, 1, 1, 2), outcome)
    expect(score).toMatchObject({
      meanAbsoluteError: 0.5,
      predicted: 4,
      actual: 4,
      sumBias: 0,
      topTenthRevenue: 0.9,
    })
    expect(score.rootMeanSquare).toBeCloseTo(Math.sqrt(0.5), 12)
    expect(score.auc).toBe(0.875)
    expect(score.correlation).toBeCloseTo(3 / Math.sqrt(12), 12)
  })

  test('the area counts ties half, and is unknown for a constant', () => {
    expect(areaUnderCurve(list(1, 2, 3, 4), list(0, 0, 1, 1))).toBe(1)
    expect(areaUnderCurve(list(4, 3, 2, 1), list(0, 0, 1, 1))).toBe(0)
    expect(areaUnderCurve(list(1, 1, 1, 1), list(0, 0, 1, 1))).toBeNull()
    expect(areaUnderCurve(list(1, 2, 3), list(1, 1, 1))).toBeNull()
    expect(areaUnderCurve(list(1, 1, 2), list(0, 1, 1))).toBe(0.75)
  })

  test('plain guesses', () => {
    const past = { x: list(0, 1, 2, 3), tx: list(0, 1, 2, 3), T: list(4, 4, 4, 4), spent: list(1, 2, 3, 400) }
    const scores = guessScores(past, outcome, 2)
    expect(scores.zero).toMatchObject({ predicted: 0, auc: null, correlation: null, sumBias: -1 })
    expect(scores.meanRate.predicted).toBe(3)
    expect(scores.ownRate.predicted).toBe(3)
    expect(scores.pastOrders.predicted).toBe(6)
    expect(scores.recency).toMatchObject({ auc: 1, meanAbsoluteError: null })
    expect(scores.pastSpend.topTenthRevenue).toBe(0.9)
  })

  test('the least error wins; near ones by their ranking; equal ones by their order', () => {
    const model = (name: 'bgnbd' | 'mbgnbd' | 'paretonbd', rootMeanSquare: number, auc: number) => ({
      name,
      score: { rootMeanSquare, auc } as Score,
    })
    expect(bestOf([model('bgnbd', 1, 0.7), model('mbgnbd', 0.9, 0.6), model('paretonbd', 1, 0.8)])).toBe(
      'mbgnbd',
    )
    expect(bestOf([model('bgnbd', 1, 0.7), model('mbgnbd', 1.001, 0.71), model('paretonbd', 1.1, 0.9)])).toBe(
      'mbgnbd',
    )
    expect(bestOf([model('bgnbd', 1, 0.7), model('mbgnbd', 1, 0.7), model('paretonbd', 1, 0.7)])).toBe(
      'bgnbd',
    )
  })
})

describe('a young shop', () => {
  test('gets rules, which say so', () => {
    const days = purchases([
      [1, 20_000, 100],
      [1, 20_010, 50],
      [2, 20_015, 80],
    ])
    const { forecast: told, scores } = forecast(days, 20_020)
    expect(told).toMatchObject({
      model: 'rules',
      fit: null,
      trial: null,
      tracking: [],
      warnings: ['rules_only', 'few_repeaters'],
    })
    expect(told.counts.customers).toBeLessThan(LEAST_DATA.customers)
    for (const column of [scores.active, scores.orders90, scores.churn90, scores.value365]) {
      expect([...column].every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
    }
    expect(scores.churn90[0]).toBeLessThan(1)
    expect(scoreAgain(days, 20_020, { process: null, spend: null })).toEqual(scores)
  })

  test('no orders, no scores', () => {
    expect(forecast(purchases([]), 20_000).scores.customer.length).toBe(0)
  })
})

describe('what a night has to do', () => {
  const saved = { ordersSeen: '5 a', scoredThrough: '2026-11-20' }
  test.each([
    ['nothing', { reference: null, seen: '0', saved: null, again: true }],
    ['fit', { reference: '2026-11-21', seen: '5 a', saved: null, again: false }],
    ['nothing', { reference: '2026-11-21', seen: '5 a', saved, again: false }],
    ['fit', { reference: '2026-11-21', seen: '5 a', saved, again: true }],
    ['score', { reference: '2026-11-22', seen: '5 a', saved, again: false }],
    ['fit', { reference: '2026-11-22', seen: '6 b', saved, again: false }],
  ])('%s', (need, given) => {
    expect(needFor(given)).toBe(need)
  })
})

test('rows for the stores', () => {
  const scores = {
    customer: Uint32Array.of(7, 8),
    active: list(0.5, 1),
    orders90: list(0.1234567, 2),
    orders365: list(1, 3),
    churn90: list(0.25, 0),
    value365: list(12.34567, 0),
    nextDay: Uint16Array.of(20_000, 0),
  }
  const { columns, binary } = predictionChunk(scores, { from: 0, to: 2, at: 1_700_000_000 })
  expect(columns).toEqual({
    customer: '{7,8}',
    active: '{0.5,1}',
    orders90: '{0.123457,2}',
    orders365: '{1,3}',
    churn90: '{0.25,0}',
    value365: '{12.3457,0}',
    nextDay: '{20000,0}',
  })
  const view = new DataView(binary.buffer)
  expect([
    binary.length,
    view.getUint32(52, true),
    view.getFloat64(12, true),
    view.getUint32(44, true),
  ]).toEqual([104, 8, 0.1234567, 20_000 * 86_400])
  expect(dayOf(dayNumber('2026-11-22'))).toBe('2026-11-22')
})

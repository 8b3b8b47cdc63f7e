import { expect, test } from 'vitest'

import { outsideDays, type PastDays, pastOf, usualRange, verdictOf } from './usual.ts'

test('a share’s range is mean ± t · s · √(1 + 1/n), worked by hand', () => {
  // Mean 0.2, s = 0.0129…, t(0.975; 3) = 3.1824: 0.2 ± 3.1824 · 0.012910 · 1.118034.
  const range = usualRange([0.19, 0.21, 0.185, 0.215], 'share')
  expect(range?.low).toBeCloseTo(0.2 - 3.182_446 * 0.014_719_6 * 1.118_034, 5)
  expect(range?.high).toBeCloseTo(0.2 + 3.182_446 * 0.014_719_6 * 1.118_034, 5)
})

test('counts are reckoned over square roots and never fall below nothing', () => {
  // Roots 1, 2, 3, 2: mean 2, s = 0.8165, reach = 3.1824 · 0.8165 · 1.1180 = 2.9052.
  const range = usualRange([1, 4, 9, 4], 'count')
  expect(range?.low).toBe(0)
  expect(range?.high).toBeCloseTo((2 + 3.182_446 * 0.816_497 * 1.118_034) ** 2, 3)
})

test('below four days nothing is usual', () => {
  expect(usualRange([5, 6, 7], 'count')).toBeNull()
  expect(verdictOf(100, null)).toBeNull()
})

test('days that are all alike make a range of one point', () => {
  const range = usualRange([25, 25, 25, 25], 'money')
  expect(range).toEqual({ low: 25, high: 25 })
  expect(verdictOf(25, range)).toBe('within')
  expect(verdictOf(26, range)).toBe('above')
  expect(verdictOf(24, range)).toBe('below')
})

test('of eight normal days the ninth lies within in about nineteen of twenty cases', () => {
  const next = normals(42)
  let within = 0
  for (let round = 0; round < 4_000; round += 1) {
    const past = Array.from({ length: 8 }, () => 0.5 + 0.05 * next())
    if (verdictOf(0.5 + 0.05 * next(), usualRange(past, 'share')) === 'within') within += 1
  }
  expect(within / 4_000).toBeGreaterThan(0.94)
  expect(within / 4_000).toBeLessThan(0.96)
})

test('the same weekdays are those seven days apart; days before the first order count for nothing', () => {
  const days: PastDays = (daysAgo) => (daysAgo > 30 ? undefined : daysAgo)
  expect(pastOf(days)).toEqual([7, 14, 21, 28])
  expect(pastOf(days, 1)).toEqual([8, 15, 22, 29])
})

test('a streak counts days outside on the same side and ends with the first that is not', () => {
  // Every day 10, but yesterday and the day before 20.
  const days: PastDays = (daysAgo) => (daysAgo === 1 || daysAgo === 2 ? 20 : 10)
  expect(outsideDays('above', days, 'count')).toBe(3)
  expect(outsideDays('below', days, 'count')).toBe(1)
  expect(outsideDays('within', days, 'count')).toBe(0)
  expect(outsideDays(null, days, 'count')).toBe(0)
})

/** Standard normals by Box-Muller over a small generator, the same every time. */
function normals(seed: number): () => number {
  let state = seed
  const uniform = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return (state + 0.5) / 4_294_967_296
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

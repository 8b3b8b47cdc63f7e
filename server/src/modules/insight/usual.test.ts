import { expect, test } from 'vitest'

import {
  chanceOfCounts,
  chanceOfSums,
  outsideDays,
  type PastDays,
  pastOf,
  usualRange,
  verdictOf,
} from './usual.ts'

test('a share’s range is mean ± t · s · √(1 + 1/n), worked by hand', () => {
  // Mean 0.2, s = 0.0129…, t(0.975; 3) = 3.1824: 0.2 ± 3.1824 · 0.012910 · 1.118034.
  const range = usualRange([0.19, 0.21, 0.185, 0.215], { kind: 'share', least: 0 })
  expect(range?.low).toBeCloseTo(0.2 - 3.182_446 * 0.014_719_6 * 1.118_034, 5)
  expect(range?.high).toBeCloseTo(0.2 + 3.182_446 * 0.014_719_6 * 1.118_034, 5)
})

test('counts are reckoned over square roots and never fall below nothing', () => {
  // Roots 1, 2, 3, 2: mean 2, s = 0.8165, reach = 3.1824 · 0.8165 · 1.1180 = 2.9052.
  const range = usualRange([1, 4, 9, 4], { kind: 'count', least: chanceOfCounts })
  expect(range?.low).toBe(0)
  expect(range?.high).toBeCloseTo((2 + 3.182_446 * 0.816_497 * 1.118_034) ** 2, 3)
})

test('below four days nothing is usual', () => {
  expect(usualRange([5, 6, 7], { kind: 'count', least: chanceOfCounts })).toBeNull()
  expect(verdictOf(100, null)).toBeNull()
})

test('days that are all alike make a range of one point', () => {
  const range = usualRange([25, 25, 25, 25], { kind: 'money', least: 0 })
  expect(range).toEqual({ low: 25, high: 25 })
  expect(verdictOf(25, range)).toBe('within')
  expect(verdictOf(26, range)).toBe('above')
  expect(verdictOf(24, range)).toBe('below')
})

test('eight quiet days do not make one order an event, but three are one', () => {
  // Roots all 0, s at least a half: (2.3646 · 0.5 · 1.0607)² = 1.573.
  const range = usualRange(
    Array.from({ length: 8 }, () => 0),
    { kind: 'count', least: chanceOfCounts },
  )
  expect(range?.high).toBeCloseTo((2.364_624 * 0.5 * 1.060_66) ** 2, 4)
  expect(verdictOf(1, range)).toBe('within')
  expect(verdictOf(3, range)).toBe('above')
})

test('amounts spread by Σa² / 4Σa at least: of ten orders of 100 that is 25', () => {
  expect(chanceOfSums({ sum: 1000, squares: 100_000 })).toBe(25)
  expect(chanceOfSums({ sum: 0, squares: 0 })).toBe(0)
})

test('of Poisson days the ninth lies within in about nineteen of twenty cases', () => {
  const uniform = uniforms(7)
  const poisson = (mean: number): number => {
    let [count, product] = [0, uniform()]
    for (; product > Math.exp(-mean); product *= uniform()) count += 1
    return count
  }
  let within = 0
  for (let round = 0; round < 4_000; round += 1) {
    const past = Array.from({ length: 8 }, () => poisson(12))
    const range = usualRange(past, { kind: 'count', least: chanceOfCounts })
    if (verdictOf(poisson(12), range) === 'within') within += 1
  }
  expect(within / 4_000).toBeGreaterThan(0.94)
  expect(within / 4_000).toBeLessThan(0.99)
})

test('of eight normal days the ninth lies within in about nineteen of twenty cases', () => {
  const next = normals(42)
  let within = 0
  for (let round = 0; round < 4_000; round += 1) {
    const past = Array.from({ length: 8 }, () => 0.5 + 0.05 * next())
    if (verdictOf(0.5 + 0.05 * next(), usualRange(past, { kind: 'share', least: 0 })) === 'within')
      within += 1
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
  expect(outsideDays('above', days, { kind: 'count', least: 0 })).toBe(3)
  expect(outsideDays('below', days, { kind: 'count', least: 0 })).toBe(1)
  expect(outsideDays('within', days, { kind: 'count', least: 0 })).toBe(0)
  expect(outsideDays(null, days, { kind: 'count', least: 0 })).toBe(0)
})

/** Between 0 and 1 by a small generator, the same every time. */
function uniforms(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return (state + 0.5) / 4_294_967_296
  }
}

/** Standard normals by Box-Muller. */
function normals(seed: number): () => number {
  const uniform = uniforms(seed)
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

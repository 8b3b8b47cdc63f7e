import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readGolden, sharedFolder, WITHOUT_SHARED } from '#test/support/shared-data.ts'
import { monthsBetween, retentionTriangle } from './cohorts.ts'
import { chiSquareUpper, normalQuantile, normalUpper, tQuantile, tUpper } from './distributions.ts'
import {
  newcombeInterval,
  sampleRatioTest,
  twoProportionTest,
  welchTest,
  wilsonInterval,
} from './intervals.ts'
import { medianDays, shareWithin, survivalCurve } from './kaplan-meier.ts'
import { ascending, median, medianOfCounts, percentile } from './percentile.ts'
import { sampleSizePerArm } from './sample-size.ts'
import { logGamma } from './special-functions.ts'

/** Relative distance from the expected value. */
const off = (actual: number | undefined, expected: number) =>
  Math.abs((actual ?? Number.NaN) - expected) / Math.abs(expected)

describe('distributions, against published values', () => {
  test.each([
    [normalQuantile(0.975), 1.959963984540054],
    [normalQuantile(0.8), 0.8416212335729143],
    [normalQuantile(0.0001), -3.719016485455709],
    [normalUpper(3), 0.0013498980316300946],
    [normalUpper(-1), 0.8413447460685429],
    [normalUpper(10), 7.61985302416047e-24],
    [tQuantile(0.975, 1), 12.706204736432095],
    [tQuantile(0.975, 10), 2.2281388519649385],
    [tUpper(2, 5), 0.05096973941492917],
    [chiSquareUpper(3.841458820694124, 1), 0.05],
    [chiSquareUpper(18.307038053275146, 10), 0.05],
    [logGamma(0.5), 0.5723649429247001],
    [logGamma(100), 359.1342053695754],
  ])('%s is %s', (actual, expected) => {
    expect(off(actual, expected)).toBeLessThan(1e-9)
  })

  test('a quantile undoes its probability', () => {
    const p = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
    fc.assert(
      fc.property(p, fc.double({ min: 1, max: 500, noNaN: true }), (share, df) => {
        expect(1 - normalUpper(normalQuantile(share))).toBeCloseTo(share, 12)
        expect(1 - tUpper(tQuantile(share, df), df)).toBeCloseTo(share, 11)
      }),
    )
  })

  test('with many degrees of freedom t is normal', () => {
    expect(off(tQuantile(0.975, 1e7), normalQuantile(0.975))).toBeLessThan(1e-6)
  })
})

describe('intervals', () => {
  test('hold their estimate and stay between 0 and 1', () => {
    const proportion = fc
      .tuple(fc.nat(500), fc.nat(500))
      .map(([a, b]) => ({ hits: Math.min(a, b), n: Math.max(a, b, 1) }))
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const { low, high } = wilsonInterval(a)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low <= a.hits / a.n + 1e-12 && a.hits / a.n <= high + 1e-12).toBe(true)
        const difference = newcombeInterval(a, b)
        const mirrored = newcombeInterval(b, a)
        expect(difference.low).toBeCloseTo(-mirrored.high, 12)
        expect(twoProportionTest(a, b).p).toBeCloseTo(twoProportionTest(b, a).p, 12)
      }),
    )
  })

  test('nothing known is everything possible', () => {
    expect(wilsonInterval({ hits: 0, n: 0 })).toEqual({ low: 0, high: 1 })
    expect(twoProportionTest({ hits: 0, n: 5 }, { hits: 0, n: 9 })).toEqual({ z: 0, p: 1 })
    expect(welchTest({ mean: 1, variance: 0, n: 9 }, { mean: 2, variance: 0, n: 9 })).toBeNull()
    expect(welchTest({ mean: 1, variance: 1, n: 1 }, { mean: 2, variance: 1, n: 9 })).toBeNull()
    expect(sampleRatioTest([10])).toMatchObject({ p: 1, broken: false })
  })

  test('Welch: two samples worked out by hand', () => {
    // 1..5 and 2,4,6,8,10: means 3 and 6, variances 2.5 and 10, t = -3/√2.5, df = 6.25/1.0625
    const result = welchTest({ mean: 3, variance: 2.5, n: 5 }, { mean: 6, variance: 10, n: 5 })
    expect(off(result?.t, -3 / Math.sqrt(2.5))).toBeLessThan(1e-9)
    expect(off(result?.df, 6.25 / 1.0625)).toBeLessThan(1e-9)
    expect(off(result?.p, 2 * tUpper(3 / Math.sqrt(2.5), 6.25 / 1.0625))).toBeLessThan(1e-9)
    expect(result?.interval.low).toBeLessThan(-3)
  })

  test('an intended split other than equal is respected', () => {
    expect(sampleRatioTest([900, 100], [9, 1])).toMatchObject({ chiSquare: 0, p: 1 })
    expect(sampleRatioTest([500, 500], [9, 1]).broken).toBe(true)
  })
})

type Arm = {
  k1: number
  n1: number
  k0: number
  n0: number
  z_pooled: number
  p_two_sided_z: number
  newcombe_ci95: [number, number]
  chi2_no_yates_p: number
}
type CookieCats = { srm: { counts: number[]; chi2: number; p: number }; retention_1: Arm; retention_7: Arm }
type Late = { n: number; wilson95_pct: [number, number] }
type Olist = {
  delivery_promise: { n_delivered: number; late_timestamp_rule: Late; late_calendar_day_rule: Late }
}
type Sizes = { cases: { p0: number; d: number; alpha: number; power: number; n_per_arm: number }[] }

describe.skipIf(sharedFolder === null)(`expected results (${WITHOUT_SHARED} otherwise)`, () => {
  test('Cookie Cats: sample ratio, both retentions', () => {
    const golden = readGolden('cookie_cats') as CookieCats
    const ratio = sampleRatioTest(golden.srm.counts)
    expect(off(ratio.chiSquare, golden.srm.chi2)).toBeLessThan(1e-9)
    expect(off(ratio.p, golden.srm.p)).toBeLessThan(1e-9)
    expect(ratio.broken).toBe(true)
    for (const arm of [golden.retention_1, golden.retention_7]) {
      const treatment = { hits: arm.k1, n: arm.n1 }
      const control = { hits: arm.k0, n: arm.n0 }
      const { z, p } = twoProportionTest(treatment, control)
      expect(off(z, arm.z_pooled)).toBeLessThan(1e-9)
      expect(off(p, arm.p_two_sided_z)).toBeLessThan(1e-9)
      expect(off(chiSquareUpper(z * z, 1), arm.chi2_no_yates_p)).toBeLessThan(1e-9)
      const { low, high } = newcombeInterval(treatment, control)
      expect(off(low, arm.newcombe_ci95[0])).toBeLessThan(1e-9)
      expect(off(high, arm.newcombe_ci95[1])).toBeLessThan(1e-9)
    }
  })

  test('Olist: Wilson intervals of late deliveries', () => {
    const { delivery_promise: promise } = readGolden('olist_sample8000') as Olist
    for (const late of [promise.late_timestamp_rule, promise.late_calendar_day_rule]) {
      const { low, high } = wilsonInterval({ hits: late.n, n: promise.n_delivered })
      expect(off(low * 100, late.wilson95_pct[0])).toBeLessThan(1e-9)
      expect(off(high * 100, late.wilson95_pct[1])).toBeLessThan(1e-9)
    }
  })

  test('sample sizes', () => {
    const { cases } = readGolden('sample_size') as Sizes
    for (const { p0, d, alpha, power, n_per_arm: expected } of cases) {
      expect(sampleSizePerArm({ baseRate: p0, difference: d, alpha, power })).toBe(expected)
    }
    expect(cases.length).toBe(9)
  })
})

test('a sample size for nothing, or for a rate that cannot be, is none', () => {
  expect(sampleSizePerArm({ baseRate: 0.1, difference: 0 })).toBeNull()
  expect(sampleSizePerArm({ baseRate: 0.95, difference: 0.1 })).toBeNull()
})

describe('percentile', () => {
  test('the median of counted values is that of the values one by one', () => {
    const counted = fc.array(fc.record({ value: fc.integer({ min: 0, max: 9 }), n: fc.nat(4) }))
    fc.assert(
      fc.property(counted, (counts) => {
        const values = counts.flatMap(({ value, n }) => Array.from({ length: n }, () => value))
        expect(medianOfCounts(counts)).toBe(median(ascending(values)))
      }),
    )
  })

  test.each([
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4], 0.9, 3.7],
    [[7], 0.3, 7],
    [[1, 2], 0, 1],
    [[1, 2], 1, 2],
  ])('%j at %s is %s', (sorted, p, expected) => {
    expect(percentile(sorted, p)).toBeCloseTo(expected, 12)
  })

  test('of nothing is none, and out of range is an error', () => {
    expect(median([])).toBeNull()
    expect(() => percentile([1], 1.1)).toThrow(RangeError)
    expect(ascending([3, -1, 20])).toEqual([-1, 3, 20])
  })
})

describe('Kaplan-Meier', () => {
  // Six people: events on days 1, 3, 3, 6; censored on days 3 and 8. S = 5/6, then ·3/5, then ·1/2.
  const six = [
    { days: 3, events: 2, censored: 1 },
    { days: 1, events: 1, censored: 0 },
    { days: 8, events: 0, censored: 1 },
    { days: 6, events: 1, censored: 0 },
  ]

  test.each([
    [0, 0],
    [1, 1 / 6],
    [3, 0.5],
    [5, 0.5],
    [6, 0.75],
    [99, 0.75],
  ])('within %s days', (days, share) => {
    expect(shareWithin(survivalCurve(six), days).share).toBeCloseTo(share, 14)
  })

  test('Greenwood and the median by hand', () => {
    const curve = survivalCurve(six)
    expect(curve[1]?.greenwood).toBeCloseTo(1 / 30 + 2 / 15, 14)
    expect(medianDays(curve)).toBe(3)
    const { interval } = shareWithin(curve, 3)
    const error = Math.sqrt(1 / 30 + 2 / 15) / Math.log(2)
    expect(interval?.low).toBeCloseTo(1 - 0.5 ** Math.exp(-1.959963984540054 * error), 12)
    expect(interval?.high).toBeCloseTo(1 - 0.5 ** Math.exp(1.959963984540054 * error), 12)
  })

  test('nobody is nobody, and everybody is everybody', () => {
    expect(shareWithin(survivalCurve([]), 30)).toEqual({ share: 0, interval: null })
    expect(shareWithin(survivalCurve([{ days: 2, events: 3, censored: 0 }]), 2)).toEqual({
      share: 1,
      interval: null,
    })
    expect(medianDays(survivalCurve([]))).toBeNull()
  })

  test('without censoring it is the plain share', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1 }), fc.nat(45), (days, within) => {
        const curve = survivalCurve(days.map((day) => ({ days: day, events: 1, censored: 0 })))
        const share = days.filter((day) => day <= within).length / days.length
        expect(shareWithin(curve, within).share).toBeCloseTo(share, 12)
      }),
    )
  })
})

describe('cohorts', () => {
  test.each([
    ['2010-12', '2011-03', 3],
    ['2011-03', '2010-12', -3],
    ['2010-12-31', '2011-01-01', 1],
    ['2026-05', '2026-05', 0],
  ])('from %s to %s are %s months', (from, to, months) => {
    expect(monthsBetween(from, to)).toBe(months)
  })

  test('a month that is none is an error', () => {
    expect(() => monthsBetween('2026', '2026-01')).toThrow(RangeError)
  })

  test('the triangle has a cell for every month and none beyond the data', () => {
    const counts = [
      { cohort: '2026-02', month: 0, customers: 5 },
      { cohort: '2026-01', month: 0, customers: 4 },
      { cohort: '2026-01', month: 2, customers: 1 },
      { cohort: '2026-01', month: 9, customers: 1 },
    ]
    expect(retentionTriangle(counts, { month: '2026-03', partial: true })).toEqual([
      { cohort: '2026-01', size: 4, active: [4, 0, 1], retention: [1, 0, 0.25], lastIsPartial: true },
      { cohort: '2026-02', size: 5, active: [5, 0], retention: [1, 0], lastIsPartial: true },
    ])
  })
})

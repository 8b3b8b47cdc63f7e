/** Verdicts on experiments: the split blocks first, looking often spends no error, and every decision is met. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { normal, seeded } from '#test/support/buying.ts'
import { readGolden, sharedFolder, WITHOUT_SHARED } from '#test/support/shared-data.ts'

import { type Experiment, fixedOutcome, judgeExperiment } from './experiment.ts'
import { daysToDecide, sampleSizeOfMean, sampleSizePerArm } from './sample-size.ts'
import { sequentialTest } from './sequential.ts'

const off = (actual: number | undefined, expected: number) =>
  Math.abs((actual ?? Number.NaN) - expected) / Math.abs(expected)

const shares = (treatment: [number, number], control: [number, number], given: Partial<Experiment> = {}) =>
  judgeExperiment({
    kind: 'share',
    treatment: { hits: treatment[0], n: treatment[1] },
    control: { hits: control[0], n: control[1] },
    split: [1, 1],
    smallest: 0.01,
    plannedPerArm: 10_000,
    looks: 'often',
    moreIsBetter: true,
    ...given,
  } as Experiment)

describe('the decision', () => {
  test.each<[string, ReturnType<typeof judgeExperiment>]>([
    ['split_broken', shares([500, 9_000], [500, 10_000])],
    ['too_few', shares([3, 20], [2, 20])],
    ['too_few', shares([1, 1_000], [2, 1_000])],
    ['not_yet', shares([300, 5_000], [200, 5_000], { looks: 'once' })],
    ['better', shares([700, 5_000], [500, 5_000])],
    ['worse', shares([500, 5_000], [700, 5_000])],
    ['worse', shares([700, 5_000], [500, 5_000], { moreIsBetter: false })],
    ['better', shares([1_120, 10_000], [1_000, 10_000], { looks: 'once' })],
    ['keep_running', shares([505, 5_000], [500, 5_000])],
    ['no_difference_found', shares([1_005, 10_000], [1_000, 10_000], { smallest: 0.001 })],
    ['equal_enough', shares([100_100, 1_000_000], [100_000, 1_000_000])],
  ])('%s', (decision, verdict) => {
    expect(verdict.decision).toBe(decision)
    const silent = ['split_broken', 'too_few', 'not_yet'].includes(decision)
    expect(verdict.outcome === null).toBe(silent)
  })

  test('of means, in their unit', () => {
    const given = {
      split: [1, 1],
      smallest: 2,
      plannedPerArm: 500,
      looks: 'once',
      moreIsBetter: true,
    } as const
    const arm = (mean: number) => ({ mean, variance: 400, n: 1_000 })
    const verdict = judgeExperiment({ kind: 'mean', treatment: arm(104), control: arm(100), ...given })
    expect(verdict).toMatchObject({
      decision: 'better',
      missing: 0,
      outcome: { difference: 4, relative: 0.04, method: 'welch' },
    })
    expect(off(verdict.outcome?.interval.low, 4 - 1.9611520148367056 * Math.sqrt(0.8))).toBeLessThan(1e-9)
    const flat = judgeExperiment({
      kind: 'mean',
      treatment: { mean: 1, variance: 0, n: 99 },
      control: { mean: 1, variance: 0, n: 99 },
      ...given,
      looks: 'often',
    })
    expect(flat.decision).toBe('too_few')
  })

  test('an intended split other than equal is respected', () => {
    expect(shares([90, 1_000], [900, 9_000], { split: [1, 9] }).ratio.broken).toBe(false)
    expect(shares([90, 1_000], [900, 9_000]).decision).toBe('split_broken')
  })

  test('is always one, with finite numbers', () => {
    const arm = fc
      .tuple(fc.nat(1e6), fc.nat(1e6))
      .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)])
    fc.assert(
      fc.property(arm, arm, fc.constantFrom('once' as const, 'often' as const), (one, other, looks) => {
        fc.pre(one[1] + other[1] > 0)
        const { outcome, ratio } = shares(one, other, { looks, plannedPerArm: 100 })
        const numbers = [
          ratio.p,
          ratio.chiSquare,
          ...(outcome ? [outcome.p, outcome.difference, outcome.interval.low, outcome.interval.high] : []),
        ]
        expect(numbers.every(Number.isFinite)).toBe(true)
        const { low = 0, high = 0 } = outcome?.interval ?? {}
        const difference = outcome?.difference ?? 0
        expect(low <= difference && difference <= high).toBe(true)
      }),
    )
  })
})

describe('looking often', () => {
  /** Shares of 800 experiments of two equal arms that are ever called different in 100 looks. */
  const calledDifferent = (effect: number) => {
    const random = seeded(7)
    let sequential = 0
    let naive = 0
    for (let run = 0; run < 800; run += 1) {
      let [sum, seen, naiveSeen] = [0, false, false]
      for (let look = 1; look <= 100; look += 1) {
        sum += 10 * effect + Math.sqrt(20) * normal(random)
        const [difference, variance] = [sum / (10 * look), 2 / (10 * look)]
        seen ||= (sequentialTest({ difference, variance, smallest: 0.2 })?.p ?? 1) < 0.05
        naiveSeen ||= Math.abs(difference) > 1.96 * Math.sqrt(variance)
      }
      sequential += seen ? 1 : 0
      naive += naiveSeen ? 1 : 0
    }
    return { sequential: sequential / 800, naive: naive / 800 }
  }

  test('spends no more than the error allowed, where the ordinary test spends many times that', () => {
    const { sequential, naive } = calledDifferent(0)
    expect(sequential).toBeLessThan(0.05)
    expect(naive).toBeGreaterThan(0.25)
  })

  test('still finds what is there', () => {
    expect(calledDifferent(0.2).sequential).toBeGreaterThan(0.85)
  })

  test('p falls below α exactly where the interval leaves zero', () => {
    const number = fc.double({ min: 0.001, max: 2, noNaN: true })
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        number,
        number,
        (difference, variance, smallest) => {
          const { p, interval } = sequentialTest({ difference, variance, smallest })!
          fc.pre(Math.abs(p - 0.05) > 1e-9)
          expect(p < 0.05).toBe(interval.low > 0 || interval.high < 0)
        },
      ),
    )
    expect(sequentialTest({ difference: 1, variance: 0, smallest: 1 })).toBeNull()
  })
})

describe('the plan', () => {
  test('means: 63 per arm see half a deviation with power .8', () => {
    expect(sampleSizeOfMean({ deviation: 2, difference: 1 })).toBe(63)
    expect(sampleSizeOfMean({ deviation: 0, difference: 1 })).toBeNull()
  })

  test('whole weeks', () => {
    expect(daysToDecide(14_751, 1_000)).toBe(35)
    expect(daysToDecide(10, 1_000)).toBe(7)
    expect(daysToDecide(10, 0)).toBeNull()
  })
})

type Arm = {
  k1: number
  n1: number
  k0: number
  n0: number
  diff: number
  rel_lift: number
  p_two_sided_z: number
  newcombe_ci95: [number, number]
}
type CookieCats = { srm: { chi2: number; p: number }; retention_1: Arm; retention_7: Arm }

describe.skipIf(sharedFolder === null)(`expected results (${WITHOUT_SHARED} otherwise)`, () => {
  test('Cookie Cats: the split is broken, and nothing more is said', () => {
    const { srm, retention_7: seven } = readGolden('cookie_cats') as CookieCats
    const verdict = shares([seven.k1, seven.n1], [seven.k0, seven.n0])
    expect(verdict).toMatchObject({ decision: 'split_broken', outcome: null })
    expect(off(verdict.ratio.chiSquare, srm.chi2)).toBeLessThan(1e-9)
    expect(off(verdict.ratio.p, srm.p)).toBeLessThan(1e-9)
  })

  test.each(['retention_1', 'retention_7'] as const)('Cookie Cats: %s, had the split been right', (name) => {
    const arm = (readGolden('cookie_cats') as CookieCats)[name]
    const outcome = fixedOutcome({
      kind: 'share',
      treatment: { hits: arm.k1, n: arm.n1 },
      control: { hits: arm.k0, n: arm.n0 },
    })
    expect(off(outcome?.difference, arm.diff)).toBeLessThan(1e-9)
    expect(off(outcome?.relative ?? undefined, arm.rel_lift)).toBeLessThan(1e-9)
    expect(off(outcome?.interval.low, arm.newcombe_ci95[0])).toBeLessThan(1e-9)
    expect(off(outcome?.interval.high, arm.newcombe_ci95[1])).toBeLessThan(1e-9)
    expect(Math.abs((outcome?.p ?? 0) - arm.p_two_sided_z)).toBeLessThan(1e-9)
  })

  test('sample sizes', () => {
    type Case = { p0: number; d: number; alpha: number; power: number; n_per_arm: number }
    const { cases } = readGolden('sample_size') as { cases: Case[] }
    expect(cases.length).toBe(9)
    for (const { p0, d, alpha, power, n_per_arm: wanted } of cases) {
      expect(sampleSizePerArm({ baseRate: p0, difference: d, alpha, power })).toBe(wanted)
    }
  })
})

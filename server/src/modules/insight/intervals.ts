/** Owns the intervals and tests behind "is this more than noise": proportions, differences, means, sample ratio. */
import { chiSquareUpper, normalQuantile, normalUpper, tQuantile, tUpper } from './distributions.ts'

export type Interval = { low: number; high: number }
/** `hits` out of `n`. */
export type Proportion = { hits: number; n: number }
/** Of a sample: mean, variance (divisor n − 1), size. */
export type SampleMean = { mean: number; variance: number; n: number }

const CONFIDENCE = 0.95

/** Wilson's score interval of a proportion (Wilson 1927), without continuity correction; 0 to 1 when n = 0. */
export function wilsonInterval({ hits, n }: Proportion, confidence: number = CONFIDENCE): Interval {
  if (n === 0) return { low: 0, high: 1 }
  const z = twoSided(confidence)
  const p = hits / n
  const centre = p + (z * z) / (2 * n)
  const reach = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return { low: hits === 0 ? 0 : (centre - reach) / scale, high: hits === n ? 1 : (centre + reach) / scale }
}

/** Interval of `treatment − control` from the two Wilson intervals (Newcombe 1998, method 10). */
export function newcombeInterval(
  treatment: Proportion,
  control: Proportion,
  confidence: number = CONFIDENCE,
): Interval {
  const p1 = shareOf(treatment)
  const p0 = shareOf(control)
  const w1 = wilsonInterval(treatment, confidence)
  const w0 = wilsonInterval(control, confidence)
  return {
    low: p1 - p0 - Math.hypot(p1 - w1.low, w0.high - p0),
    high: p1 - p0 + Math.hypot(w1.high - p1, p0 - w0.low),
  }
}

/** Pooled z of `treatment − control` and its two-sided p; z 0 and p 1 where both are all or nothing. */
export function twoProportionTest(treatment: Proportion, control: Proportion): { z: number; p: number } {
  const pooled = (treatment.hits + control.hits) / (treatment.n + control.n)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / treatment.n + 1 / control.n))
  if (!(error > 0)) return { z: 0, p: 1 }
  const z = (shareOf(treatment) - shareOf(control)) / error
  return { z, p: Math.min(1, 2 * normalUpper(Math.abs(z))) }
}

export type WelchResult = { difference: number; t: number; df: number; p: number; interval: Interval }

/**
 * Welch's t test of `treatment − control` with the Welch-Satterthwaite degrees of freedom (Welch 1947). Null when it
 * cannot be told: a sample below two, or no variation in either.
 */
export function welchTest(
  treatment: SampleMean,
  control: SampleMean,
  confidence: number = CONFIDENCE,
): WelchResult | null {
  if (treatment.n < 2 || control.n < 2) return null
  const v1 = treatment.variance / treatment.n
  const v0 = control.variance / control.n
  if (!(v1 + v0 > 0)) return null
  const difference = treatment.mean - control.mean
  const error = Math.sqrt(v1 + v0)
  const df = (v1 + v0) ** 2 / (v1 ** 2 / (treatment.n - 1) + v0 ** 2 / (control.n - 1))
  const t = difference / error
  const reach = tQuantile((1 + confidence) / 2, df) * error
  const interval = { low: difference - reach, high: difference + reach }
  return { difference, t, df, p: Math.min(1, 2 * tUpper(Math.abs(t), df)), interval }
}

/**
 * Whether the sizes of the arms fit the intended split: Pearson's chi-square over the arms. Below p = 0.01 the split
 * is broken and no result of the experiment may be read.
 * @param weights intended shares, in any unit; equal when left out
 */
export function sampleRatioTest(
  counts: readonly number[],
  weights: readonly number[] = counts.map(() => 1),
): { chiSquare: number; df: number; p: number; broken: boolean } {
  const total = sum(counts)
  const whole = sum(weights)
  const parts = counts.map((count, index) => {
    const expected = (total * (weights[index] ?? 0)) / whole
    return expected > 0 ? (count - expected) ** 2 / expected : 0
  })
  const chiSquare = sum(parts)
  const df = counts.length - 1
  const p = df < 1 ? 1 : chiSquareUpper(chiSquare, df)
  return { chiSquare, df, p, broken: p < 0.01 }
}

function shareOf({ hits, n }: Proportion): number {
  return n === 0 ? 0 : hits / n
}

function twoSided(confidence: number): number {
  return normalQuantile((1 + confidence) / 2)
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

/** How far chance reaches around a figure and around its change, by what kind of figure it is: pure. */
import { normalQuantile, normalUpper, tQuantile } from './distributions.ts'
import {
  type Interval,
  newcombeInterval,
  type SampleMean,
  twoProportionTest,
  welchTest,
  wilsonInterval,
} from './intervals.ts'

export type { Interval }

/**
 * `share`: hits out of n (Wilson; Newcombe for the change). `count`: what comes at random one by one (Poisson).
 * `sum`: of randomly many amounts (compound Poisson: the variance is the sum of squares). `mean`: of n amounts
 * (Student; Welch for the change).
 */
export type Method =
  | { kind: 'share'; hits: number; n: number }
  | { kind: 'count'; n: number }
  | { kind: 'sum'; sum: number; squares: number }
  | { kind: 'mean'; sum: number; squares: number; n: number }

export type Verdict = 'up' | 'down' | 'noise'
export type Change = { interval: Interval; verdict: Verdict }

/** Two-sided chance below which a change is more than noise. */
const significance = 0.05
/** Fewer than this many on either side and nothing is said. */
const leastToCompare = 8
const reach = normalQuantile(1 - significance / 2)

/** 95 %, in the unit of the figure; null where it cannot be told. */
export function intervalOf(method: Method | undefined): Interval | null {
  if (method === undefined) return null
  if (method.kind === 'share') return method.n === 0 ? null : wilsonInterval(method)
  if (method.kind === 'count') return around(method.n, Math.sqrt(method.n), 0)
  if (method.kind === 'sum') return around(method.sum, Math.sqrt(method.squares))
  const { mean, variance, n } = meanOf(method)
  if (n < 2) return null
  const error = Math.sqrt(variance / n) * (tQuantile(1 - significance / 2, n - 1) / reach)
  return around(mean, error)
}

/** Of now less before; null where there is too little on either side, or no law to judge by. */
export function changeOf(now: Method | undefined, before: Method | undefined): Change | null {
  if (!now || !before || Math.min(sizeOf(now), sizeOf(before)) < leastToCompare) return null
  const tested = testOf(now, before)
  if (tested === null) return null
  const { difference, p, interval } = tested
  if (p >= significance) return { interval, verdict: 'noise' }
  return { interval, verdict: difference > 0 ? 'up' : 'down' }
}

type Tested = { difference: number; p: number; interval: Interval }

function testOf(now: Method, before: Method): Tested | null {
  if (now.kind === 'share' && before.kind === 'share') {
    const difference = now.hits / now.n - before.hits / before.n
    return { difference, p: twoProportionTest(now, before).p, interval: newcombeInterval(now, before) }
  }
  if (now.kind === 'count' && before.kind === 'count') {
    return normalTest(now.n - before.n, Math.sqrt(now.n + before.n))
  }
  if (now.kind === 'sum' && before.kind === 'sum') {
    return normalTest(now.sum - before.sum, Math.sqrt(now.squares + before.squares))
  }
  if (now.kind === 'mean' && before.kind === 'mean') return welchTest(meanOf(now), meanOf(before))
  return null
}

function normalTest(difference: number, error: number): Tested | null {
  if (!(error > 0)) return null
  const p = 2 * normalUpper(Math.abs(difference / error))
  return { difference, p, interval: around(difference, error) }
}

/** A sum does not say how many it is of: about as many as make the spread, its squared size over the sum of squares. */
function sizeOf(method: Method): number {
  if (method.kind === 'sum') return method.squares === 0 ? 0 : method.sum ** 2 / method.squares
  return method.n
}

function meanOf({ sum, squares, n }: Extract<Method, { kind: 'mean' }>): SampleMean {
  const mean = sum / n
  return { mean, variance: Math.max(0, (squares - n * mean * mean) / (n - 1)), n }
}

function around(centre: number, error: number, least = -Infinity): Interval {
  return { low: Math.max(least, centre - reach * error), high: centre + reach * error }
}

/** Owns what an order of a customer is worth on average: the Gamma-Gamma model (Hardie note 025). */
import { logGamma } from '#/modules/insight/special-functions.ts'

import { explore, type Objective, refine } from './bfgs.ts'
import { digamma } from './numbers.ts'

/** Numbers of the model; v in the currency of the orders. */
export type Spend = { p: number; q: number; v: number }

/** One position a repeater: number of repeat orders x > 0 and their mean value m > 0 (the first order left out). */
export type Repeaters = { x: Float64Array; m: Float64Array }

export type SpendWarning =
  /** Frequent buyers order in other sizes than rare ones: the model assumes they do not. */
  | 'spend_depends_on_frequency'
  /** q ≤ 1: the mean over customers would be infinite; values are rules then. */
  | 'spend_mean_infinite'
  /** Too few repeaters with a value to tell people apart. */
  | 'few_repeaters'

export type SpendFit = {
  spend: Spend
  logLikelihood: number
  repeaters: number
  /** Pearson's correlation of x and m. */
  correlation: number | null
  converged: boolean
  slope: number
}

/** A correlation of x and m beyond this is told. */
export const MOST_CORRELATION = 0.3
/** Fewer repeaters than this and three numbers cannot be told apart from noise. */
export const LEAST_REPEATERS = 50

/** Starts are tried on at most about this many; all are looked at only from the best of them. */
const ROUGH_REPEATERS = 5_000

/** Repeaters that can be used: with a mean value above zero (a repeater may have got everything for nothing). */
export function repeatersOf(x: Float64Array, m: Float64Array): Repeaters {
  const usable = { x: new Float64Array(x.length), m: new Float64Array(x.length) }
  let count = 0
  for (let index = 0; index < x.length; index += 1) {
    if (!((x[index] as number) > 0 && (m[index] as number) > 0)) continue
    usable.x[count] = x[index] as number
    usable.m[count] = m[index] as number
    count += 1
  }
  return { x: usable.x.subarray(0, count), m: usable.m.subarray(0, count) }
}

/** Maximum likelihood over ln p, ln q, ln v; null without repeaters. */
export function fitSpend(repeaters: Repeaters): SpendFit | null {
  const { x, m } = repeaters
  if (x.length === 0) return null
  const mean = m.reduce((sum, value) => sum + value, 0) / m.length
  const starts = [
    [1, 3, 2 * mean],
    [6, 4, mean / 2],
  ]
  const step = Math.ceil(x.length / ROUGH_REPEATERS)
  const part = (values: Float64Array) => values.filter((_, index) => index % step === 0)
  const rough = spendObjective({ x: part(x), m: part(m) })
  const tried = explore(
    rough,
    starts.map((start) => start.map(Math.log)),
  )
  const best = refine(spendObjective(repeaters), tried, 1 / step)
  const [p = 0, q = 0, v = 0] = best.at.map(Math.exp)
  return {
    spend: { p, q, v },
    logLikelihood: best.value,
    repeaters: x.length,
    correlation: correlationOf(x, m),
    converged: best.converged,
    slope: best.slope,
  }
}

/** What must be said beside values of this fit. */
export function spendWarnings(fit: SpendFit | null): SpendWarning[] {
  if (fit === null) return ['few_repeaters']
  const warnings: SpendWarning[] = []
  if (fit.repeaters < LEAST_REPEATERS) warnings.push('few_repeaters')
  if (Math.abs(fit.correlation ?? 0) > MOST_CORRELATION) warnings.push('spend_depends_on_frequency')
  if (!(fit.spend.q > 1)) warnings.push('spend_mean_infinite')
  return warnings
}

/** Whether values may be reckoned from the fit: q > 1 and enough repeaters. */
export function spendIsUsable(fit: SpendFit | null): fit is SpendFit {
  return spendWarnings(fit).every((warning) => warning === 'spend_depends_on_frequency')
}

/** E[M | x, m] = p(v + x m)/(p x + q − 1): eq. (5); the mean of all customers for x = 0. Needs q > 1. */
export function expectedValue({ p, q, v }: Spend, { x, m }: { x: number; m: number }): number {
  return (p * (v + x * m)) / (p * x + q - 1)
}

/** Σ ln of the density of m (eq. 1a) by ln p, ln q, ln v. */
export function spendObjective({ x, m }: Repeaters): Objective {
  const most = x.reduce((high, value) => Math.max(high, value), 0)
  const constant = x.reduce(
    (sum, value, index) => sum + value * Math.log(value) + value * Math.log(m[index] ?? 1),
    0,
  )
  const logs = m.reduce((sum, value) => sum + Math.log(value), 0)
  const counts = new Float64Array(most + 1)
  for (const value of x) counts[value] = (counts[value] ?? 0) + 1
  const logLinear = { constant, logs, counts }
  return (at, slope) => {
    const [p = 0, q = 0, v = 0] = at.map(Math.exp)
    if (at.some((value) => Math.abs(value) > 25)) return Number.NaN
    const [byCount, sums] = [byCounts({ p, q }, logLinear.counts), byValues({ p, q, v }, { x, m })]
    const n = x.length
    slope[0] = p * (byCount.slopeP + logLinear.constant - sums.slopeP)
    slope[1] = q * (byCount.slopeQ + n * Math.log(v) - sums.slopeQ)
    slope[2] = n * q - v * sums.slopeV
    return byCount.value + n * q * Math.log(v) - logLinear.logs + p * logLinear.constant - sums.value
  }
}

/** Parts that depend on x alone: ln Γ(px + q) − ln Γ(px) − ln Γ(q). */
function byCounts({ p, q }: { p: number; q: number }, counts: Float64Array) {
  const sums = { value: 0, slopeP: 0, slopeQ: 0 }
  counts.forEach((people, x) => {
    if (people === 0) return
    const psi = digamma(p * x + q)
    sums.value += people * (logGamma(p * x + q) - logGamma(p * x) - logGamma(q))
    sums.slopeP += people * x * (psi - digamma(p * x))
    sums.slopeQ += people * (psi - digamma(q))
  })
  return sums
}

/** Σ (px + q) ln(xm + v) and its derivatives. */
function byValues({ p, q, v }: Spend, { x, m }: Repeaters) {
  let [value, slopeP, slopeQ, slopeV] = [0, 0, 0, 0]
  for (let index = 0; index < x.length; index += 1) {
    const count = x[index] as number
    const whole = count * (m[index] as number) + v
    const log = Math.log(whole)
    value += (p * count + q) * log
    slopeP += count * log
    slopeQ += log
    slopeV += (p * count + q) / whole
  }
  return { value, slopeP, slopeQ, slopeV }
}

/** Pearson's correlation; null where one of both does not vary. */
export function correlationOf(one: Float64Array, other: Float64Array): number | null {
  const n = one.length
  if (one.every((value) => value === one[0]) || other.every((value) => value === other[0])) return null
  const meanOne = one.reduce((sum, value) => sum + value, 0) / n
  const meanOther = other.reduce((sum, value) => sum + value, 0) / n
  let [both, first, second] = [0, 0, 0]
  for (let index = 0; index < n; index += 1) {
    const a = (one[index] ?? 0) - meanOne
    const b = (other[index] ?? 0) - meanOther
    both += a * b
    first += a * a
    second += b * b
  }
  return first > 0 && second > 0 ? both / Math.sqrt(first * second) : null
}

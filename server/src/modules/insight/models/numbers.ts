/** Owns small numerics the models share: digamma, sums of logarithms, ratios of gamma functions without cancellation. */
import { logGamma } from '#/modules/insight/special-functions.ts'

/** Up to here ratios are summed term by term, which stays exact for parameters of any size. */
const LONGEST_SUM = 4_096

/** ψ(x) for x > 0: recurrence up to 10, then the asymptotic series (DLMF 5.11.2). */
export function digamma(x: number): number {
  let shift = 0
  let at = x
  while (at < 10) {
    shift -= 1 / at
    at += 1
  }
  const square = 1 / (at * at)
  const tail =
    square *
    (1 / 12 -
      square *
        (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - (square * 691) / 32_760)))))
  return shift + Math.log(at) - 0.5 / at - tail
}

/** Log-odds to a share between 0 and 1. */
export function shareOf(logOdds: number): number {
  return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds))
}

/** (1 − e^{−y}) / y; 1 at y = 0. */
export function decayedMean(y: number): number {
  return Math.abs(y) < 1e-300 ? 1 : -Math.expm1(-y) / y
}

/** A function of each of several ascending whole numbers, with its derivative by the parameter. */
export type RisingTable = { value: Float64Array; slope: Float64Array }

/** ln(Γ(p + n)/Γ(p)) and its derivative by p, for each n of an ascending list of whole numbers ≥ 0. */
export function logRising(p: number, ns: ArrayLike<number>): RisingTable {
  const value = new Float64Array(ns.length)
  const slope = new Float64Array(ns.length)
  let sum = 0
  let inverse = 0
  let at = 0
  for (let index = 0; index < ns.length; index += 1) {
    const n = ns[index] ?? 0
    if (n > LONGEST_SUM) {
      value[index] = logGamma(p + n) - logGamma(p)
      slope[index] = digamma(p + n) - digamma(p)
      continue
    }
    for (; at < n; at += 1) {
      sum += Math.log(p + at)
      inverse += 1 / (p + at)
    }
    value[index] = sum
    slope[index] = inverse
  }
  return { value, slope }
}

/**
 * ln of E[(1 − p)^n] for p ~ Beta(a, b), that is ln Π (b + i)/(a + b + i) over i < n, with the derivatives by a and by b;
 * for each n of an ascending list. Exact for a → 0 and for a, b → ∞.
 */
export function logBetaSurvival(
  { a, b }: { a: number; b: number },
  ns: ArrayLike<number>,
): { value: Float64Array; byA: Float64Array; byB: Float64Array } {
  const value = new Float64Array(ns.length)
  const byA = new Float64Array(ns.length)
  const byB = new Float64Array(ns.length)
  let [sum, slopeA, slopeB, at] = [0, 0, 0, 0]
  for (let index = 0; index < ns.length; index += 1) {
    const n = ns[index] ?? 0
    if (n > LONGEST_SUM) {
      value[index] = logGamma(b + n) - logGamma(b) - logGamma(a + b + n) + logGamma(a + b)
      byA[index] = digamma(a + b) - digamma(a + b + n)
      byB[index] = digamma(b + n) - digamma(b) + (byA[index] ?? 0)
      continue
    }
    for (; at < n; at += 1) {
      const whole = a + b + at
      sum += Math.log1p(-a / whole)
      slopeA -= 1 / whole
      slopeB += a / ((b + at) * whole)
    }
    value[index] = sum
    byA[index] = slopeA
    byB[index] = slopeB
  }
  return { value, byA, byB }
}

/** n! as ln Γ(n + 1). */
export function logFactorial(n: number): number {
  return logGamma(n + 1)
}

/** Owns expected orders when people drop out at a purchase, with one share for all or a Beta of shares. */
import { logGamma } from '#/modules/insight/special-functions.ts'

import { decayedMean } from './numbers.ts'
import type { DropOut, Purchases } from './process.ts'

type AtPurchase = Extract<DropOut, { kind: 'beta' | 'share' }>

/** Beyond so many terms of the series the integral is quicker. */
const MOST_TERMS = 20_000
/** A Beta this narrow is one share. */
const NARROW = 1e9

/**
 * Expected orders in each t of someone active now. Σ over j of P(j purchases if nobody dropped out)·E[Σ_{i<j} (1 − p)^i]: equal
 * to FHL 2005 eq. (9) under the Euler transformation, but every term is positive, so that nothing cancels at a = 1, for a → 0
 * or for b → ∞. Equally E[(1 − M(pt))/p] with M the Laplace transform of the rate, which serves where the series is long.
 */
export function expectedAtShares(purchases: Purchases, dropOut: AtPurchase, ts: readonly number[]): number[] {
  if (dropOut.kind === 'share') return ts.map((t) => boughtBefore(purchases, dropOut.share, t))
  const { a, b } = dropOut
  if (a > NARROW) return ts.map((t) => boughtBefore(purchases, a / (a + b), t))
  const longest = Math.max(...ts.map((t) => termsFor(purchases, t)).filter((terms) => terms <= MOST_TERMS))
  if (longest > 0) fillTables(purchases, { a, b }, longest)
  return ts.map((t) => {
    const terms = termsFor(purchases, t)
    if (!(t > 0)) return 0
    return terms <= MOST_TERMS ? bySeries(purchases, t, terms) : byIntegral(purchases, { a, b }, t)
  })
}

/** How many terms leave less than a rounding error out: beyond the mean, twelve deviations and the geometric tail. */
function termsFor(purchases: Purchases, t: number): number {
  const gamma = purchases.kind === 'gamma'
  const mean = (gamma ? purchases.r / purchases.alpha : purchases.rate) * t
  const spread = gamma ? 1 + t / purchases.alpha : 1
  return Math.ceil(mean + 12 * Math.sqrt(mean * spread) + 45 * spread) + 20
}

/** (1 − M(pt))/p for one share p: mean·1 at p = 0. */
function boughtBefore(purchases: Purchases, p: number, t: number): number {
  if (purchases.kind === 'common') return purchases.rate * t * decayedMean(p * purchases.rate * t)
  const { r, alpha } = purchases
  if (p * t < 1e-300 * alpha) return (r * t) / alpha
  const grown = Math.log1p((p * t) / alpha)
  return (grown * r * decayedMean(r * grown)) / p
}

/** What the terms of all t share, made once for a process: ratios of chances, and purchases kept of j. */
const ratio = new Float64Array(MOST_TERMS + 1)
const kept = new Float64Array(MOST_TERMS + 1)

function fillTables(purchases: Purchases, { a, b }: { a: number; b: number }, terms: number): void {
  let [sum, survived] = [0, 1]
  for (let j = 0; j <= terms; j += 1) {
    kept[j] = sum
    ratio[j] = (purchases.kind === 'gamma' ? purchases.r + j : 1) / (j + 1)
    sum += survived
    survived *= (b + j) / (a + b + j)
  }
}

function bySeries(purchases: Purchases, t: number, terms: number): number {
  const gamma = purchases.kind === 'gamma'
  const z = gamma ? t / (purchases.alpha + t) : purchases.rate * t
  let logScale = gamma ? -purchases.r * Math.log1p(t / purchases.alpha) : -z
  let [chance, sum] = [1, 0]
  for (let j = 0; j < terms; j += 1) {
    const term = chance * (kept[j] as number)
    sum += term
    chance *= (ratio[j] as number) * z
    if (chance > 1e200) {
      chance *= 1e-200
      sum *= 1e-200
      logScale += 200 * Math.LN10
    }
  }
  return sum === 0 ? 0 : Math.exp(logScale + Math.log(sum))
}

/**
 * E[(1 − M(pt))/p] over p ~ Beta(a, b) by the trapezoidal rule in ln p/(1 − p), which converges exponentially. What lies below
 * the least p, where the function is flat, is added as its mass.
 */
function byIntegral(purchases: Purchases, { a, b }: { a: number; b: number }, t: number): number {
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
  const centre = Math.log(a / b)
  const width = Math.sqrt(1 / a + 1 / b)
  const step = Math.min(0.25, width / 4)
  const flat = flatBelow(purchases, t)
  const low = Math.max(centre - 40 * Math.max(width, 1 / a), flat)
  const high = centre + 40 * Math.max(width, 1 / b)
  let sum = 0
  for (let v = low + step / 2; v < high; v += step) {
    const logP = -Math.log1p(Math.exp(-v))
    const logQ = -Math.log1p(Math.exp(v))
    sum += step * Math.exp(a * logP + b * logQ - logBeta) * boughtBefore(purchases, Math.exp(logP), t)
  }
  const below = low === flat ? Math.exp(a * flat - Math.log(a) - logBeta) : 0
  return sum + Math.min(1, below) * boughtBefore(purchases, 0, t)
}

/** ln of a share so small that it changes nothing until t. */
function flatBelow(purchases: Purchases, t: number): number {
  const reach = purchases.kind === 'gamma' ? ((purchases.r + 1) * t) / purchases.alpha : purchases.rate * t
  return -Math.log(reach) - 36
}

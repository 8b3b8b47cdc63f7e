/** Owns the normal, t and chi-square distributions: probabilities and quantiles. */
import { incompleteBeta, upperGamma } from './special-functions.ts'

/** P(Z > z) for a standard normal Z; keeps its relative precision far out. */
export function normalUpper(z: number): number {
  const half = 0.5 * upperGamma(0.5, (z * z) / 2)
  return z < 0 ? 1 - half : half
}

/** The z with P(Z ≤ z) = p, 0 < p < 1. */
export function normalQuantile(p: number): number {
  return invert(p, normalUpper)
}

/** P(T > t) for Student's t with `df` degrees of freedom (not necessarily whole). */
export function tUpper(t: number, df: number): number {
  const half = 0.5 * incompleteBeta(df / (df + t * t), df / 2, 0.5)
  return t < 0 ? 1 - half : half
}

/** The t with P(T ≤ t) = p. */
export function tQuantile(p: number, df: number): number {
  return invert(p, (t) => tUpper(t, df))
}

/** P(X > x) for chi-square with `df` degrees of freedom. */
export function chiSquareUpper(x: number, df: number): number {
  return upperGamma(df / 2, x / 2)
}

/** Inverts a symmetric distribution around zero by bisection down to neighbouring doubles. */
function invert(p: number, upper: (x: number) => number): number {
  if (!(p > 0 && p < 1)) throw new RangeError('p must lie between 0 and 1')
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  let low = 0
  let high = 1
  while (upper(high) > tail && high < 1e300) high *= 2
  for (let i = 0; i < 200 && low < high; i += 1) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (upper(middle) > tail) low = middle
    else high = middle
  }
  return p < 0.5 ? -high : high
}

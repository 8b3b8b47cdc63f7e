/** Owns judging a difference at every look without spending the error: the mixture sequential probability ratio test. */
import type { Interval } from './intervals.ts'

/** An estimated difference, the variance of that estimate, and the difference worth finding (its size sets the mixture). */
export type Look = { difference: number; variance: number; smallest: number; alpha?: number }

export type SequentialResult = {
  /** Valid however often one has looked. */
  p: number
  interval: Interval
}

/**
 * Normal mixture over the effect with standard deviation τ = `smallest`: Λ = √(V/(V + τ²))·exp(τ²d²/(2V(V + τ²))), p = min(1, 1/Λ),
 * interval d ± √(V(V + τ²)/τ²·(2 ln 1/α + ln (V + τ²)/V)) (Robbins 1970; Johari, Koomen, Pekelis & Walsh 2022, eqs. 7-9). Null
 * without variance. The chance that p ever falls below α while nothing differs is at most α.
 */
export function sequentialTest({
  difference,
  variance,
  smallest,
  alpha = 0.05,
}: Look): SequentialResult | null {
  const mixture = smallest * smallest
  if (!(variance > 0 && mixture > 0 && Number.isFinite(variance))) return null
  const whole = variance + mixture
  const logRatio =
    0.5 * Math.log(variance / whole) + (mixture * difference * difference) / (2 * variance * whole)
  const reach = Math.sqrt(
    ((variance * whole) / mixture) * (2 * Math.log(1 / alpha) + Math.log(whole / variance)),
  )
  return {
    p: Math.min(1, Math.exp(-logRatio)),
    interval: { low: difference - reach, high: difference + reach },
  }
}

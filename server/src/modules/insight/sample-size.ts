/** Owns how many people an experiment on a rate needs. */
import { normalQuantile } from './distributions.ts'

export type Effect = { baseRate: number; difference: number; alpha?: number; power?: number }

/**
 * People per arm to see `difference` on top of `baseRate` in a two-sided test with equal arms (alpha .05, power .8
 * unless said): ceil((z(1−α/2)·√(2p̄(1−p̄)) + z(power)·√(p0(1−p0) + p1(1−p1)))² / d²), p̄ the mean of both rates
 * (Fleiss, Levin & Paik 2003, without continuity correction). Null where a rate leaves 0 to 1 or nothing differs.
 */
export function sampleSizePerArm({ baseRate, difference, alpha = 0.05, power = 0.8 }: Effect): number | null {
  const p1 = baseRate + difference
  if (!(baseRate >= 0 && baseRate <= 1 && p1 >= 0 && p1 <= 1) || difference === 0) return null
  const mean = (baseRate + p1) / 2
  const noise = normalQuantile(1 - alpha / 2) * Math.sqrt(2 * mean * (1 - mean))
  const signal = normalQuantile(power) * Math.sqrt(baseRate * (1 - baseRate) + p1 * (1 - p1))
  return Math.ceil((noise + signal) ** 2 / difference ** 2)
}

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

export type MeanEffect = { deviation: number; difference: number; alpha?: number; power?: number }

/** The same for a mean whose standard deviation is `deviation`: ceil(2·((z(1−α/2) + z(power))·σ/d)²). */
export function sampleSizeOfMean({
  deviation,
  difference,
  alpha = 0.05,
  power = 0.8,
}: MeanEffect): number | null {
  if (!(deviation > 0) || difference === 0) return null
  const reach = normalQuantile(1 - alpha / 2) + normalQuantile(power)
  return Math.ceil(2 * ((reach * deviation) / difference) ** 2)
}

/** Days until both arms have their people, in whole weeks, because weekdays differ. Null where nobody comes. */
export function daysToDecide(perArm: number, peopleADay: number): number | null {
  return peopleADay > 0 ? Math.ceil((2 * perArm) / peopleADay / 7) * 7 : null
}

/** What is usual for a day: where the next day of its kind would lie, told from those before it, and since when days lie outside: pure. */
import { tQuantile } from './distributions.ts'
import type { MeasureKind } from './measures.ts'
import type { Interval } from './noise.ts'

/** Days of the same weekday looked back to, and the fewest that say anything. */
export const usualWeeks = 8
export const leastWeeks = 4
/** How many days back a streak is followed. */
export const streakDays = 7

const weekLength = 7
const level = 0.95

export type UsualVerdict = 'within' | 'above' | 'below'

/** What is measured, and how much of its spread is chance alone. */
export type Spread = {
  kind: MeasureKind
  /** Variance below which none is believed, over square roots for counts and money; see `chanceOf…`. */
  least: number
}

/** A root of a count of things that come one by one spreads by a quarter, however many come (Bartlett 1936). */
export const chanceOfCounts = 0.25

/** The root of a sum of such amounts spreads by Σa² / 4Σa. */
export function chanceOfSums(given: { sum: number; squares: number }): number {
  return given.sum > 0 ? given.squares / (4 * given.sum) : 0
}

/**
 * Prediction interval of one more observation, mean ± t · s · √(1 + 1/n). Counts and sums of money spread the more the
 * larger they are, so theirs is reckoned over square roots, where the spread is the same everywhere, and squared again;
 * and never narrower than chance alone would have it, so that a few quiet days do not make one order an event. Null
 * below four observations.
 */
export function usualRange(past: readonly number[], { kind, least }: Spread): Interval | null {
  const n = past.length
  if (n < leastWeeks) return null
  const rooted = kind === 'count' || kind === 'money'
  const values = rooted ? past.map((value) => Math.sqrt(Math.max(0, value))) : past
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  const reach = tQuantile((1 + level) / 2, n - 1) * Math.sqrt(Math.max(variance, least) * (1 + 1 / n))
  const low = Math.max(0, mean - reach)
  const high = mean + reach
  return rooted ? { low: low ** 2, high: high ** 2 } : { low, high }
}

export function verdictOf(value: number | null, usual: Interval | null): UsualVerdict | null {
  if (value === null || usual === null) return null
  if (value > usual.high) return 'above'
  return value < usual.low ? 'below' : 'within'
}

/** Values of whole days by the number of days before the one looked at; null: no such figure; absent: before the first order. */
export type PastDays = (daysAgo: number) => number | null | undefined

/** The same weekday of the weeks before a day, nearest first. */
export function pastOf(days: PastDays, daysAgo = 0): number[] {
  const weeks = Array.from({ length: usualWeeks }, (_, week) => days(daysAgo + (week + 1) * weekLength))
  return weeks.filter((value) => typeof value === 'number')
}

/** Days in a row outside on the same side, the one looked at included; at most eight. */
export function outsideDays(verdict: UsualVerdict | null, days: PastDays, spread: Spread): number {
  if (verdict === null || verdict === 'within') return 0
  for (let daysAgo = 1; daysAgo <= streakDays; daysAgo += 1) {
    const range = usualRange(pastOf(days, daysAgo), spread)
    if (verdictOf(days(daysAgo) ?? null, range) !== verdict) return daysAgo
  }
  return streakDays + 1
}

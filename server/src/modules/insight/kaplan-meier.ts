/** Owns the Kaplan-Meier estimate of how many have come back within so many days. */
import { normalQuantile } from './distributions.ts'

/** Of those last seen at `days`: how many had the event then, and how many were only observed until then. */
export type Durations = { days: number; events: number; censored: number }

/** From `days` on; `survival` = share without the event, `greenwood` = Σ d/(n(n − d)), Infinity when nobody is left. */
export type SurvivalStep = {
  days: number
  atRisk: number
  events: number
  survival: number
  greenwood: number
}

/**
 * Steps of the survival curve at the days with an event (Kaplan & Meier 1958). Events come before censorings of the
 * same day. Durations may come in any order, several for one day.
 */
export function survivalCurve(durations: readonly Durations[]): SurvivalStep[] {
  const steps: SurvivalStep[] = []
  let atRisk = durations.reduce((total, { events, censored }) => total + events + censored, 0)
  let survival = 1
  let greenwood = 0
  for (const { days, events, censored } of byDay(durations)) {
    if (events > 0) {
      survival *= 1 - events / atRisk
      greenwood += events / (atRisk * (atRisk - events))
      steps.push({ days, atRisk, events, survival, greenwood })
    }
    atRisk -= events + censored
  }
  return steps
}

/**
 * Share with the event within `days`, with an interval from Greenwood's variance on the log(−log) scale, which
 * keeps it between 0 and 1 (Kalbfleisch & Prentice 1980). Without a step yet, or with nobody left, no interval.
 */
export function shareWithin(
  curve: readonly SurvivalStep[],
  days: number,
  confidence = 0.95,
): { share: number; interval: { low: number; high: number } | null } {
  const step = curve.findLast((candidate) => candidate.days <= days)
  if (step === undefined) return { share: 0, interval: null }
  const { survival, greenwood } = step
  const share = 1 - survival
  if (!(survival > 0 && survival < 1)) return { share, interval: null }
  const error = Math.sqrt(greenwood) / Math.abs(Math.log(survival))
  const factor = Math.exp(normalQuantile((1 + confidence) / 2) * error)
  return { share, interval: { low: 1 - survival ** (1 / factor), high: 1 - survival ** factor } }
}

/** The first day by which half have had the event; null when it never comes to that. */
export function medianDays(curve: readonly SurvivalStep[]): number | null {
  return curve.find(({ survival }) => survival <= 0.5)?.days ?? null
}

function byDay(durations: readonly Durations[]): Durations[] {
  const days = new Map<number, Durations>()
  for (const { days: day, events, censored } of durations) {
    const known = days.get(day) ?? { days: day, events: 0, censored: 0 }
    days.set(day, { days: day, events: known.events + events, censored: known.censored + censored })
  }
  return Array.from(days.values()).sort((a, b) => a.days - b.days)
}

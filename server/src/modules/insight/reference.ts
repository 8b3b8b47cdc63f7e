/** The day everything is reckoned from. */

/** A shop that sold within this many days lives; an older file is history. */
const livesWithinDays = 14
const dayLength = 86_400_000

/**
 * The day after the last order; where the shop lives, the day after today, so that silence grows from day to day.
 * Days as yyyy-MM-dd in the shop's zone; null without an order.
 */
export function referenceDay(given: { last: string | null; today: string }): string | null {
  const { last, today } = given
  if (last === null) return null
  const silent = daysBetween(last, today)
  return dayAfter(silent <= livesWithinDays && silent >= 0 ? today : last)
}

/** Whole days from one calendar day to another; negative backwards. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength)
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)
}

/** The calendar day of a moment in a zone. */
export function dayIn(zone: string, moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(moment)
}

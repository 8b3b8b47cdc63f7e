/** Owns days as numbers since 1970, as the event store and typed arrays have them. */

const DAY = 86_400_000

/** yyyy-MM-dd → days since 1970. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY)
}

/** Days since 1970 → yyyy-MM-dd. */
export function dayOf(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10)
}

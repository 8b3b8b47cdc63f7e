/** Currencies and time zones the runtime knows; anything else would break figures and dates later. */
import { isCurrency } from '#/platform/money/currency.ts'

import { refuse } from './errors.ts'

/** A name of the IANA database, not an offset such as `+03:00`, which knows no daylight saving. */
export function knownTimeZone(name: string): boolean {
  if (!/^[A-Z]/i.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** @throws `currency_unknown`, `time_zone_unknown` */
export function checkPlace(place: { currency?: string | undefined; timeZone?: string | undefined }): void {
  const { currency, timeZone } = place
  if (currency !== undefined && !isCurrency(currency)) throw refuse('currency_unknown', { currency })
  if (timeZone !== undefined && !knownTimeZone(timeZone)) throw refuse('time_zone_unknown', { timeZone })
}

/** Owns reading dates and times as files write them, and telling by values which way a column writes them. */
import type { ToInstant } from './zoned-time.ts'

export const DATE_FORMATS = ['iso', 'day-first', 'month-first', 'compact', 'named', 'excel', 'unix'] as const

/**
 * `iso` 2026-05-01[ T]10:00[:00[.000]][Z| UTC|+02:00| +0200] (also with / or .), `day-first` 31.12.2026 or 31/12/2026,
 * `month-first` 12/31/2026, `compact` 20261231[HHmm[ss]], `named` 31 Aralık 2026 or Dec 31, 2026,
 * `excel` days since 1899-12-30 with a fraction, `unix` seconds (10 digits) or milliseconds (13).
 */
export type DateFormat = (typeof DATE_FORMATS)[number]

export type ParsedDate =
  | { ok: true; instant: number; dateOnly: boolean }
  | { ok: false; reason: 'empty' | 'malformed' | 'impossible' }

/** Wall-clock milliseconds (as if UTC), and the offset the text itself names, in milliseconds, or null. */
type Reading = { local: number; offset: number | null; dateOnly: boolean } | 'malformed' | 'impossible'

/**
 * Reads a date in the given format. Without an offset of its own it is a wall-clock time, turned into the instant
 * by `toInstant`. A day, month, hour or minute that does not exist, and a year outside 1900 to 2199, is `impossible`.
 */
export function parseDate(raw: string, format: DateFormat, toInstant: ToInstant): ParsedDate {
  const text = raw.trim()
  if (text === '') return { ok: false, reason: 'empty' }
  if (text.length > 60) return { ok: false, reason: 'malformed' }
  const reading = READERS[format](text)
  if (typeof reading === 'string') return { ok: false, reason: reading }
  const { local, offset, dateOnly } = reading
  return { ok: true, instant: offset === null ? toInstant(local) : local - offset, dateOnly }
}

/**
 * The format in which all filled values are possible dates, or null. Where day-first and month-first both fit, the
 * dot decides for day-first, and otherwise `preferred` (Turkish and most files of the world: day first).
 */
export function detectDateFormat(
  values: string[],
  preferred: 'day-first' | 'month-first' = 'day-first',
): DateFormat | null {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '')
  if (filled.length === 0) return null
  const dayMonth = preferred === 'day-first' ? ['day-first', 'month-first'] : ['month-first', 'day-first']
  const order = ['iso', ...dayMonth, 'compact', 'named', 'unix', 'excel'] as DateFormat[]
  const fits = (format: DateFormat) =>
    filled.every((value) => value.length <= 60 && typeof READERS[format](value) !== 'string')
  return order.find((format) => (format !== 'excel' || filled.every(looksLikeSerial)) && fits(format)) ?? null
}

/** A bare number is only guessed to be a spreadsheet's date between 1982 and 2064. */
function looksLikeSerial(value: string): boolean {
  return (
    /^\d{5}([.,]\d+)?$/.test(value) &&
    Number(value.slice(0, 5)) > 30_000 &&
    Number(value.slice(0, 5)) < 60_000
  )
}

const TIME = String.raw`(?:(?:[T ,]| - )\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*(AM|PM|ÖÖ|ÖS))?)?`
const ZONE = String.raw`(?:\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?`
const ISO = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}${ZONE}$`, 'i')
const SLASHED = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}${ZONE}$`, 'i')
const DAY_NAMED = new RegExp(String.raw`^(\d{1,2})[ .-]+(\p{L}{3,9})\.?,?[ -]+(\d{4})${TIME}${ZONE}$`, 'iu')
const MONTH_NAMED = new RegExp(String.raw`^(\p{L}{3,9})\.? (\d{1,2}),? (\d{4})${TIME}${ZONE}$`, 'iu')

const READERS: Record<DateFormat, (text: string) => Reading> = {
  iso: (text) => {
    const m = ISO.exec(text)
    return m === null
      ? 'malformed'
      : assemble({ day: [m[1], m[3], m[4]], clock: m.slice(5, 10), zone: m[10] })
  },
  'day-first': (text) => {
    const m = SLASHED.exec(text)
    return m === null
      ? 'malformed'
      : assemble({ day: [m[4], m[3], m[1]], clock: m.slice(5, 10), zone: m[10] })
  },
  'month-first': (text) => {
    const m = SLASHED.exec(text)
    if (m === null || m[2] === '.') return 'malformed'
    return assemble({ day: [m[4], m[1], m[3]], clock: m.slice(5, 10), zone: m[10] })
  },
  compact: (text) => {
    const m = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/.exec(text)
    return m === null
      ? 'malformed'
      : assemble({ day: [m[1], m[2], m[3]], clock: m.slice(4, 7), zone: undefined })
  },
  named: readNamed,
  excel: readSerial,
  unix: (text) => {
    if (!/^\d{10}(\d{3})?$/.test(text)) return 'malformed'
    return { local: Number(text) * (text.length === 10 ? 1000 : 1), offset: 0, dateOnly: false }
  },
}

const MONTHS = [
  ['ocak', 'oca', 'january', 'jan'],
  ['şubat', 'şub', 'subat', 'sub', 'february', 'feb'],
  ['mart', 'mar', 'march'],
  ['nisan', 'nis', 'april', 'apr'],
  ['mayıs', 'mayis', 'may'],
  ['haziran', 'haz', 'june', 'jun'],
  ['temmuz', 'tem', 'july', 'jul'],
  ['ağustos', 'ağu', 'agustos', 'agu', 'august', 'aug'],
  ['eylül', 'eyl', 'eylul', 'september', 'sep', 'sept'],
  ['ekim', 'eki', 'october', 'oct'],
  ['kasım', 'kas', 'kasim', 'november', 'nov'],
  ['aralık', 'ara', 'aralik', 'december', 'dec'],
]
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)))

function readNamed(text: string): Reading {
  const dayFirst = DAY_NAMED.exec(text)
  const match = dayFirst ?? MONTH_NAMED.exec(text)
  if (match === null) return 'malformed'
  const [, a = '', b = ''] = match
  const month = monthNamed(dayFirst === null ? a : b)
  if (month === undefined) return 'malformed'
  const day = [match[3], String(month), dayFirst === null ? b : a]
  return assemble({ day, clock: match.slice(4, 9), zone: match[9] })
}

function monthNamed(name: string): number | undefined {
  return MONTH_OF.get(name.toLocaleLowerCase('tr')) ?? MONTH_OF.get(name.toLocaleLowerCase('en'))
}

function readSerial(text: string): Reading {
  if (!/^\d{1,7}([.,]\d{1,12})?$/.test(text)) return 'malformed'
  const serial = Number(text.replace(',', '.'))
  // Below 61 spreadsheets count a 29 February 1900 that never was, so the day would be a guess.
  if (serial < 61 || serial >= 109_575) return 'impossible'
  const local = Date.UTC(1899, 11, 30) + Math.round(serial * 86_400) * 1000
  return { local, offset: null, dateOnly: Number.isInteger(serial) }
}

type Parts = { day: (string | undefined)[]; clock: (string | undefined)[]; zone: string | undefined }

function assemble({ day, clock, zone }: Parts): Reading {
  const [year = 0, month = 0, date = 0] = day.map(Number)
  const fullYear = day[0]?.length === 2 ? 2000 + year - (year < 70 ? 0 : 100) : year
  const time = timeOf(clock)
  const midnight = Date.UTC(fullYear, month - 1, date)
  const exists = fullYear >= 1900 && fullYear < 2200 && new Date(midnight).getUTCMonth() === month - 1
  const offset = offsetOf(zone)
  if (!exists || date < 1 || date > 31 || time === null || offset === 'impossible') return 'impossible'
  return { local: midnight + time, offset, dateOnly: clock[0] === undefined }
}

/** Milliseconds since midnight, or null when no clock shows it. A leap second counts as the second before it. */
function timeOf(clock: (string | undefined)[]): number | null {
  const [hourText, minute = '0', second = '0', fraction = '0', half] = clock
  if (hourText === undefined) return 0
  const hour = hourOf(Number(hourText), half)
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3))
  const seconds = Math.min(Number(second), 59)
  if (hour === null || Number(minute) > 59 || Number(second) > 60) return null
  return ((hour * 60 + Number(minute)) * 60 + seconds) * 1000 + milliseconds
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour < 24 ? hour : null
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (/^(PM|ÖS)$/i.test(half) ? 12 : 0)
}

function offsetOf(zone: string | undefined): number | null | 'impossible' {
  if (zone === undefined) return null
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (match === null) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  if (Number(match[2]) > 14 || Number(match[3] ?? 0) > 59) return 'impossible'
  return minutes * 60_000 * (match[1] === '-' ? -1 : 1)
}

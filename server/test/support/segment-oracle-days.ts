/** Windows and spans as the oracle of segments sees them: by the dates on a wall calendar. */
import type { SegmentSpan, SegmentTest, SegmentWindow } from '@vefa/contract'

export type Moment = { now: Date; zone: string }

const calendars = new Map<string, Intl.DateTimeFormat>()

/** yyyy-MM-dd of a moment where the shop lives. */
export function dayOf(time: number, zone: string): string {
  let calendar = calendars.get(zone)
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short' })
    calendars.set(zone, calendar)
  }
  const [day, month, year] = calendar.format(time).split('/')
  return `${year}-${month}-${day}`
}

/** The date so many days, weeks or months from another, by counting them off. */
export function dateAway(day: string, span: SegmentSpan, sign: 1 | -1): string {
  const date = new Date(`${day}T12:00:00Z`)
  if (span.unit === 'day') date.setUTCDate(date.getUTCDate() + sign * span.amount)
  else if (span.unit === 'week') date.setUTCDate(date.getUTCDate() + sign * 7 * span.amount)
  else {
    const wished = date.getUTCDate()
    date.setUTCDate(1)
    date.setUTCMonth(date.getUTCMonth() + sign * span.amount)
    const month = date.getUTCMonth()
    date.setUTCDate(wished)
    while (date.getUTCMonth() !== month) date.setUTCDate(date.getUTCDate() - 1)
  }
  return date.toISOString().slice(0, 10)
}

const minute = 60_000

function isRolling({ unit }: SegmentSpan): boolean {
  return unit === 'minute' || unit === 'hour'
}

function lengthOf({ amount, unit }: SegmentSpan): number {
  return amount * (unit === 'minute' ? minute : 60 * minute)
}

/** Not longer ago than the span. */
function isWithinLast(time: number, span: SegmentSpan, { now, zone }: Moment): boolean {
  if (isRolling(span)) return now.getTime() - time <= lengthOf(span)
  return dayOf(time, zone) >= dateAway(dayOf(now.getTime(), zone), span, -1)
}

export function passesWindow(time: number, window: SegmentWindow, moment: Moment): boolean {
  const { now, zone } = moment
  if (time > now.getTime()) return false
  switch (window.kind) {
    case 'ever':
      return true
    case 'last':
      return isWithinLast(time, window.span, moment)
    case 'earlier':
      return !isWithinLast(time, window.span, moment)
    case 'ago':
      return isWithinLast(time, window.from, moment) && !isWithinLast(time, window.to, moment)
    case 'between':
      return dayOf(time, zone) >= window.from && dayOf(time, zone) <= window.to
    case 'since':
      return dayOf(time, zone) >= window.from
    default:
      return dayOf(time, zone) <= window.to
  }
}

/** Whether the end of a chain is near enough to its beginning. */
export function isWithinSpan(
  first: number,
  last: number,
  given: { span: SegmentSpan; zone: string },
): boolean {
  const { span, zone } = given
  if (isRolling(span)) return last - first <= lengthOf(span)
  return dayOf(last, zone) <= dateAway(dayOf(first, zone), span, 1)
}

/** A day of the calendar, or a moment with its day. */
export type Dated = { day: string; time?: number }

export function passesDate(at: Dated, test: Extract<SegmentTest, { type: 'date' }>, moment: Moment): boolean {
  const { now, zone } = moment
  const today = dayOf(now.getTime(), zone)
  switch (test.is) {
    case 'before':
      return at.day < test.day
    case 'since':
      return at.day >= test.day
    case 'between':
      return at.day >= test.from && at.day <= test.to
    case 'anniversary':
      return returnsWithin(at.day, today, test.days)
    default:
      return passesRelative(at, test, moment)
  }
}

function passesRelative(
  at: Dated,
  test: Extract<SegmentTest, { type: 'date'; is: 'last' | 'earlier' | 'next' }>,
  moment: Moment,
): boolean {
  const { now, zone } = moment
  const today = dayOf(now.getTime(), zone)
  const time = at.time ?? midnightOf(at.day, zone)
  const past = isWithinLast(time, test.span, moment)
  if (test.is === 'last') return past && time <= now.getTime()
  if (test.is === 'earlier') return !past
  if (isRolling(test.span)) return time >= now.getTime() && time - now.getTime() <= lengthOf(test.span)
  return at.day >= today && at.day <= dateAway(today, test.span, 1)
}

/** Tries one day after the other. */
function returnsWithin(day: string, today: string, days: number): boolean {
  return Array.from({ length: days + 1 }, (_, ahead) =>
    dateAway(today, { amount: ahead, unit: 'day' }, 1),
  ).some((date) => date.slice(5) === celebratedIn(date.slice(0, 4), day))
}

function celebratedIn(year: string, day: string): string {
  if (!day.endsWith('-02-29')) return day.slice(5)
  return new Date(Date.UTC(Number(year), 1, 29)).getUTCMonth() === 1 ? '02-29' : '02-28'
}

/** The first millisecond of a day, found by halving the two days around it. */
export function midnightOf(day: string, zone: string): number {
  let before = Date.parse(`${day}T00:00:00Z`) - 86_400_000
  let after = before + 2 * 86_400_000
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (dayOf(middle, zone) < day) before = middle
    else after = middle
  }
  return after
}

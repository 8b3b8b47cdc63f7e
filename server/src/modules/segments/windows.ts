/** Owns when a window begins and ends: moments for minutes and hours, days of the shop's calendar for the rest. */
import type { SegmentSpan, SegmentTest, SegmentWindow } from '@vefa/contract'

import { dayBounds } from '#/modules/team/index.ts'

export type Moment = { now: Date; zone: string }

/** From the first moment on, before the last; null is open. */
export type Edges = { from: Date | null; to: Date | null }

/** Days as the event store can hold them; everything beyond lies at its end. */
const firstDay = '1900-01-01'
const lastDay = '2299-12-31'
const dayLength = 86_400_000

export function isRolling(span: SegmentSpan): boolean {
  return span.unit === 'minute' || span.unit === 'hour'
}

/**
 * `to` is never beyond the present: what lies in the future has not happened yet. The present itself counts, so `to` is
 * a millisecond later.
 */
export function edgesOf(window: SegmentWindow, moment: Moment): { from: Date | null; to: Date } {
  const { from, to } = openEdgesOf(window, moment)
  const present = endOfPresent(moment)
  return { from, to: to !== null && to < present ? to : present }
}

/** The first moment that has not come yet. */
export function endOfPresent({ now }: Pick<Moment, 'now'>): Date {
  return after(now)
}

function openEdgesOf(window: SegmentWindow, moment: Moment): Edges {
  switch (window.kind) {
    case 'ever':
      return { from: null, to: null }
    case 'last':
      return { from: backFrom(window.span, moment), to: null }
    case 'earlier':
      return { from: null, to: backFrom(window.span, moment) }
    case 'ago':
      return { from: backFrom(window.from, moment), to: backFrom(window.to, moment) }
    case 'between':
      return { from: startOfDay(window.from, moment.zone), to: endOfDay(window.to, moment.zone) }
    case 'since':
      return { from: startOfDay(window.from, moment.zone), to: null }
    default:
      return { from: null, to: endOfDay(window.to, moment.zone) }
  }
}

export type DateTest = Exclude<Extract<SegmentTest, { type: 'date' }>, { is: 'anniversary' }>

/** The moments that pass a test of a date; of days, the midnight they begin with counts. */
export function dateEdgesOf(test: DateTest, moment: Moment): Edges {
  const { now, zone } = moment
  switch (test.is) {
    case 'before':
      return { from: null, to: startOfDay(test.day, zone) }
    case 'since':
      return { from: startOfDay(test.day, zone), to: null }
    case 'between':
      return { from: startOfDay(test.from, zone), to: endOfDay(test.to, zone) }
    case 'last':
      return { from: backFrom(test.span, moment), to: after(now) }
    case 'earlier':
      return { from: null, to: backFrom(test.span, moment) }
    default:
      return { from: nextFrom(test.span, moment), to: aheadOf(test.span, moment) }
  }
}

/** The first moment of `last` that span. */
export function backFrom(span: SegmentSpan, { now, zone }: Moment): Date {
  if (isRolling(span)) return new Date(now.getTime() - lengthOf(span))
  return startOfDay(movedDay(dayIn(zone, now), span, -1), zone)
}

/** Where `next` begins: now, or with the day that is today. */
export function nextFrom(span: SegmentSpan, { now, zone }: Moment): Date {
  return isRolling(span) ? now : startOfDay(dayIn(zone, now), zone)
}

/** The first moment no more within `next` that span. */
export function aheadOf(span: SegmentSpan, { now, zone }: Moment): Date {
  if (isRolling(span)) return after(new Date(now.getTime() + lengthOf(span)))
  return endOfDay(movedDay(dayIn(zone, now), span, 1), zone)
}

/** The length of a rolling span in milliseconds. */
export function lengthOf(span: SegmentSpan): number {
  return span.amount * (span.unit === 'hour' ? 3_600_000 : 60_000)
}

/** The calendar day of a moment in a zone, yyyy-MM-dd. */
export function dayIn(zone: string, moment: Date): string {
  const written = formatOf(zone).format(moment)
  return written.length === 10 ? written : firstDay
}

/** The day so many days, weeks or months away; a month later is the same day of the month, or its last. */
export function movedDay(day: string, span: SegmentSpan, direction: 1 | -1): string {
  const amount = span.amount * direction
  if (span.unit !== 'month') return dayAfter(day, span.unit === 'week' ? amount * 7 : amount)
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const months = year * 12 + month - 1 + amount
  const lastOfMonth = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate()
  const moved = new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(date, lastOfMonth)))
  return moved.toISOString().slice(0, 10)
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)
}

export function startOfDay(day: string, zone: string): Date {
  return dayBounds(heldDay(day), zone).start
}

/** The first moment after the day. */
export function endOfDay(day: string, zone: string): Date {
  return dayBounds(heldDay(day), zone).end
}

/** The first day that begins at or after the moment. */
export function firstDayFrom(moment: Date, zone: string): string {
  const day = dayIn(zone, moment)
  return startOfDay(day, zone) >= moment ? day : dayAfter(day)
}

export function nextMidnight({ now, zone }: Moment): Date {
  return endOfDay(dayIn(zone, now), zone)
}

function heldDay(day: string): string {
  if (day < firstDay) return firstDay
  return day > lastDay ? lastDay : day
}

function after(moment: Date): Date {
  return new Date(moment.getTime() + 1)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one costs a hundred times what using it does. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formats.set(zone, made)
  return made
}

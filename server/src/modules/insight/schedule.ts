/** When a report is due, and which days it then speaks of: pure. */
import { dayAfter, dayIn } from './reference.ts'

export type Schedule = {
  every: 'day' | 'week' | 'month'
  hour: number
  weekday: number
  monthDay: number
  to: string[]
}

export type Rolling = 'days7' | 'days30' | 'days90' | 'days365' | 'thisMonth' | 'lastMonth'

const hourLength = 3_600_000
const dayLength = 86_400_000

/**
 * The first moment after `now` at which the schedule falls due in the zone. An hour the clocks skip is due at the next
 * one; of an hour that comes twice the first counts.
 */
export function nextDue(schedule: Schedule, now: Date, zone: string): Date {
  let day = dayIn(zone, now)
  for (let ahead = 0; ahead < 70; ahead += 1) {
    if (fallsOn(schedule, day)) {
      const due = momentIn(zone, day, schedule.hour)
      if (due.getTime() > now.getTime()) return due
    }
    day = dayAfter(day)
  }
  throw new RangeError('a schedule that never falls due')
}

function fallsOn({ every, weekday, monthDay }: Schedule, day: string): boolean {
  if (every === 'day') return true
  if (every === 'month') return Number(day.slice(8)) === monthDay
  return (new Date(`${day}T00:00:00Z`).getUTCDay() || 7) === weekday
}

/** The first moment of an hour of a day in a zone. */
function momentIn(zone: string, day: string, hour: number): Date {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  const wanted = Date.parse(`${day}T00:00:00Z`) + hour * hourLength
  // No zone is farther from UTC than 14 hours; quarters of an hour exist.
  for (let at = wanted - 14 * hourLength; at <= wanted + 14 * hourLength; at += hourLength / 4) {
    if (wallOf(clock, new Date(at)) >= wanted) return new Date(at)
  }
  throw new RangeError(`no such hour: ${day} ${hour}`)
}

/** What clocks on the wall show, as if it were UTC. */
function wallOf(clock: Intl.DateTimeFormat, moment: Date): number {
  return Date.parse(`${clock.format(moment).replace(' ', 'T')}Z`)
}

/** Days up to yesterday, so that no day is half; of this month none on its first day. */
export function rollingDays(rolling: Rolling, today: string): { from: string; to: string } {
  const yesterday = dayAfter(today, -1)
  if (rolling === 'thisMonth') return { from: `${yesterday.slice(0, 7)}-01`, to: yesterday }
  if (rolling === 'lastMonth') {
    const end = new Date(Date.parse(`${today.slice(0, 7)}-01T00:00:00Z`) - dayLength)
      .toISOString()
      .slice(0, 10)
    return { from: `${end.slice(0, 7)}-01`, to: end }
  }
  const days = { days7: 7, days30: 30, days90: 90, days365: 365 }[rolling]
  return { from: dayAfter(today, -days), to: yesterday }
}

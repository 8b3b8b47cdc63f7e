/** Today beside what is usual for its weekday at this time, and the last thirty days in short. */
import { usualMeasures } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { sumAmounts } from '#/platform/money/money.ts'

import { figureOf } from './figures.ts'
import { type Facts, factsOf, MEASURES, orderParts } from './measures.ts'
import { comparedDays, type Place, type Reach, reachOf } from './reach.ts'
import { dayAfter, daysBetween, dayIn } from './reference.ts'
import { readEdges, readParts } from './reports-measures.ts'
import { type PartOfDay, readPartsOfDays } from './reports-usual.ts'
import {
  chanceOfCounts,
  chanceOfSums,
  outsideDays,
  type PastDays,
  pastOf,
  type Spread,
  streakDays,
  usualRange,
  usualWeeks,
  verdictOf,
} from './usual.ts'

type Reading = Pick<App, 'db' | 'eventStore' | 'clock'>
type UsualMeasure = (typeof usualMeasures)[number]

/** A shop silent for longer is shown by its last day. */
const livesWithinDays = 14
const wholeDay = 1440
const shownDays = 14
const monthDays = 30
const monthMeasures = ['revenue', 'orders', 'newRevenueShare'] as const

export async function readUsual(app: Reading) {
  const place = await reachOf(app, {})
  const ever: Reach = { zone: place.zone, people: null, standing: place.standing }
  const { first, last } = await readEdges(app.eventStore, ever)
  if (first === null || last === null)
    return { day: null, minute: wholeDay, currency: place.currency, figures: [], month: null }
  const { day, minute } = momentOf(app, place, last)
  const reach = { ...ever, from: dayAfter(day, -(usualWeeks * 7 + streakDays)), to: day }
  const [parts, month] = await Promise.all([
    readPartsOfDays(app.eventStore, reach, { parts: ['orders', 'revenue', 'squares'], minute }),
    readMonth(app, ever, day),
  ])
  const days = daysOf(parts, { first, day })
  return {
    day,
    minute,
    currency: place.currency,
    figures: usualMeasures.map((measure) => usualFigure(measure, days)),
    month,
  }
}

/** Now in the shop, or the end of the last day of one that sells no more. */
function momentOf(app: Reading, { zone }: Place, last: string): { day: string; minute: number } {
  const now = app.clock.now()
  const today = dayIn(zone, now)
  if (daysBetween(last, today) > livesWithinDays) return { day: last, minute: wholeDay }
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  const [hour, minute] = wall.format(now).split(':').map(Number)
  return { day: today, minute: (hour ?? 0) * 60 + (minute ?? 0) + 1 }
}

async function readMonth(app: Reading, ever: Reach, day: string) {
  const month = { from: dayAfter(day, 1 - monthDays), to: day }
  const parts = orderParts(monthMeasures)
  const [now, before] = await Promise.all([
    readParts(app.eventStore, { ...ever, ...month }, parts),
    readParts(app.eventStore, { ...ever, ...comparedDays(month, 'before') }, parts),
  ])
  const figures = monthMeasures.map((measure) => figureOf(measure, factsOf(now), factsOf(before)))
  return { ...month, figures }
}

/** Facts by days ago; `whole` of the day, or up to the time that it is on the day looked at. */
type Days = { early: (daysAgo: number) => Facts | undefined; whole: (daysAgo: number) => Facts | undefined }

function daysOf(parts: readonly PartOfDay[], { first, day }: { first: string; day: string }): Days {
  const kept = new Map(parts.map((part) => [`${part.day} ${part.early}`, part]))
  const at = (daysAgo: number, early: boolean): Partial<Facts> =>
    kept.get(`${dayAfter(day, -daysAgo)} ${early}`) ?? {}
  const known = (daysAgo: number): boolean => dayAfter(day, -daysAgo) >= first
  return {
    early: (daysAgo) => (known(daysAgo) ? factsOf(at(daysAgo, true)) : undefined),
    whole: (daysAgo) => (known(daysAgo) ? together(at(daysAgo, true), at(daysAgo, false)) : undefined),
  }
}

function together(one: Partial<Facts>, other: Partial<Facts>): Facts {
  const [a, b] = [factsOf(one), factsOf(other)]
  return factsOf({
    orders: a.orders + b.orders,
    revenue: sumAmounts([a.revenue, b.revenue]),
    squares: a.squares + b.squares,
    newCustomers: a.newCustomers + b.newCustomers,
  })
}

function seriesOf(measure: UsualMeasure, facts: (daysAgo: number) => Facts | undefined): PastDays {
  return (daysAgo) => {
    const found = facts(daysAgo)
    const value = found && MEASURES[measure].value(found)
    return value === null || value === undefined ? value : Number(value)
  }
}

function usualFigure(measure: UsualMeasure, days: Days) {
  const { kind } = MEASURES[measure]
  const [early, whole] = [seriesOf(measure, days.early), seriesOf(measure, days.whole)]
  const { good, value, sample, interval } = figureOf(measure, days.early(0) ?? factsOf({}), null)
  const past = pastOf(early)
  const usual = usualRange(past, spreadOf(measure, days.early))
  const verdict = verdictOf(value === null ? null : Number(value), usual)
  return {
    measure,
    kind,
    good,
    value,
    sample,
    interval,
    usual,
    weeks: past.length,
    verdict,
    outsideDays: outsideDays(verdict, whole, spreadOf(measure, days.whole)),
    days: Array.from({ length: shownDays }, (_, index) => whole(shownDays - index) ?? null),
    yesterday: dayBefore(measure, days, whole),
  }
}

/** How far chance alone reaches: of counts always the same, of money by the amounts of these days. */
function spreadOf(measure: UsualMeasure, facts: (daysAgo: number) => Facts | undefined): Spread {
  const { kind } = MEASURES[measure]
  if (kind === 'count') return { kind, least: chanceOfCounts }
  if (measure !== 'revenue') return { kind, least: 0 }
  const all = Array.from({ length: usualWeeks * 7 + 1 }, (_, daysAgo) => facts(daysAgo))
  const known = all.filter((one) => one !== undefined)
  return {
    kind,
    least: chanceOfSums({
      sum: known.reduce((sum, { revenue }) => sum + Number(revenue), 0),
      squares: known.reduce((sum, { squares }) => sum + squares, 0),
    }),
  }
}

function dayBefore(measure: UsualMeasure, days: Days, series: PastDays) {
  const facts = days.whole(1)
  const usual = usualRange(pastOf(series, 1), spreadOf(measure, days.whole))
  return {
    value: facts ? MEASURES[measure].value(facts) : null,
    usual,
    verdict: verdictOf(series(1) ?? null, usual),
  }
}

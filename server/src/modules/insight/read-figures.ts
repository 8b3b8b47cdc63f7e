/** The figures of a period, each with what it rests on, its interval, and what it is compared with. */
import type { App } from '#/platform/app.ts'

import type { ChurnMonth } from './churn.ts'
import { readChurnUpTo } from './read-churn.ts'
import { type Figure, figuresFrom } from './figures.ts'
import { type Facts, factsOf, measureList, orderParts } from './measures.ts'
import {
  comparedDays,
  type Comparison,
  type Days,
  type Period,
  type Place,
  type Reach,
  reachOf,
} from './reach.ts'
import { dayIn, referenceDay } from './reference.ts'
import { readLifetime, readParts, readPeriod, readUnnamedOf } from './reports-measures.ts'
import { type Asking, together } from './together.ts'

type Reading = Pick<App, 'db' | 'eventStore' | 'clock'>

export type FiguresAnswer = {
  figures: Figure[]
  currency: string
  compared: { from: string; to: string } | null
  first: string | null
  last: string | null
  reference: string | null
}

export async function readFigures(
  app: Reading,
  period: Period & { compare?: Comparison },
): Promise<FiguresAnswer> {
  const reach = await reachOf(app, period)
  const compared = comparedDays(period, period.compare ?? 'before')
  const { facts, first, last } = await readFacts(app, compared ? [reach, { ...reach, ...compared }] : [reach])
  const [now = {}, before] = facts
  return {
    figures: figuresFrom(factsOf(now), before ? factsOf(before) : null),
    currency: reach.currency,
    compared,
    first,
    last,
    reference: referenceDay({ last, today: dayIn(reach.zone, app.clock.now()) }),
  }
}

type Periods = readonly [Reach & Place, ...(Reach & Place)[]]

/**
 * Everything measures are made of, for each period; what has no meaning for all time is left at nothing. And the first and
 * last day with an order in the first of them.
 */
async function readFacts(app: Pick<App, 'eventStore' | 'clock'>, periods: Periods) {
  const parts = orderParts(measureList)
  const priors = periods.map((reach) => comparedDays(reach, 'before'))
  const [found, beside, months] = await Promise.all([
    Promise.all(
      periods.map((reach, nth) => readPeriod(app.eventStore, reach, { parts, prior: priors[nth] ?? null })),
    ),
    together(app.eventStore, (store) => readBeside(store, periods, priors)),
    priors[0] ? readChurnUpTo(app, periods[0], periods) : [],
  ])
  const facts = found.map((period, nth): Partial<Facts> => {
    const prior = priors[nth]
    if (!prior) return { ...period, ...beside.facts[nth] }
    const known = found[periods.findIndex((reach) => sameDays(reach, prior))]
    const base = known?.customers ?? beside.bases[nth] ?? 0
    return { ...period, ...beside.facts[nth], ...churnOf(months[nth]), base }
  })
  return { facts, first: found[0]?.first ?? null, last: found[0]?.last ?? null }
}

/** What is not of the orders and events of a period; customers of the days before it where these are no period themselves. */
async function readBeside(store: Asking, periods: Periods, priors: readonly (Days | null)[]) {
  const [reach] = periods
  const [lifetime, unnamed, ...bases] = await Promise.all([
    readLifetime(store, reach),
    reach.people ? [] : readUnnamedOf(store, reach, periods),
    ...priors.map(async (prior) => {
      if (!prior || periods.some((one) => sameDays(one, prior))) return undefined
      return (await readParts(store, { ...reach, ...prior }, ['customers'])).customers
    }),
  ])
  return { facts: periods.map((_, nth): Partial<Facts> => ({ ...lifetime, ...unnamed[nth] })), bases }
}

function sameDays(one: Pick<Period, 'from' | 'to'>, other: Days): boolean {
  return one.from === other.from && one.to === other.to
}

function churnOf(month: ChurnMonth | undefined): Partial<Facts> {
  return month ? { exposed: month.exposed, lost: month.lost } : {}
}

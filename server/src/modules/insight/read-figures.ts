/** The figures of a period, each with what it rests on, its interval, and what it is compared with. */
import type { App } from '#/platform/app.ts'

import type { ChurnMonth } from './churn.ts'
import { readChurnMonths } from './read-churn.ts'
import { type Figure, figuresFrom } from './figures.ts'
import { type Facts, factsOf, measureList, orderParts } from './measures.ts'
import { comparedDays, type Comparison, type Period, type Place, type Reach, reachOf } from './reach.ts'
import { dayIn, referenceDay } from './reference.ts'
import {
  readEdges,
  readKept,
  readLifetime,
  readParts,
  readRefunds,
  readUnnamed,
  readVisits,
} from './reports-measures.ts'
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
  const [now, before, edges] = await together(app.eventStore, (eventStore) => {
    const asking = { ...app, eventStore }
    // The months of churn are those of whole histories, and what is predicted is of the next year, whatever the period.
    const always = Promise.all([
      period.from && period.to ? readChurnMonths(asking, reach) : [],
      readLifetime(eventStore, reach),
    ])
    return Promise.all([
      readFacts(asking, reach, always),
      compared && readFacts(asking, { ...reach, ...compared }, always),
      readEdges(eventStore, reach),
    ])
  })
  return {
    figures: figuresFrom(now, before),
    currency: reach.currency,
    compared,
    ...edges,
    reference: referenceDay({ last: edges.last, today: dayIn(reach.zone, app.clock.now()) }),
  }
}

/** Everything measures are made of; what has no meaning for all time is left at nothing. */
async function readFacts(
  { eventStore: store }: { eventStore: Asking },
  reach: Reach & Place,
  always: Promise<[ChurnMonth[], Partial<Facts>]>,
): Promise<Facts> {
  const before = comparedDays(reach, 'before')
  const [orders, [refunds], [unnamed], kept, [visits], [months, lifetime]] = await Promise.all([
    readParts(store, reach, orderParts(measureList)),
    readRefunds(store, reach),
    reach.people ? [{}] : readUnnamed(store, reach),
    before ? readKept(store, reach, before) : {},
    before ? readVisits(store, reach) : [{}],
    always,
  ])
  const churn = before ? churnWithin(months, reach) : {}
  return factsOf({ ...orders, ...refunds, ...unnamed, ...kept, ...visits, ...lifetime, ...churn })
}

/** Of the last month that ended within the period. */
function churnWithin(months: readonly ChurnMonth[], reach: Reach): Partial<Facts> {
  const within = months.findLast(({ month, partial }) => !partial && month <= (reach.to ?? '').slice(0, 7))
  return within ? { exposed: within.exposed, lost: within.lost } : {}
}

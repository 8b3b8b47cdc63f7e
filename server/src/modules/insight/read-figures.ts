/** The key figures of a period, each with what it rests on, its interval, and the period before. */
import { findShop } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'

import { type Figure, figuresFrom, type PeriodFacts } from './measures.ts'
import { dayAfter, dayIn, daysBetween, referenceDay } from './reference.ts'
import { countNewCustomers, type Period, type Place, readKeyFigures, sumRefunds } from './reports.ts'

type Reading = Pick<App, 'db' | 'eventStore' | 'clock'>

/** The zone whose days the shop's books are kept in. */
export async function placeOf(app: Pick<App, 'db'>): Promise<Place & { currency: string }> {
  const shop = await findShop(app)
  return { zone: shop?.timeZone ?? 'UTC', currency: shop?.currency ?? 'TRY' }
}

export type FiguresAnswer = {
  figures: Figure[]
  currency: string
  first: string | null
  last: string | null
  reference: string | null
}

export async function readFigures(app: Reading, period: Period): Promise<FiguresAnswer> {
  const place = await placeOf(app)
  const [now, before] = await Promise.all([readFacts(app, period, place), readBefore(app, period, place)])
  return {
    figures: figuresFrom(now, before),
    currency: place.currency,
    first: now.first,
    last: now.last,
    reference: referenceDay({ last: now.last, today: dayIn(place.zone, app.clock.now()) }),
  }
}

async function readFacts(app: Reading, period: Period, place: Place): Promise<PeriodFacts> {
  const [key, newCustomers, refunds] = await Promise.all([
    readKeyFigures(app.eventStore, period, place),
    countNewCustomers(app.eventStore, period, place),
    sumRefunds(app.eventStore, period, place),
  ])
  return { ...key, newCustomers, refunded: refunds.amount, refunds: refunds.refunds }
}

/** The first day the event store knows. */
const firstDay = '1970-01-01'

/** The period of equal length just before; none for an open one, one that ends before it begins, or one before all time. */
async function readBefore(app: Reading, period: Period, place: Place): Promise<PeriodFacts | null> {
  const { from, to } = period
  if (!from || !to) return null
  const length = daysBetween(from, to) + 1
  const start = dayAfter(from, -length)
  if (length < 1 || start < firstDay) return null
  return readFacts(app, { ...period, from: start, to: dayAfter(from, -1) }, place)
}

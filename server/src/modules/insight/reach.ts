/** How far a question of insight reaches: days, store, segment and the zone its days are counted in. */
import { refreshSteps, type Standing } from '#/modules/history/index.ts'
import { findShop } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import type { QueryParams } from '#/platform/event-store/index.ts'

import { dayAfter, daysBetween } from './reference.ts'
import { within } from './within.ts'

/** Days of the shop's calendar, both included; everything when left out. */
export type Period = {
  from?: string | undefined
  to?: string | undefined
  storeId?: number | undefined
  segmentId?: string | undefined
}

/** Both included. */
export type Days = { from: string; to: string }

export type Place = { zone: string; currency: string }

/** People a question is about: a condition on `customer` with its parameters. */
export type Narrowing = { text: string; params: QueryParams }

export type Reach = Pick<Period, 'from' | 'to' | 'storeId'> & {
  zone: string
  people: Narrowing | null
  /** Which rows of orders hold, for every question asked with this reach. */
  standing: Standing
}

/** The zone whose days the shop's books are kept in, and the currency of all figures. */
export async function placeOf(app: Pick<App, 'db'>): Promise<Place> {
  const shop = await findShop(app)
  return { zone: shop?.timeZone ?? 'UTC', currency: shop?.currency ?? 'TRY' }
}

/** From here on reports say all that was told of orders so far. @throws `segment_not_found` */
export async function reachOf(
  app: Pick<App, 'db' | 'eventStore'>,
  { segmentId, from, to, storeId }: Period,
): Promise<Reach & Place> {
  const place = await placeOf(app)
  const [people, standing] = await Promise.all([
    segmentId === undefined ? null : within(app, segmentId),
    refreshSteps(app),
  ])
  return { ...place, from, to, storeId, people, standing }
}

/** The first day the event store knows. */
const firstDay = '1970-01-01'

export type Comparison = 'before' | 'yearBefore' | 'none'

/** The days something is compared with; null for an open period, one that ends before it begins, or one before all time. */
export function comparedDays({ from, to }: Period, compare: Comparison): Days | null {
  if (!from || !to || compare === 'none') return null
  if (compare === 'yearBefore')
    return yearBefore(from) < firstDay ? null : { from: yearBefore(from), to: yearBefore(to) }
  const length = daysBetween(from, to) + 1
  const start = dayAfter(from, -length)
  return length < 1 || start < firstDay ? null : { from: start, to: dayAfter(from, -1) }
}

/** 29 February goes with the 28th. */
function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0')
  return `${year}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`
}

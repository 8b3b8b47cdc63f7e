/** How a segment grew: size, entries and exits for each day, without holes. */
import type { App } from '#/platform/app.ts'

import { refuse } from './errors.ts'
import { shopCalendar } from './shop-calendar.ts'
import { findSegment } from './store.ts'
import { readDays, type SegmentDay } from './store-members.ts'
import { dayAfter, dayIn } from './windows.ts'

export type GrowthPoint = { day: string; people: number; entered: number; left: number }

/** The last days up to today in the shop; from the day it was first built on. @throws `segment_not_found` */
export async function readGrowth(
  app: Pick<App, 'db' | 'clock'>,
  input: { id: string; days: number },
): Promise<GrowthPoint[]> {
  const segment = await findSegment(app.db, input.id)
  if (!segment) throw refuse('segment_not_found', { id: input.id })
  const { today, zone } = await shopCalendar(app)
  const from = dayAfter(today, 1 - input.days)
  const asleep = segment.state === 'archived' ? dayIn(zone, segment.updatedAt) : today
  return withoutHoles(await readDays(app.db, input.id, from), { from, to: asleep })
}

/** Days without change keep the size of the day before them; days before the first one written are left out. */
export function withoutHoles(
  days: readonly SegmentDay[],
  { from, to }: { from: string; to: string },
): GrowthPoint[] {
  const byDay = new Map(days.map((row) => [row.day, row]))
  const [first] = days
  if (!first) return []
  let people = first.people
  const points: GrowthPoint[] = []
  for (let day = first.day > from ? first.day : from; day <= to; day = dayAfter(day)) {
    const row = byDay.get(day)
    people = row?.people ?? people
    points.push({ day, people, entered: row?.entered ?? 0, left: row?.departed ?? 0 })
  }
  return points
}

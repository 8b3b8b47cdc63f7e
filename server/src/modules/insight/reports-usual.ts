/** On the event store: facts of each day, split at a time of the day. */
import type { EventStore } from '#/platform/event-store/index.ts'

import type { Facts } from './measures.ts'
import { ordersOf, paramsOf } from './orders-text.ts'
import { type PartName, partsSql } from './parts.ts'
import type { Reach } from './reach.ts'
import { type KeyedFacts, mergeByKey } from './reports-measures.ts'

/** Facts of a day up to the minute, or after it; parts that add up over orders, and customers who came. */
export type PartOfDay = Partial<Facts> & { day: string; early: boolean }

const minuteOf = (moment: string): string =>
  `toHour(toTimeZone(${moment}, {zone:String})) * 60 + toMinute(toTimeZone(${moment}, {zone:String}))`

const keyOf = (day: string, moment: string): string =>
  `concat(toString(${day}), if(${minuteOf(moment)} < {minute:UInt16}, ' early', ' late'))`

/** @param minute minutes after midnight in the shop's zone */
export async function readPartsOfDays(
  store: EventStore,
  reach: Reach,
  { parts, minute }: { parts: readonly PartName[]; minute: number },
): Promise<PartOfDay[]> {
  const params = { ...paramsOf(reach), minute }
  const by = { key: keyOf('day', 'placed'), ordered: true as const }
  const [sold, came] = await Promise.all([
    store.query<KeyedFacts>(partsSql({ parts, reach, by }), params),
    store.query<KeyedFacts>(
      `SELECT ${keyOf('day', 'placed')} AS key, toUInt32(count()) AS newCustomers
       FROM ${ordersOf(reach)} WHERE nth = 1 GROUP BY key`,
      params,
    ),
  ])
  return mergeByKey([sold, came]).map(({ key, ...facts }) => ({
    ...facts,
    day: key.slice(0, 10),
    early: key.endsWith(' early'),
  }))
}

/** On the event store: people by their profiles, from the copy that segments keep. */
import type { EventStore } from '#/platform/event-store/index.ts'

import type { Reach } from './reach.ts'

/** Of a class or a cell, among the people of the reach, in order of number after the one given. */
export async function readClassPeople(
  store: EventStore,
  { people }: Pick<Reach, 'people'>,
  of: {
    rfmClass?: string | undefined
    recency?: number | undefined
    frequencyMonetary?: number | undefined
    after: number
    limit: number
  },
): Promise<{ customer: number; people: number }[]> {
  const { rfmClass, recency, frequencyMonetary, after, limit } = of
  const conditions = [
    "NOT gone AND rfm_class != ''",
    people?.text,
    rfmClass !== undefined && 'rfm_class = {class:String}',
    recency !== undefined && 'rfm_recency = {recency:UInt8}',
    frequencyMonetary !== undefined && 'intDiv(rfm_frequency + rfm_monetary + 1, 2) = {fm:UInt8}',
  ].filter(Boolean)
  return store.query(
    `SELECT customer, people FROM (
       SELECT customer, toUInt32(count() OVER ()) AS people FROM profiles FINAL WHERE ${conditions.join(' AND ')})
     WHERE customer > {after:UInt32} ORDER BY customer LIMIT {limit:UInt32}`,
    {
      ...people?.params,
      after,
      limit,
      ...(rfmClass !== undefined && { class: rfmClass }),
      ...(recency !== undefined && { recency }),
      ...(frequencyMonetary !== undefined && { fm: frequencyMonetary }),
    },
  )
}

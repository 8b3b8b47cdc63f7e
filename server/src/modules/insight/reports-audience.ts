/** On the event store: the counts behind the audience answers. */
import type { EventStore, QueryParams } from '#/platform/event-store/index.ts'

import { eventsOf, inDays, paramsOf } from './orders-text.ts'
import type { Narrowing, Reach } from './reach.ts'
import { boughtSql, COMPARED, comparedSql, profilesOf, type TopicName, topicsSql } from './topics.ts'

export type CountRow = { key: string; count: number; all: number }

/** Of topics of one source, by topic. */
export async function readTopics(
  store: EventStore,
  reach: Reach,
  given: { topics: readonly TopicName[]; params: QueryParams },
): Promise<Map<TopicName, CountRow[]>> {
  const rows = await store.query<CountRow & { topic: TopicName }>(topicsSql(given.topics, reach), {
    ...paramsOf(reach),
    ...given.params,
  })
  return Map.groupBy(rows, (row) => row.topic)
}

export async function countPeople(store: EventStore, reach: Reach): Promise<number> {
  const [row] = await store.query<{ people: number }>(
    `SELECT toUInt32(count()) AS people FROM ${profilesOf(reach)}`,
    paramsOf(reach),
  )
  return row?.people ?? 0
}

export type ReachedRow = { channel: string; sent: number; opened: number; clicked: number }

/** People written to by each channel in the reach, and those who opened or clicked. */
export async function readReached(store: EventStore, reach: Reach): Promise<ReachedRow[]> {
  const people = (names: string): string => `toUInt32(groupBitmapIf(customer, name IN (${names})))`
  return store.query<ReachedRow>(
    `SELECT toString(channel) AS channel, ${people("'Email Sent'")} AS sent,
       ${people("'Email Opened', 'Email Link Clicked'")} AS opened, ${people("'Email Link Clicked'")} AS clicked
     FROM ${eventsOf(reach, ['Email Sent', 'Email Opened', 'Email Link Clicked'])}
     WHERE customer > 0 AND ${inDays(reach)} GROUP BY channel ORDER BY sent DESC`,
    paramsOf(reach),
  )
}

/** Why money went back, in the words it was noted with. Refunds are few; their text is not typed. */
export async function readRefundReasons(store: EventStore, reach: Reach): Promise<CountRow[]> {
  return store.query<CountRow>(
    `SELECT key, toUInt32(n) AS count, toUInt32(sum(n) OVER ()) AS all FROM (
       SELECT JSONExtractString(properties, 'reason') AS key, count() AS n
       FROM ${eventsOf(reach, ['Order Refunded'])} WHERE ${inDays(reach)} GROUP BY key)
     ORDER BY key = '' DESC, n DESC, key LIMIT 21`,
    paramsOf(reach),
  )
}

/** `n`: of the segment who could have it; `rest_…`: of everybody else. */
export type ComparedRow = { key: string; hits: number; rest_hits: number; n: number; rest_n: number }

/** Topics of people. Where anybody is known, all are in the topic `reachable`. */
export async function readCompared(
  store: EventStore,
  reach: Reach,
  given: { segment: Narrowing; params: QueryParams },
): Promise<Map<string, ComparedRow[]>> {
  const { segment, params } = given
  const rows = await store.query<ComparedRow & { topic: string }>(
    comparedSql(COMPARED, reach, segment.text),
    { ...paramsOf(reach), ...segment.params, ...params },
  )
  return Map.groupBy(rows, (row) => row.topic)
}

/** Topics of what was bought, as shares of those who bought at all. */
export async function readBought(
  store: EventStore,
  reach: Reach,
  segment: Narrowing,
): Promise<Map<string, ComparedRow[]>> {
  const rows = await store.query<Omit<ComparedRow, 'n' | 'rest_n'> & { topic: string }>(
    boughtSql(reach, segment.text),
    { ...paramsOf(reach), ...segment.params },
  )
  const any = rows.find((row) => row.topic === 'any')
  const sizes = { n: any?.hits ?? 0, rest_n: any?.rest_hits ?? 0 }
  const topics = rows.flatMap((row) => (row.topic === 'any' ? [] : { ...row, ...sizes }))
  return Map.groupBy(topics, (row) => row.topic)
}

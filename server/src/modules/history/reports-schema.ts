/** What kinds of events there are, on the event store. */
import type { EventStore } from '#/platform/event-store/index.ts'

export type NameRow = { name: string; day: string; events: string; last: string; sources: string[] }

/** A row for each name and day (UTC) since the given day. */
export async function selectNames(store: EventStore, since: Date): Promise<NameRow[]> {
  return store.query<NameRow>(
    `SELECT name, toString(toDate(time)) AS day, count() AS events, toUnixTimestamp64Milli(max(time)) AS last,
       groupUniqArray(10)(toString(source)) AS sources
     FROM events WHERE time >= fromUnixTimestamp64Milli({since:Int64})
     GROUP BY name, day ORDER BY name, day LIMIT 50000`,
    { since: since.getTime() },
  )
}

/** Properties of the newest events of a name, as JSON texts. */
export async function selectSample(
  store: EventStore,
  given: { name: string; since: Date; limit: number },
): Promise<string[]> {
  const rows = await store.query<{ properties: string }>(
    `SELECT properties FROM events WHERE name = {name:String} AND time >= fromUnixTimestamp64Milli({since:Int64})
     ORDER BY time DESC LIMIT {limit:UInt32}`,
    { name: given.name, since: given.since.getTime(), limit: given.limit },
  )
  return rows.map((row) => row.properties)
}

export type RecentRow = {
  id: string
  name: string
  at: string
  received: string
  customer: number
  source: string
  store: number
  value: string
  currency: string
  url: string
  properties: string
}

/** By arrival, newest first; looks at what happened since the given moment only. */
export async function selectRecent(
  store: EventStore,
  given: { since: Date; name?: string | undefined; limit: number },
): Promise<RecentRow[]> {
  return store.query<RecentRow>(
    `SELECT message_id AS id, name, toUnixTimestamp64Milli(time) AS at, toUnixTimestamp64Milli(received_at) AS received,
       customer, source, store, value, currency, url, properties
     FROM events WHERE time >= fromUnixTimestamp64Milli({since:Int64}) ${given.name === undefined ? '' : 'AND name = {name:String}'}
     ORDER BY received_at DESC, time DESC, message_id DESC LIMIT {limit:UInt32}`,
    {
      since: given.since.getTime(),
      limit: given.limit,
      ...(given.name !== undefined && { name: given.name }),
    },
  )
}

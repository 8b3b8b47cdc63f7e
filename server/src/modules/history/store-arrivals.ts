/** What has arrived in the history since a room above last looked: one row for each append, taken in order. */
import { sql } from 'kysely'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { ArrivedCustomers, HistoryTables } from './tables.ts'

/** Wakes those who wait for arrivals, in all processes. Profiles that change are told on it too. */
export const arrivalsChannel = 'vefa_segments'

/** Moments in milliseconds since 1970. */
export type TimeSpan = { earliest: number; latest: number }

/**
 * In the transaction that removes the accepted bodies, so that whoever sees the row finds its events in the event store.
 * `within`: when they happened.
 */
export async function insertArrivals(
  tx: Db | Tx,
  customers: ArrivedCustomers,
  within: TimeSpan | null,
): Promise<void> {
  if (Object.keys(customers).length === 0) return
  await tables<HistoryTables>(tx)
    .insertInto('history_arrivals')
    .values({
      customers: JSON.stringify(customers),
      earliest: within && new Date(within.earliest),
      latest: within && new Date(within.latest),
    })
    .execute()
  await sql`SELECT pg_notify(${arrivalsChannel}, '')`.execute(tx)
}

export type Arrivals = {
  id: string
  customers: ArrivedCustomers
  earliest: Date | null
  latest: Date | null
}

/** The oldest ones; whoever has dealt with them removes them. */
export async function selectArrivals(db: Db | Tx, limit: number): Promise<Arrivals[]> {
  return tables<HistoryTables>(db)
    .selectFrom('history_arrivals')
    .select(['id', 'customers', 'earliest', 'latest'])
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function deleteArrivals(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`DELETE FROM history_arrivals WHERE id = ANY(${`{${ids.join(',')}}`}::bigint[])`.execute(tx)
}

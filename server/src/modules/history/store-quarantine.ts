/** Events that could not be taken in, kept for people to correct. */
import { sql } from 'kysely'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { HistoryTables } from './tables.ts'

export type NewQuarantined = {
  receivedAt: Date
  origin: object
  body: string
  reason: string
  detail: string
  name: string
}

const perInsert = 1_000

export async function insertQuarantined(tx: Tx, rows: readonly NewQuarantined[]): Promise<void> {
  for (let start = 0; start < rows.length; start += perInsert) {
    await tables<HistoryTables>(tx)
      .insertInto('quarantine')
      .values(
        rows.slice(start, start + perInsert).map((row) => ({
          received_at: row.receivedAt,
          origin: JSON.stringify(row.origin),
          body: row.body,
          reason: row.reason,
          detail: row.detail,
          event_name: row.name,
        })),
      )
      .execute()
  }
}

export type Quarantined = {
  id: string
  received_at: Date
  origin: unknown
  body: string
  reason: string
  detail: string
  event_name: string
  state: string
  edited_by: string | null
  decided_at: Date | null
}

/** Newest first; `before` is the last id of the page before. */
export async function selectQuarantined(
  db: Db,
  given: {
    state: string
    reason?: string | undefined
    name?: string | undefined
    before?: string | undefined
    limit: number
  },
): Promise<Omit<Quarantined, 'body'>[]> {
  let query = tables<HistoryTables>(db)
    .selectFrom('quarantine')
    .select([
      'id',
      'received_at',
      'origin',
      'reason',
      'detail',
      'event_name',
      'state',
      'edited_by',
      'decided_at',
    ])
    .where('state', '=', given.state)
    .orderBy('id', 'desc')
    .limit(given.limit)
  if (given.reason) query = query.where('reason', '=', given.reason)
  if (given.name) query = query.where('event_name', '=', given.name)
  if (given.before) query = query.where('id', '<', given.before)
  return query.execute()
}

export async function findQuarantined(db: Db | Tx, id: string): Promise<Quarantined | undefined> {
  return tables<HistoryTables>(db)
    .selectFrom('quarantine')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function lockQuarantined(tx: Tx, id: string): Promise<Quarantined | undefined> {
  return tables<HistoryTables>(tx)
    .selectFrom('quarantine')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateQuarantinedBody(
  tx: Tx,
  id: string,
  given: { body: string; by: string },
): Promise<void> {
  await tables<HistoryTables>(tx)
    .updateTable('quarantine')
    .set({ body: given.body, edited_by: given.by })
    .where('id', '=', id)
    .execute()
}

/** Moves open rows to their final state and answers them. */
export async function decideQuarantined(
  tx: Tx,
  ids: readonly string[],
  given: { state: 'replayed' | 'dismissed'; at: Date },
): Promise<Quarantined[]> {
  if (ids.length === 0) return []
  return tables<HistoryTables>(tx)
    .updateTable('quarantine')
    .set({ state: given.state, decided_at: given.at })
    .where('id', 'in', [...ids])
    .where('state', '=', 'open')
    .returningAll()
    .execute()
}

/** How many wait by reason and name, the most frequent first; counts stop at 10,000 rows looked at. */
export async function countQuarantined(db: Db): Promise<{ reason: string; name: string; count: number }[]> {
  const { rows } = await sql<{ reason: string; name: string; count: string }>`
    SELECT reason, event_name AS name, count(*) AS count
    FROM (SELECT reason, event_name FROM quarantine WHERE state = 'open' ORDER BY id DESC LIMIT 10000) AS newest
    GROUP BY reason, event_name ORDER BY count(*) DESC, reason, event_name LIMIT 100`.execute(db)
  return rows.map((row) => ({ reason: row.reason, name: row.name, count: Number(row.count) }))
}

/** Open ones, counted up to the limit; `oldest` of those counted. */
export async function countOpenQuarantined(
  db: Db,
  limit: number,
): Promise<{ count: number; oldest: Date | null }> {
  const { rows } = await sql<{ count: number; oldest: Date | null }>`
    SELECT count(*)::int AS count, min(received_at) AS oldest
    FROM (SELECT received_at FROM quarantine WHERE state = 'open' ORDER BY id DESC LIMIT ${limit}) q`.execute(
    db,
  )
  return rows[0] ?? { count: 0, oldest: null }
}

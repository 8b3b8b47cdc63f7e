/** On PostgreSQL: explorations kept, and mails of them claimed and sent. */
import type { Dimension, ExploreMeasure } from '@vefa/contract'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { Rolling, Schedule } from './schedule.ts'
import type { InsightTables } from './tables.ts'

export type KeptQuestion = {
  measure: ExploreMeasure
  by: Dimension
  limit: number
  from?: string | undefined
  to?: string | undefined
  storeId?: number | undefined
  segmentId?: string | undefined
  rolling: Rolling | null
}

export type ExplorationRow = {
  id: string
  ownerId: string
  name: string
  question: KeptQuestion
  shared: boolean
  schedule: Schedule | null
  nextSendAt: Date | null
  lastSentAt: Date | null
  version: number
  updatedAt: Date
}

const most = 500

/** One's own and shared ones, by name. */
export async function selectExplorations(db: Db, personId: string): Promise<ExplorationRow[]> {
  const rows = await query(db)
    .where((where) => where.or([where('owner_id', '=', personId), where('shared', '=', true)]))
    .orderBy('name')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(rowOf)
}

export async function findExploration(
  db: Db,
  id: string,
  personId: string,
): Promise<ExplorationRow | undefined> {
  const row = await query(db)
    .where('id', '=', id)
    .where((where) => where.or([where('owner_id', '=', personId), where('shared', '=', true)]))
    .executeTakeFirst()
  return row && rowOf(row)
}

/** Only the owner's own is found for a change. */
export async function lockOwnExploration(
  tx: Tx,
  id: string,
  personId: string,
): Promise<ExplorationRow | undefined> {
  const row = await query(tx)
    .where('id', '=', id)
    .where('owner_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  return row && rowOf(row)
}

export async function insertExploration(tx: Tx, row: ExplorationRow): Promise<void> {
  await tables<InsightTables>(tx)
    .insertInto('explorations')
    .values({ id: row.id, owner_id: row.ownerId, created_at: row.updatedAt, ...valuesOf(row) })
    .execute()
}

export async function saveExploration(tx: Tx, row: ExplorationRow): Promise<void> {
  await tables<InsightTables>(tx)
    .updateTable('explorations')
    .set(valuesOf(row))
    .where('id', '=', row.id)
    .execute()
}

export async function deleteExploration(tx: Tx, id: string): Promise<void> {
  await tables<InsightTables>(tx).deleteFrom('explorations').where('id', '=', id).execute()
}

/** The one that has been due longest, held until the transaction ends; another worker takes the next. */
export async function lockDueExploration(tx: Tx, now: Date): Promise<ExplorationRow | undefined> {
  const row = await query(tx)
    .where('next_send_at', '<=', now)
    .orderBy('next_send_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row && rowOf(row)
}

export async function moveSchedule(tx: Tx, id: string, next: Date): Promise<void> {
  await tables<InsightTables>(tx)
    .updateTable('explorations')
    .set({ next_send_at: next })
    .where('id', '=', id)
    .execute()
}

export type MailKey = { explorationId: string; dueAt: Date; readerId: string }

/** False when somebody has claimed it already. */
export async function claimMail(
  db: Db | Tx,
  { explorationId, dueAt, readerId }: MailKey,
  at: Date,
): Promise<boolean> {
  const result = await tables<InsightTables>(db)
    .insertInto('exploration_mails')
    .values({ exploration_id: explorationId, due_at: dueAt, reader_id: readerId, claimed_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function noteMail(
  db: Db,
  { explorationId, dueAt, readerId }: MailKey,
  outcome: { at: Date; problem: string | null },
): Promise<void> {
  await tables<InsightTables>(db)
    .updateTable('exploration_mails')
    .set({ sent_at: outcome.problem === null ? outcome.at : null, problem: outcome.problem })
    .where('exploration_id', '=', explorationId)
    .where('due_at', '=', dueAt)
    .where('reader_id', '=', readerId)
    .execute()
  if (outcome.problem !== null) return
  await tables<InsightTables>(db)
    .updateTable('explorations')
    .set({ last_sent_at: outcome.at })
    .where('id', '=', explorationId)
    .execute()
}

function query(db: Db | Tx) {
  return tables<InsightTables>(db).selectFrom('explorations').selectAll()
}

type Stored = Awaited<ReturnType<ReturnType<typeof query>['executeTakeFirstOrThrow']>>

function rowOf(row: Stored): ExplorationRow {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    question: row.question as KeptQuestion,
    shared: row.shared,
    schedule: row.schedule as Schedule | null,
    nextSendAt: row.next_send_at,
    lastSentAt: row.last_sent_at,
    version: row.version,
    updatedAt: row.updated_at,
  }
}

function valuesOf(row: ExplorationRow) {
  return {
    name: row.name,
    question: JSON.stringify(row.question),
    shared: row.shared,
    schedule: row.schedule && JSON.stringify(row.schedule),
    next_send_at: row.nextSendAt,
    version: row.version,
    updated_at: row.updatedAt,
  }
}

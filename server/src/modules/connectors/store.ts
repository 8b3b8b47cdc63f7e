/** Imports in PostgreSQL. */
import { sql } from 'kysely'

import { type Db, giveBackLock, tables, tryKeepLock, type Tx } from '#/platform/db/index.ts'

import type { FileShape, Import, ImportKind, ImportState, Phase } from './import.ts'
import type { Mapping } from './csv/mapping.ts'
import type { Progress } from './progress.ts'
import type { ConnectorTables } from './tables.ts'

const importsOf = (db: Db | Tx) => tables<ConnectorTables>(db)

type Row = {
  id: string
  number: number
  store_id: number
  file_name: string
  file_size: string
  file_hash: string
  shape: unknown
  kind: string
  mapping: unknown
  currency: string
  state: string
  phase: string
  failure: string | null
  progress: unknown
  applied_to: string
  created_by: string
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
}

/** Columns of json arrive parsed; the table's types speak of what is written. */
function importOf(raw: unknown): Import {
  const row = raw as Row
  return {
    id: row.id,
    number: row.number,
    storeId: row.store_id,
    fileName: row.file_name,
    fileSize: Number(row.file_size),
    fileHash: row.file_hash,
    shape: row.shape as FileShape,
    kind: row.kind as ImportKind,
    mapping: row.mapping as Mapping,
    currency: row.currency,
    state: row.state as ImportState,
    phase: row.phase as Phase,
    failure: row.failure,
    progress: row.progress as Progress,
    appliedTo: row.applied_to,
    createdBy: row.created_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }
}

export type NewImport = Omit<
  Import,
  'number' | 'phase' | 'failure' | 'appliedTo' | 'startedAt' | 'finishedAt' | 'state'
>

export async function insertImport(db: Db | Tx, given: NewImport): Promise<void> {
  await importsOf(db)
    .insertInto('imports')
    .values({
      id: given.id,
      store_id: given.storeId,
      file_name: given.fileName,
      file_size: String(given.fileSize),
      file_hash: given.fileHash,
      shape: JSON.stringify(given.shape),
      kind: given.kind,
      mapping: JSON.stringify(given.mapping),
      currency: given.currency,
      state: 'uploaded',
      progress: JSON.stringify(given.progress),
      created_by: given.createdBy,
      created_at: given.createdAt,
      failure: null,
      started_at: null,
      finished_at: null,
    })
    .execute()
}

export async function findImport(db: Db | Tx, id: string): Promise<Import | null> {
  const row = await importsOf(db).selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? importOf(row) : null
}

/** The same, locked until the transaction ends. */
export async function lockImport(tx: Tx, id: string): Promise<Import | null> {
  const row = await importsOf(tx)
    .selectFrom('imports')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? importOf(row) : null
}

/** Newest first; `before` is the number of the last one of the page before. */
export async function selectImports(
  db: Db,
  page: { before: number | undefined; limit: number },
): Promise<Import[]> {
  let query = importsOf(db).selectFrom('imports').selectAll().orderBy('number', 'desc').limit(page.limit)
  if (page.before !== undefined) query = query.where('number', '<', page.before)
  return (await query.execute()).map(importOf)
}

/** An earlier import of the very same file that was carried out. */
export async function findSameFile(
  db: Db,
  given: Pick<Import, 'fileHash' | 'number'>,
): Promise<Import | null> {
  const row = await importsOf(db)
    .selectFrom('imports')
    .selectAll()
    .where('file_hash', '=', given.fileHash)
    .where('number', '<', given.number)
    .where('state', '=', 'done')
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return row ? importOf(row) : null
}

/** Whether the very same file was carried out before in the very same way. */
export async function repeatsImport(db: Db | Tx, of: Import): Promise<boolean> {
  const { rows } = await sql`SELECT FROM imports WHERE file_hash = ${of.fileHash} AND number < ${of.number}
    AND state = 'done' AND store_id = ${of.storeId} AND kind = ${of.kind} AND currency = ${of.currency}
    AND mapping = ${JSON.stringify(of.mapping)}::jsonb LIMIT 1`.execute(db)
  return rows.length > 0
}

export type ImportChange = Partial<
  Pick<
    Import,
    | 'storeId'
    | 'shape'
    | 'kind'
    | 'mapping'
    | 'currency'
    | 'state'
    | 'phase'
    | 'failure'
    | 'progress'
    | 'appliedTo'
    | 'startedAt'
    | 'finishedAt'
  >
>

/**
 * Changes an import if it still is in the state (and at the place) the caller saw; false when it is not, and
 * somebody else has paused, cancelled or carried it on.
 */
export async function updateImport(
  db: Db | Tx,
  seen: { id: string; state?: ImportState; appliedTo?: string },
  change: ImportChange,
): Promise<boolean> {
  let query = importsOf(db)
    .updateTable('imports')
    .set({
      ...(change.storeId !== undefined && { store_id: change.storeId }),
      ...(change.shape !== undefined && { shape: JSON.stringify(change.shape) }),
      ...(change.kind !== undefined && { kind: change.kind }),
      ...(change.mapping !== undefined && { mapping: JSON.stringify(change.mapping) }),
      ...(change.currency !== undefined && { currency: change.currency }),
      ...(change.state !== undefined && { state: change.state }),
      ...(change.phase !== undefined && { phase: change.phase }),
      ...(change.failure !== undefined && { failure: change.failure }),
      ...(change.progress !== undefined && { progress: JSON.stringify(change.progress) }),
      ...(change.appliedTo !== undefined && { applied_to: change.appliedTo }),
      ...(change.startedAt !== undefined && { started_at: change.startedAt }),
      ...(change.finishedAt !== undefined && { finished_at: change.finishedAt }),
    })
    .where('id', '=', seen.id)
  if (seen.state !== undefined) query = query.where('state', '=', seen.state)
  if (seen.appliedTo !== undefined) query = query.where('applied_to', '=', seen.appliedTo)
  const { numUpdatedRows } = await query.executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The one to see to: one cancelled whose rows still lie there, one that was cut short, one that waits; oldest first. */
export async function nextImport(db: Db | Tx): Promise<Import | null> {
  const row = await importsOf(db)
    .selectFrom('imports')
    .selectAll()
    .where('state', 'in', ['cancelled', 'running', 'waiting'])
    .where('finished_at', 'is', null)
    .orderBy('state')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  return row ? importOf(row) : null
}

const runnersLock = 'connectors.runners'

/**
 * One import runs at a time in the whole installation: halves of orders from two tables then never miss each other,
 * and two cores do one thing well. The lock belongs to the connection and ends with it, however the process ends.
 */
export async function tryLockRunners(db: Db): Promise<boolean> {
  return tryKeepLock(db, runnersLock)
}

export async function unlockRunners(db: Db): Promise<void> {
  await giveBackLock(db, runnersLock)
}

export type WaitingImport = {
  id: string
  fileName: string
  state: 'uploaded' | 'paused' | 'failed' | 'done'
  rejected: number
  since: Date
}

/** Those a person has to see to: stopped, not started, or done since a moment with rows that were not taken; newest first. */
export async function waitingImports(
  db: Db,
  { since, limit }: { since: Date; limit: number },
): Promise<WaitingImport[]> {
  const { rows } = await sql<WaitingImport>`
    SELECT id, file_name AS "fileName", state, (progress->>'rowsRejected')::int AS rejected,
      coalesce(finished_at, started_at, created_at) AS since
    FROM imports WHERE state IN ('uploaded', 'paused', 'failed')
      OR (state = 'done' AND finished_at >= ${since} AND (progress->>'rowsRejected')::int > 0)
    ORDER BY number DESC LIMIT ${limit}`.execute(db)
  return rows
}

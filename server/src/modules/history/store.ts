/** Intake on PostgreSQL: bodies that wait, message ids seen, counters of drops. */
import { type RawBuilder, sql } from 'kysely'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import { packBody, unpackBody } from './packing.ts'
import type { HistoryTables } from './tables.ts'

/** Wakes the pipelines of all processes. The payload `merged` also makes them forget which customer an identity leads to. */
export const intakeChannel = 'vefa_intake'

export type NewIntake = { body: Buffer | string; origin: object; receivedAt: Date; events: number }

/** Writes bodies; whoever commits them wakes the pipelines. */
export async function insertIntake(db: Db | Tx, rows: readonly NewIntake[]): Promise<void> {
  const values = rows.map((row) => {
    const { body, packed } = packBody(row.body)
    return sql`(${body}::text, ${packed}::bytea, ${JSON.stringify(row.origin)}::jsonb, ${row.receivedAt}::timestamptz, ${row.events}::int)`
  })
  await sql`
    INSERT INTO intake_batches (body, packed, origin, received_at, events) VALUES ${sql.join(values)}`.execute(
    db,
  )
}

/**
 * Wakes the pipelines; within a transaction, on its commit. PostgreSQL lets commits that signal happen one after
 * another, each with its wait for the disk, so busy writers signal beside their commits, not in them.
 */
export async function signalIntake(db: Db | Tx): Promise<void> {
  await sql`SELECT pg_notify(${intakeChannel}, '')`.execute(db)
}

/** Also used when customers were merged, so that no process goes on with what it remembers. */
export async function signalMerged(db: Db | Tx): Promise<void> {
  await sql`SELECT pg_notify(${intakeChannel}, 'merged')`.execute(db)
}

export type IntakeRow = { id: string; body: string; origin: unknown; received_at: Date; events: number }

/** Locks the oldest free rows for as long as the transaction lives; other workers pass them by. */
export async function claimIntake(hold: Tx, limit: number): Promise<IntakeRow[]> {
  const { rows } = await sql<Omit<IntakeRow, 'body'> & { body: string | null; packed: Buffer | null }>`
    SELECT id, body, packed, origin, received_at, events FROM intake_batches
    ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(hold)
  return rows.map(({ packed, body, ...row }) => Object.assign(row, { body: unpackBody({ body, packed }) }))
}

export async function deleteIntake(hold: Tx, ids: readonly string[]): Promise<void> {
  await sql`DELETE FROM intake_batches WHERE id = ANY(${ids}::bigint[])`.execute(hold)
}

export async function isIntakeEmpty(db: Db): Promise<boolean> {
  const row = await tables<HistoryTables>(db)
    .selectFrom('intake_batches')
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return row === undefined
}

/** How many bodies wait, nearly (numbers are given in order, rows leave nearly in order), and since when. */
export async function intakeBacklog(db: Db): Promise<{ batches: number; oldest: Date | null }> {
  const { rows } = await sql<{ first: string | null; last: string | null; oldest: Date | null }>`
    SELECT (SELECT min(id) FROM intake_batches) AS first, (SELECT max(id) FROM intake_batches) AS last,
      (SELECT received_at FROM intake_batches ORDER BY id LIMIT 1) AS oldest`.execute(db)
  const row = rows[0]
  if (!row?.first || !row.last) return { batches: 0, oldest: null }
  return { batches: Number(BigInt(row.last) - BigInt(row.first)) + 1, oldest: row.oldest }
}

/** Whether the last turn met message keys known before: then the next one looks before it writes. */
const lately = { met: false }

export type MetKey = { position: number; batchId: string | null }

/**
 * Takes in message keys (hexadecimal, each once), outside of any savepoint. Answers those that were known already, by
 * position, with the batch that brought them; null when it cannot be seen who did.
 */
export async function takeInSeen(
  tx: Tx,
  keys: readonly string[],
  batches: readonly string[],
): Promise<MetKey[]> {
  const seen = sql`INSERT INTO intake_seen (message, batch_id)
    SELECT message, batch_id FROM unnest(${literal(keys)}::uuid[], ${literal(batches)}::bigint[]) AS g (message, batch_id)
    ORDER BY message`
  if (!lately.met && (await writeUnmet(tx, seen))) return []
  const { numAffectedRows } = await sql`${seen} ON CONFLICT DO NOTHING`.execute(tx)
  lately.met = Number(numAffectedRows) < keys.length
  return lately.met ? findMet(tx, keys) : []
}

/** Without a look at what is there, which costs half; false, with nothing written, when some key was. */
async function writeUnmet(tx: Tx, seen: RawBuilder<unknown>): Promise<boolean> {
  await sql`SAVEPOINT unmet`.execute(tx)
  try {
    await seen.execute(tx)
    await sql`RELEASE SAVEPOINT unmet`.execute(tx)
    return true
  } catch (error) {
    if (!isTaken(error)) throw error
    await sql`ROLLBACK TO SAVEPOINT unmet`.execute(tx)
    return false
  }
}

function isTaken(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505'
}

/** What this transaction did not write was there before. */
async function findMet(tx: Tx, keys: readonly string[]): Promise<MetKey[]> {
  const { rows } = await sql<{ position: string; batch_id: string | null }>`
    SELECT given.position, seen.batch_id
    FROM unnest(${literal(keys)}::uuid[]) WITH ORDINALITY AS given (message, position)
    LEFT JOIN intake_seen AS seen ON seen.message = given.message
    WHERE seen.xmin IS DISTINCT FROM pg_current_xact_id()::xid`.execute(tx)
  return rows.map((row) => ({ position: Number(row.position) - 1, batchId: row.batch_id }))
}

/** An array literal of values without commas, quotes or blanks; much cheaper than the driver's own for thousands. */
function literal(values: readonly string[]): string {
  return `{${values.join(',')}}`
}

export async function countDrops(tx: Tx, day: string, counts: ReadonlyMap<string, number>): Promise<void> {
  if (counts.size === 0) return
  await sql`
    INSERT INTO intake_drops (day, reason, count)
    SELECT ${day}::date, reason, count FROM unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::bigint[]) AS d (reason, count)
    ORDER BY reason
    ON CONFLICT (day, reason) DO UPDATE SET count = intake_drops.count + excluded.count`.execute(tx)
}

export async function selectDrops(
  db: Db,
  since: string,
): Promise<{ day: string; reason: string; count: string }[]> {
  return tables<HistoryTables>(db)
    .selectFrom('intake_drops')
    .select(['day', 'reason', 'count'])
    .where('day', '>=', since)
    .orderBy('day', 'desc')
    .orderBy('reason')
    .limit(1_000)
    .execute()
}

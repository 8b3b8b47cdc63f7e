/** What a round takes up and writes down: the lock over all processes, what waits, and the outcome. */
import { sql } from 'kysely'

import { type Db, holdLock, rowSource, tables, type Tx } from '#/platform/db/index.ts'

import { predictedFields } from './segment.ts'
import { type Segment, segmentColumns } from './store.ts'
import type { SegmentTables } from './tables.ts'

/** One round at a time over all processes; a killed one gives it free at once. */
export async function lockRounds(hold: Tx): Promise<void> {
  await holdLock(hold, 'segments.rounds')
}

export type Waiting = {
  work: boolean
  dueAt: Date | null
  /** Some segment is kept right, so that somebody may wait for the next round. */
  watched: boolean
}

/** Whether anything waits, and when the clock is next to be looked at: one look, whatever there is. */
export async function findWaiting(db: Db | Tx): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    SELECT EXISTS (SELECT FROM history_arrivals) OR EXISTS (SELECT FROM profile_changes)
        OR EXISTS (SELECT FROM segments WHERE state = 'building') AS work,
      (SELECT min(due_at) FROM segments WHERE state IN ('ready', 'failed')) AS "dueAt",
      EXISTS (SELECT FROM segments WHERE state IN ('building', 'ready')) AS watched`.execute(db)
  return rows[0] ?? { work: false, dueAt: null, watched: false }
}

export type ProfileChange = { id: string; customers: number[] }

const mostStatements = 500

/** The oldest changes, of about so many customers; `more`: others may wait behind them. */
export async function selectProfileChanges(
  db: Db | Tx,
  people: number,
): Promise<{ rows: ProfileChange[]; more: boolean }> {
  const { rows } = await sql<ProfileChange & { before: string }>`
    SELECT id, customers, sum_before AS before FROM (
      SELECT id, customers,
        sum(cardinality(customers)) OVER (ORDER BY id) - cardinality(customers) AS sum_before
      FROM (SELECT id, customers FROM profile_changes ORDER BY id LIMIT ${mostStatements}) oldest) summed
    WHERE sum_before < ${people} ORDER BY id`.execute(db)
  const last = rows.at(-1)
  const summed = last === undefined ? 0 : Number(last.before) + last.customers.length
  return { rows, more: rows.length === mostStatements || summed >= people }
}

export async function forgetProfileChanges(tx: Tx, rows: readonly string[]): Promise<void> {
  if (rows.length === 0) return
  await sql`DELETE FROM profile_changes WHERE id = ANY(${`{${rows.join(',')}}`}::bigint[])`.execute(tx)
}

/** Greater than any before, whatever becomes of the transaction. */
export async function nextProfileVersion(db: Db | Tx): Promise<string> {
  const { rows } = await sql<{ version: string }>`SELECT nextval('profile_versions') AS version`.execute(db)
  return rows[0]?.version ?? '0'
}

/** Of the newest copy there may be; 0 before the first. */
export async function lastProfileVersion(db: Db | Tx): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS version FROM profile_versions`.execute(db)
  return rows[0]?.version ?? '0'
}

/** Those the rounds keep right. */
export async function findAwake(tx: Tx): Promise<Segment[]> {
  return tables<SegmentTables>(tx)
    .selectFrom('segments')
    .select(segmentColumns)
    .where('state', 'in', ['building', 'ready'])
    .orderBy('id')
    .execute()
}

/** Of these, those whose rule still is what the round went by; locked, so that it stays so. */
export async function lockUnchanged(tx: Tx, segments: readonly Segment[]): Promise<Set<string>> {
  if (segments.length === 0) return new Set()
  const rows = await tables<SegmentTables>(tx)
    .selectFrom('segments')
    .select(['id', 'rule_version as ruleVersion'])
    .where(
      'id',
      'in',
      segments.map((segment) => segment.id),
    )
    .where('state', 'in', ['building', 'ready'])
    .orderBy('id')
    .forUpdate()
    .execute()
  const rules = new Map(rows.map((row) => [row.id, row.ruleVersion]))
  return new Set(segments.filter(({ id, ruleVersion }) => rules.get(id) === ruleVersion).map(({ id }) => id))
}

export type Outcome = {
  id: string
  builtRule: number
  membersVersion: string
  people: number
  asOf: Date
  dueAt: Date | null
}

export async function saveOutcomes(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return
  const source = rowSource<Outcome>(
    outcomes,
    {
      id: ['uuid', (row) => row.id],
      built_rule: ['int', (row) => row.builtRule],
      members_version: ['bigint', (row) => row.membersVersion],
      people: ['int', (row) => row.people],
      as_of: ['timestamptz', (row) => row.asOf],
      due_at: ['timestamptz', (row) => row.dueAt],
    },
    'g',
  )
  await sql`
    UPDATE segments s SET state = 'ready', problem = NULL, built_rule = g.built_rule,
      members_version = g.members_version, people = g.people, as_of = g.as_of, due_at = g.due_at
    FROM ${source} WHERE s.id = g.id`.execute(tx)
}

/** It is left alone until its rule is changed or its time comes to be tried once more. */
export async function saveFailure(
  tx: Tx,
  given: { id: string; problem: string; again: Date },
): Promise<void> {
  await tables<SegmentTables>(tx)
    .updateTable('segments')
    .set({ state: 'failed', problem: given.problem, built_rule: null, due_at: given.again })
    .where('id', '=', given.id)
    .execute()
}

/** What failed may have been the moment's fault. */
export async function reviveDue(tx: Tx, now: Date): Promise<void> {
  await tables<SegmentTables>(tx)
    .updateTable('segments')
    .set({ state: 'building', due_at: null })
    .where('state', '=', 'failed')
    .where('due_at', '<=', now)
    .execute()
}

/** Segments that ask predictions are right as of no moment any more, and due at once; how many there are. */
export async function forgetAnswers(tx: Tx, at: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE segments SET as_of = NULL, due_at = ${at}
    WHERE state = 'ready' AND jsonb_path_query_array(definition, '$.**.field') ?| ${[...predictedFields]}::text[]`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}

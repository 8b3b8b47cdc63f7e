/** Rows of segments on PostgreSQL: made, read, locked, changed. */
import type { SegmentDefinition } from '@vefa/contract'
import { sql } from 'kysely'

import { type Db, holdLock, tables, type Tx } from '#/platform/db/index.ts'
import { foldForSearch } from '#/platform/text/fold.ts'

import type { SegmentState, SegmentTables } from './tables.ts'

export type Segment = {
  id: string
  name: string
  note: string
  definition: SegmentDefinition
  readyMade: string | null
  state: SegmentState
  problem: string | null
  version: number
  ruleVersion: number
  builtRule: number | null
  /** 64 bits as text. */
  membersVersion: string
  people: number | null
  asOf: Date | null
  dueAt: Date | null
  createdBy: string
  createdAt: Date
  updatedAt: Date
}

export const segmentColumns = [
  'id',
  'name',
  'note',
  'definition',
  'ready_made as readyMade',
  'state',
  'problem',
  'version',
  'rule_version as ruleVersion',
  'built_rule as builtRule',
  'members_version as membersVersion',
  'people',
  'as_of as asOf',
  'due_at as dueAt',
  'created_by as createdBy',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

export type NewSegment = Pick<
  Segment,
  'id' | 'name' | 'note' | 'definition' | 'readyMade' | 'createdBy' | 'createdAt'
>

/** Wakes the rounds of all processes on commit; `build` without waiting for more to come. */
export async function signalRounds(tx: Db | Tx): Promise<void> {
  await sql`SELECT pg_notify('vefa_segments', 'build')`.execute(tx)
}

export async function insertSegment(tx: Tx, segment: NewSegment): Promise<void> {
  await tables<SegmentTables>(tx)
    .insertInto('segments')
    .values({
      id: segment.id,
      name: segment.name,
      name_folded: foldForSearch(segment.name),
      note: segment.note,
      definition: JSON.stringify(segment.definition),
      ready_made: segment.readyMade,
      state: 'building',
      created_by: segment.createdBy,
      created_at: segment.createdAt,
      updated_at: segment.createdAt,
    })
    .execute()
}

export async function findSegment(db: Db | Tx, id: string): Promise<Segment | undefined> {
  return tables<SegmentTables>(db)
    .selectFrom('segments')
    .select(segmentColumns)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function findSegments(db: Db | Tx, ids: readonly string[]): Promise<Segment[]> {
  if (ids.length === 0) return []
  return tables<SegmentTables>(db)
    .selectFrom('segments')
    .select(segmentColumns)
    .where('id', 'in', [...ids])
    .execute()
}

export async function lockSegment(tx: Tx, id: string): Promise<Segment | undefined> {
  return tables<SegmentTables>(tx)
    .selectFrom('segments')
    .select(segmentColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export type SegmentChange = {
  name?: string | undefined
  note?: string | undefined
  definition?: SegmentDefinition | undefined
  state?: SegmentState | undefined
  at: Date
}

/** Counts the version up; a new rule is built anew, and so is a segment that comes back. */
export async function updateSegment(tx: Tx, id: string, change: SegmentChange): Promise<void> {
  const { name, note, definition, state, at } = change
  const anew = definition !== undefined || state === 'building'
  await tables<SegmentTables>(tx)
    .updateTable('segments')
    .set((of) => ({
      version: of('version', '+', 1),
      updated_at: at,
      ...(name !== undefined && { name, name_folded: foldForSearch(name) }),
      ...(note !== undefined && { note }),
      ...(definition && { definition: JSON.stringify(definition) }),
      ...(anew && { rule_version: of('rule_version', '+', 1), state: 'building' as const, problem: null }),
      ...(state === 'archived' && { state, due_at: null }),
    }))
    .where('id', '=', id)
    .execute()
}

/** Rules change one after the other, so that two changes at once cannot close a circle. */
export async function lockDefinitions(tx: Tx): Promise<void> {
  await holdLock(tx, 'segments.definitions')
}

export type NamedDefinition = Pick<Segment, 'id' | 'name' | 'state' | 'definition'>

/** Every segment's rule; a shop has tens of them, not thousands. */
export async function findDefinitions(db: Db | Tx): Promise<NamedDefinition[]> {
  return tables<SegmentTables>(db)
    .selectFrom('segments')
    .select(['id', 'name', 'state', 'definition'])
    .execute()
}

/** Segments not put away whose rule asks for this one. */
export async function segmentsAsking(
  db: Db | Tx,
  id: string,
): Promise<{ kind: 'segment'; id: string; name: string }[]> {
  const { rows } = await sql<{ kind: 'segment'; id: string; name: string }>`
    SELECT 'segment' AS kind, id, name FROM segments
    WHERE state <> 'archived' AND id <> ${id}::uuid AND jsonb_path_exists(definition,
      '$.** ? (@.kind == "segment" && @.segmentId == $asked)', ${JSON.stringify({ asked: id })}::jsonb)
    ORDER BY name COLLATE "tr-x-icu", id`.execute(db)
  return rows
}

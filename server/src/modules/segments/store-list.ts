/** Pages of segments by keyset, with their size a week ago. */
import { type RawBuilder, sql } from 'kysely'

import type { Db } from '#/platform/db/index.ts'

import type { Segment } from './store.ts'

export type SegmentSort = 'name' | 'people' | 'updated'

export type SegmentPosition = { key: string; id: string }

export type ListedSegment = Pick<
  Segment,
  'id' | 'name' | 'note' | 'state' | 'readyMade' | 'people' | 'asOf' | 'createdBy' | 'createdAt' | 'updatedAt'
> & { peopleWeekAgo: number | null; key: string }

type Order = {
  column: RawBuilder<unknown>
  type: RawBuilder<unknown>
  direction: RawBuilder<unknown>
  beyond: RawBuilder<unknown>
}

const down = { direction: sql`DESC`, beyond: sql`<` }
/** Moments by their microseconds, so that the text of a cursor is the very value. */
const orders: Record<SegmentSort, Order> = {
  name: {
    column: sql`s.name COLLATE "tr-x-icu"`,
    type: sql`text`,
    direction: sql`ASC`,
    beyond: sql`>`,
  },
  people: { column: sql`coalesce(s.people, -1)`, type: sql`int`, ...down },
  updated: { column: sql`s.updated_at`, type: sql`timestamptz`, ...down },
}

export type ListQuestion = {
  sort: SegmentSort
  archived: boolean
  /** Under the search fold. */
  text: string
  after: SegmentPosition | null
  /** Today in the shop, `YYYY-MM-DD`. */
  today: string
  limit: number
}

export async function listSegmentRows(db: Db, asked: ListQuestion): Promise<ListedSegment[]> {
  const { column, type, direction, beyond } = orders[asked.sort]
  const conditions = [asked.archived ? sql`s.state = 'archived'` : sql`s.state <> 'archived'`]
  if (asked.text !== '') conditions.push(sql`strpos(s.name_folded, ${asked.text}) > 0`)
  if (asked.after)
    conditions.push(sql`(${column}, s.id) ${beyond} (${asked.after.key}::${type}, ${asked.after.id}::uuid)`)
  const { rows } = await sql<ListedSegment>`
    SELECT s.id, s.name, s.note, s.state, s.ready_made AS "readyMade", s.people, s.as_of AS "asOf",
      s.created_by AS "createdBy", s.created_at AS "createdAt", s.updated_at AS "updatedAt", (${column})::text AS key,
      ${peopleWeekAgo(asked.today)} AS "peopleWeekAgo"
    FROM segments s WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY ${column} ${direction}, s.id ${direction} LIMIT ${asked.limit}`.execute(db)
  return rows
}

/** As of the last day written at least a week ago; days without change have no row. */
function peopleWeekAgo(today: string): RawBuilder<unknown> {
  return sql`(SELECT d.people FROM segment_days d WHERE d.segment_id = s.id AND d.day <= ${today}::date - 7
    ORDER BY d.day DESC LIMIT 1)`
}

export async function findPeopleWeekAgo(db: Db, id: string, today: string): Promise<number | null> {
  const { rows } = await sql<{ people: number | null }>`
    SELECT ${peopleWeekAgo(today)} AS people FROM segments s WHERE s.id = ${id}::uuid`.execute(db)
  return rows[0]?.people ?? null
}

export type ChangedSegment = { id: string; name: string; people: number; entered: number; left: number }

/** Segments people entered or left from a day on, those that changed most first; not those made since. */
export async function findChangedSegments(
  db: Db,
  { from, since, limit }: { from: string; since: Date; limit: number },
): Promise<ChangedSegment[]> {
  const { rows } = await sql<ChangedSegment>`
    SELECT s.id, s.name, s.people, d.entered, d.departed AS "left"
    FROM segments s CROSS JOIN LATERAL (
      SELECT coalesce(sum(entered), 0)::int AS entered, coalesce(sum(departed), 0)::int AS departed
      FROM segment_days WHERE segment_id = s.id AND day >= ${from}::date) d
    WHERE s.state = 'ready' AND s.created_at < ${since} AND s.people IS NOT NULL AND d.entered + d.departed > 0
    ORDER BY abs(d.entered - d.departed) DESC, d.entered + d.departed DESC, s.id LIMIT ${limit}`.execute(db)
  return rows
}

export async function findFailedSegments(
  db: Db,
  limit: number,
): Promise<{ id: string; name: string; since: Date }[]> {
  const { rows } = await sql<{ id: string; name: string; since: Date }>`
    SELECT id, name, updated_at AS since FROM segments WHERE state = 'failed'
    ORDER BY updated_at DESC, id DESC LIMIT ${limit}`.execute(db)
  return rows
}

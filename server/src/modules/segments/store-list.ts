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

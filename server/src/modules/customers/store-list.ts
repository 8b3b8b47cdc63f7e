/** Pages of the list by keyset, in either direction from any position, and bounded counts. */
import { type RawBuilder, sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

import type { ListFilters, ListOrder, Position, SortName } from './list-terms.ts'
import { conditionOf } from './store-filters.ts'
import { type CustomerSummary, summaryColumns } from './store-summaries.ts'

/** Each sort has an index `(column DESC NULLS LAST, id DESC)`, read forwards or backwards. */
const sorts: Record<SortName, { column: RawBuilder<unknown>; type: RawBuilder<unknown> }> = {
  seen: { column: sql`c.last_seen_at`, type: sql`timestamptz` },
  name: { column: sql`c.name COLLATE "tr-x-icu"`, type: sql`text` },
  spent: { column: sql`c.spent`, type: sql`numeric` },
  orders: { column: sql`c.order_count`, type: sql`int` },
  lastOrder: { column: sql`c.last_order_at`, type: sql`timestamptz` },
  since: { column: sql`c.first_seen_at`, type: sql`timestamptz` },
  city: { column: sql`c.city COLLATE "tr-x-icu"`, type: sql`text` },
}

export type ListRow = CustomerSummary & { key: string | null }

type Walk = { filters: ListFilters; order: ListOrder; limit: number }

/** Customers after a position, or from the start; those without a value of the sort come last in both directions. */
export async function listAfter(db: Db | Tx, walk: Walk, after: Position | null): Promise<ListRow[]> {
  const valued = after?.key === null ? [] : await readPart(db, walk, { part: 'valued', after })
  if (valued.length >= walk.limit) return valued
  const rest = { ...walk, limit: walk.limit - valued.length }
  const from = after?.key === null ? after : null
  return [...valued, ...(await readPart(db, rest, { part: 'empty', after: from }))]
}

/** The one customer right before a position. */
export async function oneBefore(
  db: Db | Tx,
  walk: Omit<Walk, 'limit'>,
  at: Position,
): Promise<number | null> {
  const back: Walk = {
    ...walk,
    limit: 1,
    order: { sort: walk.order.sort, direction: walk.order.direction === 'asc' ? 'desc' : 'asc' },
  }
  const near = await readPart(db, back, { part: at.key === null ? 'empty' : 'valued', after: at })
  if (near[0] || at.key !== null) return near[0]?.id ?? null
  const last = await readPart(db, back, { part: 'valued', after: null })
  return last[0]?.id ?? null
}

type Part = { part: 'valued' | 'empty'; after: Position | null }

async function readPart(db: Db | Tx, walk: Walk, { part, after }: Part): Promise<ListRow[]> {
  const { column, type } = sorts[walk.order.sort]
  const down = walk.order.direction === 'desc'
  const beyond = down ? sql`<` : sql`>`
  const conditions = [
    conditionOf(walk.filters),
    part === 'valued' ? sql`${column} IS NOT NULL` : sql`${column} IS NULL`,
  ]
  if (after && part === 'empty') conditions.push(sql`c.id ${beyond} ${after.id}`)
  if (after && part === 'valued')
    conditions.push(sql`(${column}, c.id) ${beyond} (${after.key}::${type}, ${after.id}::int)`)
  const { rows } = await sql<ListRow>`
    SELECT ${summaryColumns}, (${column})::text AS key FROM customers c
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY ${column} ${down ? sql`DESC NULLS LAST` : sql`ASC NULLS FIRST`}, c.id ${down ? sql`DESC` : sql`ASC`}
    LIMIT ${walk.limit}`.execute(db)
  return rows
}

/** Where a customer stands in a sort, whether or not the filters hold for it. */
export async function findPosition(db: Db | Tx, id: number, sort: SortName): Promise<Position | null> {
  const { column } = sorts[sort]
  const { rows } = await sql<Position>`
    SELECT (${column})::text AS key, c.id FROM customers c WHERE c.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Counts up to `most`, and stops there. */
export async function countUpTo(db: Db | Tx, filters: ListFilters, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM customers c WHERE ${conditionOf(filters)} LIMIT ${most}) counted`.execute(db)
  return rows[0]?.count ?? 0
}

/** Numbers of customers the filters hold for, in order of number, after the given one. */
export async function idsAfter(
  db: Db | Tx,
  filters: ListFilters,
  page: { after: number; limit: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT c.id FROM customers c WHERE ${conditionOf(filters)} AND c.id > ${page.after}
    ORDER BY c.id LIMIT ${page.limit}`.execute(db)
  return rows.map((row) => row.id)
}

/** Which classes and sources occur; loose index walks, so that it stays cheap with a million rows. */
export async function findOccurring(db: Db | Tx): Promise<{ classes: string[]; sources: string[] }> {
  const classes = await sql<{ value: string }>`
    WITH RECURSIVE walk AS (
      (SELECT rfm_class AS value FROM customers WHERE merged_into IS NULL AND rfm_class IS NOT NULL ORDER BY rfm_class LIMIT 1)
      UNION ALL
      SELECT (SELECT rfm_class FROM customers WHERE merged_into IS NULL AND rfm_class IS NOT NULL AND rfm_class > walk.value
        ORDER BY rfm_class LIMIT 1) FROM walk WHERE walk.value IS NOT NULL
    ) SELECT value FROM walk WHERE value IS NOT NULL`.execute(db)
  const sources = await sql<{ value: string }>`
    SELECT DISTINCT source AS value FROM (
      SELECT source FROM customers WHERE merged_into IS NULL AND known
      ORDER BY last_seen_at DESC NULLS LAST, id DESC LIMIT 5000) recent ORDER BY 1`.execute(db)
  return { classes: classes.rows.map((row) => row.value), sources: sources.rows.map((row) => row.value) }
}

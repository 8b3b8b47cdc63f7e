/** The only PostgreSQL of insight: members of the named groups as last reckoned. */
import { sql } from 'kysely'

import { type Db, holdLock, tables, type Tx } from '#/platform/db/index.ts'

import type { GapBasis, Group, Reason } from './groups.ts'
import type { InsightTables } from './tables.ts'

export type MemberRow = {
  group: Group
  customerId: number
  value: string
  why: Reason[]
  usualGapDays: number
  gapBasis: GapBasis
}

/** Replaces all members of all groups. Call in a transaction, so that nobody sees half of them. */
export async function replaceMembers(tx: Tx, members: readonly MemberRow[], at: Date): Promise<void> {
  await tables<InsightTables>(tx).deleteFrom('group_members').execute()
  if (members.length === 0) return
  await sql`
    INSERT INTO group_members (group_name, customer_id, value, why, usual_gap_days, gap_basis, reckoned_at)
    SELECT m."group", m."customerId", m.value, m.why, m."usualGapDays", m."gapBasis", ${at}
    FROM json_to_recordset(${JSON.stringify(members)}::json) AS m ("group" text, "customerId" int, value numeric(18,4),
      why jsonb, "usualGapDays" real, "gapBasis" text)
    JOIN customers c ON c.id = m."customerId"`.execute(tx)
}

export type Totals = {
  reference: string | null
  buyers: number
  cells: { recency: number; frequencyMonetary: number; people: number }[]
  classes: { name: string; people: number; spent: string }[]
}

export async function saveTotals(tx: Tx, totals: Totals, at: Date): Promise<void> {
  const row = {
    reckoned_at: at,
    reference: totals.reference,
    buyers: totals.buyers,
    cells: JSON.stringify(totals.cells),
    classes: JSON.stringify(totals.classes),
  }
  await tables<InsightTables>(tx)
    .insertInto('reckonings')
    .values({ one: true, ...row })
    .onConflict((conflict) => conflict.column('one').doUpdateSet(row))
    .execute()
}

/** What the last reckoning found; null before the first. */
export async function loadTotals(db: Db): Promise<(Totals & { reckonedAt: Date }) | null> {
  const row = await tables<InsightTables>(db).selectFrom('reckonings').selectAll().executeTakeFirst()
  if (!row) return null
  const { reckoned_at: reckonedAt, reference, buyers, cells, classes } = row
  return {
    reckonedAt,
    reference,
    buyers,
    cells: cells as Totals['cells'],
    classes: classes as Totals['classes'],
  }
}

/** Reckonings may not overtake each other; a second one waits for the first. */
export async function lockReckoning(tx: Tx): Promise<void> {
  await holdLock(tx, 'insight.reckoning')
}

export type GroupTotal = { group: Group; people: number; value: string; reckonedAt: Date }

export async function groupTotals(db: Db): Promise<GroupTotal[]> {
  const rows = await tables<InsightTables>(db)
    .selectFrom('group_members')
    .select((of) => [
      'group_name as group',
      of.fn.countAll<string>().as('people'),
      of.fn.sum<string>('value').as('value'),
      of.fn.max('reckoned_at').as('reckonedAt'),
    ])
    .groupBy('group_name')
    .execute()
  return rows.map((row) => ({ ...row, group: row.group as Group, people: Number(row.people) }))
}

export type MemberAfter = { value: string; customerId: number }

/** Members from the greatest value down, after the one given. */
export async function membersAfter(
  db: Db,
  given: { group: Group; after: MemberAfter | null; limit: number },
): Promise<Omit<MemberRow, 'group'>[]> {
  const rows = await tables<InsightTables>(db)
    .selectFrom('group_members')
    .select([
      'customer_id as customerId',
      'value',
      'why',
      'usual_gap_days as usualGapDays',
      'gap_basis as gapBasis',
    ])
    .where('group_name', '=', given.group)
    .$if(given.after !== null, (query) =>
      query.where(
        sql<boolean>`(value, customer_id) < (${given.after?.value}::numeric, ${given.after?.customerId}::int)`,
      ),
    )
    .orderBy('value', 'desc')
    .orderBy('customer_id', 'desc')
    .limit(given.limit)
    .execute()
  return rows.map((row) => ({ ...row, why: row.why as Reason[], gapBasis: row.gapBasis as GapBasis }))
}

/** Customer numbers of a group in order, after the one given. */
export async function memberIdsAfter(
  db: Db,
  given: { group: Group; after: number; limit: number },
): Promise<number[]> {
  const rows = await tables<InsightTables>(db)
    .selectFrom('group_members')
    .select('customer_id')
    .where('group_name', '=', given.group)
    .where('customer_id', '>', given.after)
    .orderBy('customer_id')
    .limit(given.limit)
    .execute()
  return rows.map((row) => row.customer_id)
}

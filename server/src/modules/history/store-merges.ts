/** On PostgreSQL: whom the customer numbers of the event store stand for, and which month is being folded. */
import { sql } from 'kysely'

import { type Db, holdLock, shareLock, tables, type Tx } from '#/platform/db/index.ts'

import type { HistoryTables } from './tables.ts'

export type StandIn = { customer: number; standsFor: number }

/** `liesAt`: numbers its rows may carry in the event store besides its own; only `standsFor` when it is folded. */
export type Mapped = StandIn & { liesAt: number[]; changedAt: Date }

const unfolded = sql<boolean>`lies_at <> ARRAY[stands_for]`

/** What is known of these customers and of everybody who stands for one of them. */
export async function selectMapped(db: Db | Tx, ids: readonly number[]): Promise<Mapped[]> {
  return tables<HistoryTables>(db)
    .selectFrom('history_merges')
    .select(['customer', 'stands_for as standsFor', 'lies_at as liesAt', 'changed_at as changedAt'])
    .where((where) => where.or([where('stands_for', 'in', [...ids]), where('customer', 'in', [...ids])]))
    .execute()
}

export async function saveStandIns(db: Db | Tx, rows: readonly StandIn[], at: Date): Promise<void> {
  const customers = rows.map((row) => row.customer)
  const standsFor = rows.map((row) => row.standsFor)
  await sql`
    INSERT INTO history_merges (customer, stands_for, changed_at, lies_at)
    SELECT customer, stands_for, ${at}::timestamptz, ARRAY[customer]
    FROM unnest(${customers}::int[], ${standsFor}::int[]) AS m (customer, stands_for)
    ON CONFLICT (customer) DO UPDATE SET stands_for = excluded.stands_for, changed_at = excluded.changed_at`.execute(
    db,
  )
}

/** Every mapping that touches the events of one customer: theirs, and those of others whose rows lie among theirs. */
export async function selectMappedAround(db: Db, customer: number): Promise<Mapped[]> {
  return tables<HistoryTables>(db)
    .selectFrom('history_merges')
    .select(['customer', 'stands_for as standsFor', 'lies_at as liesAt', 'changed_at as changedAt'])
    .where((where) =>
      where.or([
        where('stands_for', '=', customer),
        where('customer', '=', customer),
        sql<boolean>`lies_at @> ARRAY[${customer}]::int[]`,
      ]),
    )
    .execute()
}

/** How many wait to be folded that were changed before the given moment. */
export async function countUnfolded(db: Db, before: Date): Promise<number> {
  const row = await tables<HistoryTables>(db)
    .selectFrom('history_merges')
    .select(sql<string>`count(*)`.as('count'))
    .where(unfolded)
    .where('changed_at', '<', before)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** From now on rows of those changed before the given moment may lie at either number; answers whom. */
export async function beginFold(db: Db, before: Date): Promise<number[]> {
  const rows = await tables<HistoryTables>(db)
    .updateTable('history_merges')
    .set({ lies_at: sql`array_remove(lies_at, stands_for) || stands_for` })
    .where(unfolded)
    .where('changed_at', '<', before)
    .returning('customer')
    .execute()
  return rows.map((row) => row.customer)
}

/** Every mapping the events do not carry yet. */
export async function selectAllUnfolded(db: Db | Tx): Promise<(StandIn & { liesAt: number[] })[]> {
  return tables<HistoryTables>(db)
    .selectFrom('history_merges')
    .select(['customer', 'stands_for as standsFor', 'lies_at as liesAt'])
    .where(unfolded)
    .orderBy('customer')
    .execute()
}

/** Those of these customers that have not changed since the given moment are folded. */
export async function markFolded(db: Db, customers: readonly number[], before: Date): Promise<void> {
  await tables<HistoryTables>(db)
    .updateTable('history_merges')
    .set({ lies_at: sql`ARRAY[stands_for]` })
    .where(sql<boolean>`customer = ANY (${customers}::int[])`)
    .where('changed_at', '<', before)
    .execute()
}

export async function openFold(db: Db, month: number, at: Date): Promise<void> {
  await tables<HistoryTables>(db)
    .insertInto('history_folds')
    .values({ month, started_at: at })
    .onConflict((conflict) => conflict.column('month').doNothing())
    .execute()
}

export async function closeFold(db: Db, month: number): Promise<void> {
  await tables<HistoryTables>(db).deleteFrom('history_folds').where('month', '=', month).execute()
}

export async function selectOpenFolds(db: Db): Promise<number[]> {
  const rows = await tables<HistoryTables>(db).selectFrom('history_folds').select('month').execute()
  return rows.map((row) => row.month)
}

/** Appending and rewriting a month exclude each other, over all processes; appends do not exclude appends. */
const appendLock = 'history.append'

/** The book of orders is settled by one at a time. */
export async function lockSettling(tx: Tx): Promise<void> {
  await holdLock(tx, 'history.settling')
}

/** Sheets of orders are added by one at a time. */
export async function lockSheets(tx: Tx): Promise<void> {
  await holdLock(tx, 'history.sheets')
}

/** Held until the transaction ends; waits while a month is being rewritten. */
export async function shareAppendLock(hold: Tx): Promise<void> {
  await shareLock(hold, appendLock)
}

export async function holdAppendLock(tx: Tx): Promise<void> {
  await holdLock(tx, appendLock)
}

/** Currency rates: units of the reporting currency for one unit of another, each from its day on. */
import { sql } from 'kysely'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { TeamTables } from './tables.ts'

export type RateRow = { currency: string; day: string; rate: string; source: string }

export async function selectRates(
  db: Db,
  filter: { currency?: string | undefined; before?: string | undefined; limit: number },
): Promise<RateRow[]> {
  let query = ratesQuery(db).orderBy('day', 'desc').orderBy('currency').limit(filter.limit)
  if (filter.currency) query = query.where('currency', '=', filter.currency)
  if (filter.before) query = query.where('day', '<', filter.before)
  return query.execute()
}

/** Every rate, oldest first for each currency: a few thousand rows for years of days. */
export async function selectAllRates(db: Db | Tx): Promise<RateRow[]> {
  return ratesQuery(db).orderBy('currency').orderBy('day').execute()
}

export async function anyRate(db: Db | Tx): Promise<boolean> {
  const row = await tables<TeamTables>(db)
    .selectFrom('currency_rates')
    .select('day')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function ratesQuery(db: Db | Tx) {
  return tables<TeamTables>(db)
    .selectFrom('currency_rates')
    .select(['currency', 'day', 'source', sql<string>`trim_scale(rate)::text`.as('rate')])
}

export async function lockRate(tx: Tx, key: { currency: string; day: string }): Promise<RateRow | undefined> {
  return ratesQuery(tx)
    .where('currency', '=', key.currency)
    .where('day', '=', key.day)
    .forUpdate()
    .executeTakeFirst()
}

export async function upsertRate(tx: Tx, row: RateRow): Promise<void> {
  await tables<TeamTables>(tx)
    .insertInto('currency_rates')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['currency', 'day']).doUpdateSet({ rate: row.rate, source: row.source }),
    )
    .execute()
}

export async function deleteRate(tx: Tx, key: { currency: string; day: string }): Promise<void> {
  await tables<TeamTables>(tx)
    .deleteFrom('currency_rates')
    .where('currency', '=', key.currency)
    .where('day', '=', key.day)
    .execute()
}

/** SQL of blocked addresses. */
import { sql } from 'kysely'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { DeliveryTables } from './tables.ts'

export type Suppression = { address: string; reason: string; source: string; at: Date }

export async function suppressedAmong(
  db: Db | Tx,
  channel: string,
  addresses: readonly string[],
): Promise<Set<string>> {
  if (addresses.length === 0) return new Set()
  const rows = await tables<DeliveryTables>(db)
    .selectFrom('suppressions')
    .select('address')
    .where('channel', '=', channel)
    .where(sql<boolean>`address = ANY(${addresses}::text[])`)
    .execute()
  return new Set(rows.map((row) => row.address))
}

/** The first reason stays. Returns whether it is new. */
export async function insertSuppression(
  db: Db | Tx,
  suppression: Suppression & { channel: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables<DeliveryTables>(db)
    .insertInto('suppressions')
    .values(suppression)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function deleteSuppression(
  db: Db | Tx,
  channel: string,
  address: string,
): Promise<Suppression | undefined> {
  return tables<DeliveryTables>(db)
    .deleteFrom('suppressions')
    .where('channel', '=', channel)
    .where('address', '=', address)
    .returning(['address', 'reason', 'source', 'at'])
    .executeTakeFirst()
}

export async function listSuppressionRows(
  db: Db | Tx,
  given: { after: { at: Date; id: string } | undefined; limit: number },
): Promise<Suppression[]> {
  let query = tables<DeliveryTables>(db)
    .selectFrom('suppressions')
    .select(['address', 'reason', 'source', 'at'])
    .orderBy('at', 'desc')
    .orderBy('address', 'desc')
    .limit(given.limit)
  if (given.after) query = query.where(sql<boolean>`(at, address) < (${given.after.at}, ${given.after.id})`)
  return query.execute()
}

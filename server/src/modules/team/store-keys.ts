/** API keys; only their hash is kept. */
import type { KeyScope, Language } from '@vefa/contract'
import { sql } from 'kysely'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { TeamTables } from './tables.ts'

export type KeyRow = {
  id: string
  name: string
  scope: KeyScope
  start: string
  storeId: number | null
  createdBy: string | null
  lastUsedAt: Date | null
  revokedAt: Date | null
  createdAt: Date
}

/** Working ones first, then the newest. */
export async function selectKeys(db: Db): Promise<KeyRow[]> {
  return keysQuery(db)
    .orderBy('api_keys.revoked_at', (order) => order.desc().nullsFirst())
    .orderBy('api_keys.created_at', 'desc')
    .limit(1000)
    .execute()
}

export async function lockKey(tx: Tx, id: string): Promise<KeyRow | undefined> {
  return keysQuery(tx).where('api_keys.id', '=', id).forUpdate('api_keys').executeTakeFirst()
}

function keysQuery(db: Db | Tx) {
  return tables<TeamTables>(db)
    .selectFrom('api_keys')
    .leftJoin('users', 'users.id', 'api_keys.created_by')
    .select([
      'api_keys.id',
      'api_keys.name',
      'api_keys.scope',
      'api_keys.key_start as start',
      'api_keys.store_id as storeId',
      'users.name as createdBy',
      'api_keys.last_used_at as lastUsedAt',
      'api_keys.revoked_at as revokedAt',
      'api_keys.created_at as createdAt',
    ])
}

export async function insertKey(
  tx: Tx,
  row: {
    id: string
    name: string
    scope: KeyScope
    hash: string
    start: string
    storeId: number | null
    createdBy: string | null
    now: Date
  },
): Promise<void> {
  await tables<TeamTables>(tx)
    .insertInto('api_keys')
    .values({
      id: row.id,
      name: row.name,
      scope: row.scope,
      key_hash: row.hash,
      key_start: row.start,
      store_id: row.storeId,
      created_by: row.createdBy,
      created_at: row.now,
    })
    .execute()
}

export async function revokeKeyRow(tx: Tx, id: string, now: Date): Promise<void> {
  await tables<TeamTables>(tx).updateTable('api_keys').set({ revoked_at: now }).where('id', '=', id).execute()
}

export type UsableKey = {
  id: string
  name: string
  scope: KeyScope
  /** The key's own store, or the oldest one not archived; null when there is none. */
  storeId: number | null
  lastUsedAt: Date | null
  /** Of the shop, for texts an answer may carry. */
  language: Language
}

/** The key with this hash unless it is revoked. */
export async function selectUsableKey(db: Db, hash: string): Promise<UsableKey | undefined> {
  const { rows } = await sql<UsableKey>`
    SELECT k.id, k.name, k.scope, k.last_used_at AS "lastUsedAt",
      coalesce(k.store_id, (SELECT min(s.id) FROM stores s WHERE s.archived_at IS NULL)) AS "storeId",
      coalesce((SELECT value->>'language' FROM settings WHERE name = 'shop'), 'tr') AS language
    FROM api_keys k WHERE k.key_hash = ${hash} AND k.revoked_at IS NULL`.execute(db)
  return rows[0]
}

export async function touchKey(db: Db, id: string, now: Date): Promise<void> {
  await tables<TeamTables>(db)
    .updateTable('api_keys')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .execute()
}

/** API keys: made and shown once, listed, revoked. */
import type { KeyScope } from '@vefa/contract'

import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { hashToken, newId, newToken } from '#/platform/ids.ts'

import { audit } from './audit.ts'
import { refuse } from './errors.ts'
import { listStores } from './shop.ts'
import { insertKey, type KeyRow, lockKey, revokeKeyRow, selectKeys } from './store-keys.ts'

type Using = Pick<App, 'db' | 'clock'>

/** Every key begins with it, so that a key is known as ours wherever it turns up. */
export const keyPrefix = 'vefa_'

/** How much of a key is kept readable. */
const shown = keyPrefix.length + 10

export type ApiKey = Omit<KeyRow, 'lastUsedAt' | 'revokedAt' | 'createdAt'> & {
  lastUsedAt: string | null
  revokedAt: string | null
  createdAt: string
}

export async function listKeys(app: Pick<App, 'db'>): Promise<ApiKey[]> {
  return (await selectKeys(app.db)).map(keyOf)
}

/** The key itself is in this answer and nowhere else. @throws `store_not_found` */
export async function createKey(
  app: Using,
  actor: Actor,
  input: { name: string; scope: KeyScope; storeId?: number | undefined },
): Promise<{ apiKey: ApiKey; key: string }> {
  const now = app.clock.now()
  const key = `${keyPrefix}${input.scope}_${newToken(32)}`
  const row = {
    id: newId(now),
    name: input.name,
    scope: input.scope,
    start: key.slice(0, shown),
    storeId: input.storeId ?? null,
  }
  await inTransaction(app.db, async (tx) => {
    await checkStore({ db: tx }, input.storeId)
    await insertKey(tx, {
      ...row,
      hash: hashToken(key),
      createdBy: actor.kind === 'user' ? actor.id : null,
      now,
    })
    await audit({ ...app, db: tx }, actor, {
      action: 'key.create',
      subject: { kind: 'key', id: row.id },
      after: { name: row.name, scope: row.scope, storeId: row.storeId },
    })
  })
  const made = { ...row, createdBy: actor.name, lastUsedAt: null, revokedAt: null, createdAt: now }
  return { apiKey: keyOf(made), key }
}

/** Revoking twice is the same as once. @throws `key_not_found` */
export async function revokeKey(app: Using, actor: Actor, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const row = await lockKey(tx, id)
    if (!row) throw refuse('key_not_found')
    if (row.revokedAt) return
    await revokeKeyRow(tx, id, app.clock.now())
    await audit({ ...app, db: tx }, actor, {
      action: 'key.revoke',
      subject: { kind: 'key', id },
      before: { name: row.name, scope: row.scope },
    })
  })
}

async function checkStore(app: Parameters<typeof listStores>[0], storeId: number | undefined): Promise<void> {
  if (storeId === undefined) return
  const stores = await listStores(app)
  if (!stores.some((store) => store.id === storeId)) throw refuse('store_not_found', { storeId })
}

function keyOf(row: KeyRow): ApiKey {
  return {
    ...row,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

/** Stores: adding, changing, taking out of use. Their history stays whatever happens. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'

import { audit } from './audit.ts'
import { refuse } from './errors.ts'
import { checkPlace } from './place.ts'
import {
  addStore as insertStore,
  archiveStoreRow,
  listAllStores,
  lockStores,
  saveStore,
  type Store,
  type StoreState,
} from './shop.ts'

type Using = Pick<App, 'db' | 'clock'>

export async function storesFor(app: Pick<App, 'db'>, input: { archived: boolean }): Promise<StoreState[]> {
  const stores = await listAllStores(app)
  return stores.filter((store) => input.archived || !store.archived)
}

/** @throws `currency_unknown`, `time_zone_unknown` */
export async function createStore(app: Using, actor: Actor, input: Omit<Store, 'id'>): Promise<Store> {
  checkPlace(input)
  return inTransaction(app.db, async (tx) => {
    const within = { ...app, db: tx }
    const id = await insertStore(within, input)
    await audit(within, actor, { action: 'store.add', subject: { kind: 'store', id }, after: input })
    return { ...input, id }
  })
}

export type StoreChange = { [Field in keyof Omit<Store, 'id'>]?: Store[Field] | undefined } & { id: number }

/** @throws `store_not_found`, `currency_unknown`, `time_zone_unknown` */
export async function updateStore(app: Using, actor: Actor, input: StoreChange): Promise<Store> {
  checkPlace(input)
  return inTransaction(app.db, async (tx) => {
    const within = { ...app, db: tx }
    const { archived: _, ...before } = await storeInUse(within, input.id)
    const after: Store = {
      id: before.id,
      name: input.name ?? before.name,
      kind: input.kind ?? before.kind,
      url: input.url === undefined ? before.url : input.url,
      currency: input.currency ?? before.currency,
      timeZone: input.timeZone ?? before.timeZone,
    }
    await saveStore(within, after)
    await audit(within, actor, {
      action: 'store.update',
      subject: { kind: 'store', id: input.id },
      before,
      after,
    })
    return after
  })
}

/** @throws `store_not_found`; `store_needed` for the last one in use */
export async function archiveStore(app: Using, actor: Actor, id: number): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const within = { ...app, db: tx }
    const before = await storeInUse(within, id)
    const others = (await listAllStores(within)).filter((store) => !store.archived && store.id !== id)
    if (others.length === 0) throw refuse('store_needed')
    await archiveStoreRow(within, id, app.clock.now())
    await audit(within, actor, {
      action: 'store.archive',
      subject: { kind: 'store', id },
      before: { name: before.name },
    })
  })
}

async function storeInUse(app: { db: Tx }, id: number): Promise<StoreState> {
  const store = (await lockStores(app)).find((candidate) => candidate.id === id && !candidate.archived)
  if (!store) throw refuse('store_not_found', { storeId: id })
  return store
}

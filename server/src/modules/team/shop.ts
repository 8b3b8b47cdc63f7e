/** The shop as a whole: its name, languages, reporting currency, time zone and look; and its stores. */
import { z } from 'zod'

import type { App } from '#/platform/app.ts'
import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { TeamTables } from './tables.ts'

export const shopSettings = z.object({
  name: z.string(),
  language: z.enum(['tr', 'en']),
  /** All figures are shown in it. */
  currency: z.string(),
  timeZone: z.string(),
  /** Address and sender of mails, colour and logo of what shoppers see. */
  brand: z.object({
    color: z.string().default('#00727a'),
    logoUrl: z.string().default(''),
    senderName: z.string().default(''),
    senderAddress: z.string().default(''),
    postalAddress: z.string().default(''),
  }),
})

export type Shop = z.infer<typeof shopSettings>

/** The shop's settings; null before the first run. */
export async function findShop(app: { db: Db | Tx }): Promise<Shop | null> {
  const row = await tables<TeamTables>(app.db)
    .selectFrom('settings')
    .select('value')
    .where('name', '=', 'shop')
    .executeTakeFirst()
  return row ? shopSettings.parse(row.value) : null
}

export async function saveShop(app: Pick<App, 'clock'> & { db: Db | Tx }, shop: Shop): Promise<void> {
  const now = app.clock.now()
  const value = JSON.stringify(shopSettings.parse(shop))
  await tables<TeamTables>(app.db)
    .insertInto('settings')
    .values({ name: 'shop', value, updated_at: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, updated_at: now }))
    .execute()
}

/** A marketplace's customers are not ours to write to. */
export type StoreKind = 'web' | 'marketplace' | 'retail'

export type Store = {
  id: number
  name: string
  kind: StoreKind
  currency: string
  timeZone: string
  url: string | null
}

/** Every store not archived, oldest first: the first is the default of imports and keys. */
export async function listStores(app: { db: Db | Tx }): Promise<Store[]> {
  const rows = await tables<TeamTables>(app.db)
    .selectFrom('stores')
    .select(['id', 'name', 'kind', 'currency', 'time_zone as timeZone', 'url'])
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows
}

export async function addStore(
  app: Pick<App, 'clock'> & { db: Db | Tx },
  store: Omit<Store, 'id'>,
): Promise<number> {
  const { id } = await tables<TeamTables>(app.db)
    .insertInto('stores')
    .values({
      name: store.name,
      kind: store.kind,
      url: store.url,
      currency: store.currency,
      time_zone: store.timeZone,
      created_at: app.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type StoreState = Store & { archived: boolean }

/** Archived ones too, oldest first. */
export async function listAllStores(app: { db: Db | Tx }): Promise<StoreState[]> {
  const rows = await tables<TeamTables>(app.db)
    .selectFrom('stores')
    .select(['id', 'name', 'kind', 'currency', 'time_zone as timeZone', 'url', 'archived_at'])
    .orderBy('id')
    .execute()
  return rows.map(({ archived_at, ...store }) => Object.assign(store, { archived: archived_at !== null }))
}

/** Locks every store, so that the last one in use is not archived from two sides. */
export async function lockStores(app: { db: Tx }): Promise<StoreState[]> {
  await tables<TeamTables>(app.db).selectFrom('stores').select('id').orderBy('id').forUpdate().execute()
  return listAllStores(app)
}

export async function saveStore(app: { db: Tx }, store: Store): Promise<void> {
  const { id, name, kind, url, currency, timeZone } = store
  await tables<TeamTables>(app.db)
    .updateTable('stores')
    .set({ name, kind, url, currency, time_zone: timeZone })
    .where('id', '=', id)
    .execute()
}

export async function archiveStoreRow(app: { db: Tx }, id: number, now: Date): Promise<void> {
  await tables<TeamTables>(app.db)
    .updateTable('stores')
    .set({ archived_at: now })
    .where('id', '=', id)
    .execute()
}

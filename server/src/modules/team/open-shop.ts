/** The beginning of a shop: its settings and a first store. */
import type { Language } from '@vefa/contract'

import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import type { Tx } from '#/platform/db/index.ts'

import { audit } from './audit.ts'
import { addStore, findShop, listStores, saveShop } from './shop.ts'

export type ShopStart = { name: string; language: Language; currency: string; timeZone: string }

/** Makes what is missing: a script or the sample shop may have been here before. */
export async function openShop(
  app: Pick<App, 'clock'> & { db: Tx },
  actor: Actor,
  shop: ShopStart,
): Promise<void> {
  const { name, language, currency, timeZone } = shop
  if ((await findShop(app)) === null) {
    const brand = { color: '#00727a', logoUrl: '', senderName: name, senderAddress: '', postalAddress: '' }
    await saveShop(app, { name, language, currency, timeZone, brand })
    await audit(app, actor, { action: 'shop.create', subject: { kind: 'shop', id: 'shop' }, after: shop })
  }
  if ((await listStores(app)).length > 0) return
  const id = await addStore(app, { name, kind: 'web', url: null, currency, timeZone })
  await audit(app, actor, {
    action: 'store.add',
    subject: { kind: 'store', id },
    after: { name, kind: 'web', currency, timeZone },
  })
}

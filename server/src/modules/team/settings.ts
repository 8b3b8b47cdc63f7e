/** The shop's settings as people see and change them. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { audit } from './audit.ts'
import { refuse } from './errors.ts'
import { checkPlace } from './place.ts'
import { findShop, saveShop, type Shop } from './shop.ts'
import { anyRate } from './store-rates.ts'

/** @throws `shop_missing` before the first run */
export async function getShop(app: Pick<App, 'db'>): Promise<Shop> {
  const shop = await findShop(app)
  if (!shop) throw refuse('shop_missing')
  return shop
}

export type ShopChange = { [Field in keyof Shop]?: Shop[Field] | undefined }

/** @throws `shop_missing`, `currency_unknown`, `time_zone_unknown`, `currency_has_rates` */
export async function updateShop(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  change: ShopChange,
): Promise<Shop> {
  checkPlace(change)
  return inTransaction(app.db, async (tx) => {
    const within = { ...app, db: tx }
    const before = await getShop(within)
    const after: Shop = {
      name: change.name ?? before.name,
      language: change.language ?? before.language,
      currency: change.currency ?? before.currency,
      timeZone: change.timeZone ?? before.timeZone,
      brand: change.brand ?? before.brand,
    }
    // Rates are units of the reporting currency; under another one they would say something false.
    if (after.currency !== before.currency && (await anyRate(tx))) throw refuse('currency_has_rates')
    await saveShop(within, after)
    await audit(within, actor, {
      action: 'shop.update',
      subject: { kind: 'shop', id: 'shop' },
      before,
      after,
    })
    return after
  })
}

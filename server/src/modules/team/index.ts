/** The front door of team. */
import type { Room } from '#/platform/room.ts'

export { teamApi } from './http.ts'
export { audit } from './audit.ts'
export type { AuditEntry } from './audit.ts'
export { addStore, findShop, listStores, saveShop } from './shop.ts'
export type { Shop, Store } from './shop.ts'

export const team: Room = { name: 'team' }

import { sql } from 'kysely'
import type { Db, Tx } from '#/platform/db/index.ts'
import { convertAmount } from '#/platform/money/money.ts'
import { findShop } from './shop.ts'

export type Rates = {
  reporting: string
  toReporting(amount: string, currency: string, day: string): string | null
}
export async function ratesFor(app: { db: Db | Tx }): Promise<Rates> {
  const shop = await findShop(app)
  const { rows } = await sql<{ currency: string; day: string; rate: string }>`
    SELECT currency, day::text AS day, rate::text AS rate FROM currency_rates ORDER BY day DESC`.execute(
    app.db,
  )
  const reporting = shop?.currency ?? 'TRY'
  return {
    reporting,
    toReporting: (amount, currency, day) => {
      if (currency === reporting) return amount
      const row = rows.find((row) => row.currency === currency && row.day <= day)
      return row ? convertAmount(amount, row.rate, 2) : null
    },
  }
}

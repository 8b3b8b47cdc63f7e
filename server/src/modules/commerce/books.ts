/** How the shop's books see a moment and an amount: the calendar day of a store, the reporting currency. */
import { listStores, type Rates, ratesFor } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import { refuse } from './errors.ts'

export type Books = {
  /** Whether the store is there and not archived. */
  knows(storeId: number): boolean
  /** 'YYYY-MM-DD' in the store's time zone. */
  dayOf(storeId: number, moment: Date): string
  /** The currency a store sells in. */
  currencyOf(storeId: number): string
  toReporting: Rates['toReporting']
}

export async function openBooks(app: Pick<App, 'clock'> & { db: Db | Tx }): Promise<Books> {
  const [stores, rates] = [await listStores(app), await ratesFor(app)]
  const formats = new Map(stores.map((store) => [store.id, dayFormat(store.timeZone)]))
  const currencies = new Map(stores.map((store) => [store.id, store.currency]))
  return {
    knows: (storeId) => currencies.has(storeId),
    currencyOf: (storeId) => {
      const currency = currencies.get(storeId)
      if (currency === undefined) throw refuse('store_not_found', { id: storeId })
      return currency
    },
    dayOf: (storeId, moment) => {
      const format = formats.get(storeId)
      if (format === undefined) throw refuse('store_not_found', { id: storeId })
      return format.format(moment)
    },
    toReporting: (amount, currency, day) => rates.toReporting(amount, currency, day),
  }
}

/** Swedish writes days as ISO 8601 does. */
function dayFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
}

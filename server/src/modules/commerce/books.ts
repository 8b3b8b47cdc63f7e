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
      return format(moment)
    },
    toReporting: (amount, currency, day) => rates.toReporting(amount, currency, day),
  }
}

const quarter = 15 * 60_000
/** The last zone that was not whole quarters of an hour from UTC gave that up in January 1972. */
const sinceQuarters = Date.UTC(1972, 1)

/** Asked of many moments that lie together, it answers most of them without forming the day anew. */
function dayFormat(timeZone: string): (moment: Date) => string {
  // Swedish writes days as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const last = { slot: Number.NaN, day: '' }
  return (moment) => {
    const slot = Math.floor(moment.getTime() / quarter)
    if (slot === last.slot && moment.getTime() >= sinceQuarters) return last.day
    last.slot = slot
    last.day = format.format(moment)
    return last.day
  }
}

/** Turns any amount into the reporting currency by the rates kept, read once for many amounts. */
import { type Db, type Tx } from '#/platform/db/index.ts'
import { minorUnits } from '#/platform/money/currency.ts'
import { convertAmount } from '#/platform/money/money.ts'

import { type RateSteps, rateOn } from './rate-table.ts'
import { findShop } from './shop.ts'
import { selectAllRates } from './store-rates.ts'

export type Rates = {
  /** The currency all figures are shown in. */
  reporting: string
  /**
   * An exact decimal in the reporting currency, rounded to its smallest coin; null when no rate is known for the day
   * (`YYYY-MM-DD`). The reporting currency itself is one to one.
   */
  toReporting(amount: string, currency: string, day: string): string | null
  /** The first day (`YYYY-MM-DD`) a rate of this currency is known for; null without one. */
  since(currency: string): string | null
}

/** Before the first run the reporting currency is the Turkish lira, since a shop is Turkish unless it says otherwise. */
export async function ratesFor(app: { db: Db | Tx }): Promise<Rates> {
  const [shop, rows] = await Promise.all([findShop(app), selectAllRates(app.db)])
  const reporting = shop?.currency ?? 'TRY'
  const decimals = minorUnits(reporting)
  const table = new Map<string, RateSteps>(
    Object.entries(Object.groupBy(rows, (row) => row.currency)).map(([currency, steps]) => [
      currency,
      steps ?? [],
    ]),
  )
  return {
    reporting,
    since: (currency) => table.get(currency)?.[0]?.day ?? null,
    toReporting: (amount, currency, day) => {
      if (currency === reporting) return amount
      const rate = rateOn(table.get(currency) ?? [], day)
      return rate === null ? null : convertAmount(amount, rate, decimals)
    },
  }
}

/** What rooms above ask about products, many at once. */
import type { App } from '#/platform/app.ts'

import { type ProductFact, type ProductKey, selectProductFacts } from './store-product-facts.ts'

/** By `store:id`; unknown products are absent. */
export async function productFacts(
  app: Pick<App, 'db'>,
  products: readonly ProductKey[],
): Promise<Map<string, ProductFact>> {
  const rows = await selectProductFacts(app.db, products)
  return new Map(rows.map((row) => [`${row.storeId}:${row.externalId}`, row]))
}

/** Titles by `store:id`. */
export async function productTitles(
  app: Pick<App, 'db'>,
  products: readonly ProductKey[],
): Promise<Map<string, string>> {
  const facts = await productFacts(app, products)
  return new Map([...facts].map(([key, { title }]) => [key, title]))
}

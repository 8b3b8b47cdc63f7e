/** What people call the keys of rows: names of stores and titles of products. */
import { productTitles } from '#/modules/commerce/index.ts'
import { listStores } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'

/** A function from key to label; null where the key says it all. Products are keyed by `store:id`. */
export async function labelsOf(
  app: Pick<App, 'db'>,
  by: string,
  keys: readonly string[],
): Promise<(key: string) => string | null> {
  if (by === 'store') {
    const names = new Map((await listStores(app)).map((store) => [String(store.id), store.name]))
    return (key) => names.get(key) ?? null
  }
  if (by === 'product') {
    const titles = await productTitles(app, keys.map(productOf))
    return (key) => titles.get(key) ?? null
  }
  return () => null
}

/** `1:SKU-7` → the product SKU-7 of store 1. */
export function productOf(key: string): { storeId: number; externalId: string } {
  const colon = key.indexOf(':')
  return { storeId: Number(key.slice(0, colon)), externalId: key.slice(colon + 1) }
}

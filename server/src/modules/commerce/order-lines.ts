/** Lines of orders and the catalogue: leads each line to its product, and adds products only orders have named. */
import type { Db, Tx } from '#/platform/db/index.ts'
import type { App } from '#/platform/app.ts'

import type { OrderState } from './order-state.ts'
import { productSearchText, productsOfLines } from './product-rules.ts'
import type { LineRow } from './store.ts'
import {
  type CatalogueEntry,
  findCatalogue,
  findCosts,
  findVariants,
  insertLineProducts,
  type VariantCost,
} from './store-products.ts'
import type { WholeDraft } from './whole-draft.ts'

export type Catalogue = {
  product(storeId: number, externalId: string): CatalogueEntry | undefined
  variant(productId: number, externalId: string): number | null
  /** Fills categories, brands and costs the lines do not say. */
  describe(order: OrderState): void
}

/** The products these orders name, after those unknown were added. */
export async function knowProducts(
  app: Pick<App, 'clock'> & { db: Db | Tx },
  drafts: readonly WholeDraft[],
): Promise<Catalogue> {
  const named = productsOfLines(drafts)
  const known = await findCatalogue(app.db, [...named.values()])
  const entries = new Map(known.map((entry) => [`${entry.storeId}:${entry.externalId}`, entry]))
  const unknown = [...named.entries()].filter(([key]) => !entries.has(key)).map(([, product]) => product)
  const added = await insertLineProducts(
    app.db,
    unknown.map((product) => ({
      ...product,
      title: product.title || product.externalId,
      searchText: productSearchText(product),
    })),
    app.clock.now(),
  )
  for (const entry of added) entries.set(`${entry.storeId}:${entry.externalId}`, entry)
  const variants = await findVariants(app.db, variantKeys(drafts, entries))
  const costs = await costsOf(
    app.db,
    [...entries.values()].map((entry) => entry.id),
  )
  return {
    product: (storeId, externalId) => entries.get(`${storeId}:${externalId}`),
    variant: (productId, externalId) => variants.get(`${productId}:${externalId}`) ?? null,
    describe: (order) => {
      for (const line of order.lines) {
        const entry = entries.get(`${order.storeId}:${line.productId}`)
        line.category ||= entry?.category ?? ''
        line.brand ||= entry?.brand ?? ''
        line.cost ??= entry ? costs(entry.id, line.variantId, order.currency) : null
      }
    },
  }
}

type CostOf = (productId: number, variantId: string, currency: string) => string | null

/** What one piece costs now: of the variant sold, or of any when all cost the same. */
async function costsOf(db: Db | Tx, productIds: readonly number[]): Promise<CostOf> {
  const byProduct = new Map<number, VariantCost[]>()
  for (const cost of await findCosts(db, productIds)) {
    byProduct.set(cost.productId, [...(byProduct.get(cost.productId) ?? []), cost])
  }
  return (productId, variantId, currency) => {
    const known = (byProduct.get(productId) ?? []).filter((cost) => cost.currency === currency)
    const sold = known.find((cost) => cost.externalId === variantId)
    if (sold) return sold.cost
    const [first] = known
    return first && known.every((cost) => cost.cost === first.cost) ? first.cost : null
  }
}

function variantKeys(drafts: readonly WholeDraft[], entries: ReadonlyMap<string, CatalogueEntry>) {
  return drafts.flatMap(({ storeId, lines }) =>
    lines.flatMap((line) => {
      const entry = line.variantId ? entries.get(`${storeId}:${line.productId}`) : undefined
      return entry && line.variantId ? [{ productId: entry.id, externalId: line.variantId }] : []
    }),
  )
}

export function linesOf(order: OrderState, orderId: string, catalogue: Catalogue): LineRow[] {
  return order.lines.map((line) => {
    const entry = catalogue.product(order.storeId, line.productId)
    return {
      ...line,
      orderId,
      catalogueId: entry?.id ?? null,
      variantNumber: entry && line.variantId !== '' ? catalogue.variant(entry.id, line.variantId) : null,
    }
  })
}

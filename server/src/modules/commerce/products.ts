/** Products as people look through them, and one with everything known of it. */
import { ratesFor } from '#/modules/team/index.ts'
import type { Db, Tx } from '#/platform/db/index.ts'
import { compareAmounts, ZERO } from '#/platform/money/money.ts'
import { foldForSearch } from '#/platform/text/fold.ts'

import { pageOf, readCursor } from './cursor.ts'
import { refuse } from './errors.ts'
import {
  type ProductFilter,
  type ProductListRow,
  selectCategories,
  selectProduct,
  selectProducts,
  selectSales,
  selectVariants,
} from './store-product-pages.ts'

type Using = { db: Db | Tx }

export type ProductQuery = Omit<ProductFilter, 'words'> & {
  query?: string | undefined
  cursor?: string | undefined
  limit: number
}

const mostWords = 8
const mostCategories = 500

/** Every word of the query must be found in title, brand, category, id, SKU or barcode. @throws `cursor_invalid` */
export async function listProducts(app: Using, input: ProductQuery) {
  const { query, cursor, limit, ...filter } = input
  const words = foldForSearch(query ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, mostWords)
  const page = { after: readCursor(cursor), limit: limit + 1 }
  const found = await selectProducts(app.db, { ...filter, words }, page)
  const { rows, next } = pageOf(found, limit, (row) => ({
    value: '',
    id: String(row.id),
  }))
  return { items: rows.map(productItem), next }
}

function productItem(row: ProductListRow) {
  const { priceFrom, priceTo, currency, ...rest } = row
  const price = priceFrom && priceTo && currency ? { from: priceFrom, to: priceTo, currency } : null
  return { ...rest, price }
}

export function listCategories(app: Using): Promise<string[]> {
  return selectCategories(app.db, mostCategories)
}

/** @throws `product_not_found` */
export async function getProduct(app: Using, id: number) {
  const row = await selectProduct(app.db, id)
  if (!row) throw refuse('product_not_found', { id })
  const variants = await selectVariants(app.db, id)
  const sales = await selectSales(app.db, id)
  const { reporting } = await ratesFor(app)
  const stocks = variants.flatMap((variant) => variant.stock ?? [])
  return {
    id: row.id,
    storeId: row.store_id,
    externalId: row.external_id,
    title: row.title,
    description: row.description,
    brand: row.brand,
    category: row.category,
    status: row.status,
    url: row.url,
    imageUrl: row.image_url,
    version: row.version,
    inCatalogue: row.draft_hash !== null,
    price: priceRange(variants),
    stock: stocks.length === 0 ? null : stocks.reduce((sum, stock) => sum + stock, 0),
    variants: variants.map((variant) => ({
      id: variant.id,
      externalId: variant.external_id,
      sku: variant.sku,
      barcode: variant.barcode,
      title: variant.title,
      price: variant.price,
      compareAtPrice: variant.compare_at_price,
      cost: variant.cost,
      currency: variant.currency,
      stock: variant.stock,
    })),
    sales: { ...sales, currency: reporting, lastSoldAt: sales.lastSoldAt?.toISOString() ?? null },
  }
}

function priceRange(variants: readonly { price: string | null; currency: string }[]) {
  const priced = variants.filter((variant) => variant.price !== null)
  const ordered = priced.toSorted((a, b) => compareAmounts(a.price ?? ZERO, b.price ?? ZERO))
  const [first] = ordered
  const last = ordered.at(-1)
  if (!first?.price || !last?.price) return null
  return { from: first.price, to: last.price, currency: first.currency }
}

/** Products as order lines know them, and how products are found: pure rules. */
import { createHash } from 'node:crypto'

import { foldForSearch } from '#/platform/text/fold.ts'

import type { ProductDraft } from './drafts.ts'
import type { WholeDraft } from './whole-draft.ts'

export type LineProduct = {
  storeId: number
  externalId: string
  title: string
  category: string
  brand: string
}

/**
 * One product for each id named by the lines. Lines write the same product in several ways: the title used most
 * often stands, the last one among equals; category and brand are the last ones said.
 */
export function productsOfLines(orders: readonly WholeDraft[]): Map<string, LineProduct> {
  const products = new Map<string, LineProduct>()
  const titles = new Map<string, Map<string, number>>()
  for (const { storeId, lines } of orders) {
    for (const line of lines) {
      if (line.productId === '') continue
      const key = `${storeId}:${line.productId}`
      const known = products.get(key)
      const counts = titles.get(key) ?? new Map<string, number>()
      titles.set(key, counts.set(line.title, (counts.get(line.title) ?? 0) + 1))
      products.set(key, {
        storeId,
        externalId: line.productId,
        title: mostSaid(counts, known?.title, line.title),
        category: line.category || (known?.category ?? ''),
        brand: line.brand || (known?.brand ?? ''),
      })
    }
  }
  return products
}

/** Keeps up the most frequent title while lines are read: only the one just counted can have overtaken. */
function mostSaid(counts: ReadonlyMap<string, number>, standing: string | undefined, said: string): string {
  if (said === '') return standing ?? ''
  if (standing === undefined) return said
  return (counts.get(said) ?? 0) >= (counts.get(standing) ?? 0) ? said : standing
}

/** Everything a product can be found by, folded. */
export function productSearchText(product: {
  externalId: string
  title: string
  brand?: string
  category?: string
  variants?: readonly { sku?: string; barcode?: string; title?: string }[]
}): string {
  const variants = (product.variants ?? []).flatMap((variant) => [
    variant.sku,
    variant.barcode,
    variant.title,
  ])
  const words = [product.title, product.brand, product.category, product.externalId, ...variants]
  return foldForSearch([...new Set(words.filter(Boolean))].join(' '))
}

/** A name for exactly this draft, as a UUID. */
export function productFingerprint(draft: ProductDraft): string {
  const hex = createHash('sha256').update(JSON.stringify(draft)).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}

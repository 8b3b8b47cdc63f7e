/** Takes in products with their variants, any number at once. */
import type { ProductDraft, SaveReport } from './drafts.ts'
import { productFingerprint, productSearchText } from './product-rules.ts'
import { inTurn, type Writing } from './in-turn.ts'
import { keyOf } from './store.ts'
import { findCatalogue, type ProductRow, upsertProducts, upsertVariants } from './store-products.ts'

/**
 * Saves products; the same (storeId, externalId) is the same product. What a draft leaves out stays; a draft that was
 * taken in before changes nothing, so that a correction by hand outlives the same file.
 */
export async function saveProducts(app: Writing, drafts: readonly ProductDraft[]): Promise<SaveReport> {
  const products = [...new Map(drafts.map((draft) => [keyOf(draft), productRow(draft)])).values()]
  return inTurn(app, async ({ db: tx }) => {
    const known = await findCatalogue(tx, products)
    const hashes = new Map(known.map((entry) => [keyOf(entry), entry.draftHash]))
    const changed = products.filter((product) => hashes.get(keyOf(product)) !== product.hash)
    const now = app.clock.now()
    const ids = await upsertProducts(tx, changed, now)
    const idByKey = new Map(ids.map((row) => [keyOf(row), row.id]))
    const variants = changed.flatMap((product) => {
      const productId = idByKey.get(keyOf(product))
      return productId === undefined ? [] : variantsOf(product).map((variant) => ({ ...variant, productId }))
    })
    await upsertVariants(tx, variants, now)
    const created = changed.filter((product) => !hashes.has(keyOf(product))).length
    return { created, updated: changed.length - created, unchanged: products.length - changed.length }
  })
}

function productRow(draft: ProductDraft): ProductRow {
  return { ...draft, hash: productFingerprint(draft), searchText: productSearchText(draft) }
}

/** Of a variant named twice the last counts: one statement cannot write a row twice. */
function variantsOf(product: ProductRow) {
  return [...new Map((product.variants ?? []).map((variant) => [variant.externalId, variant])).values()]
}

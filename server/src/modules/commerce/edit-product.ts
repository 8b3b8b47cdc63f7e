/** Corrects a product by hand: its status, cost and stock of its variants. */
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'

import type { ProductStatus } from './drafts.ts'
import { refuse } from './errors.ts'
import { getProduct } from './products.ts'
import { inTurn, type Writing } from './in-turn.ts'
import {
  selectProduct,
  selectVariants,
  updateProduct,
  updateVariants,
  type VariantEdit,
} from './store-product-pages.ts'

export type ProductEdit = {
  id: number
  /** The version that was seen. */
  version: number
  status?: ProductStatus | undefined
  variants?: { id: number; cost?: string | null | undefined; stock?: number | null | undefined }[] | undefined
}

/** @throws `product_not_found`, `product_changed`, `variant_not_found` */
export async function editProduct(app: Writing, actor: Actor, edit: ProductEdit) {
  return inTurn(app, async (within) => {
    const tx = within.db
    const row = await selectProduct(tx, edit.id, { lock: true })
    if (!row) throw refuse('product_not_found', { id: edit.id })
    if (row.version !== edit.version) throw refuse('product_changed', { id: edit.id })
    const { before, after } = await variantEdits(tx, edit)
    const now = app.clock.now()
    await updateProduct(tx, edit.id, { status: edit.status, now })
    await updateVariants(tx, after, now)
    await audit(within, actor, {
      action: 'product.update',
      subject: { kind: 'product', id: edit.id },
      before: { status: row.status, variants: before },
      after: { status: edit.status ?? row.status, variants: after },
    })
    return getProduct(within, edit.id)
  })
}

async function variantEdits(
  tx: Parameters<typeof selectVariants>[0],
  edit: ProductEdit,
): Promise<{ before: VariantEdit[]; after: VariantEdit[] }> {
  const known = new Map((await selectVariants(tx, edit.id)).map((variant) => [variant.id, variant]))
  const pairs = (edit.variants ?? []).map(({ id, cost, stock }) => {
    const variant = known.get(id)
    if (!variant) throw refuse('variant_not_found', { id })
    const before = { id, cost: variant.cost, stock: variant.stock }
    return { before, after: { id, cost: pick(cost, before.cost), stock: pick(stock, before.stock) } }
  })
  return { before: pairs.map((pair) => pair.before), after: pairs.map((pair) => pair.after) }
}

/** Absent leaves what stands, null empties it. */
function pick<Value>(said: Value | undefined, standing: Value): Value {
  return said === undefined ? standing : said
}

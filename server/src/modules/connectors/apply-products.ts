/** Products of a file with their variants. */
import { type ProductDraft, saveProducts } from '#/modules/commerce/index.ts'

import { type Prepare, rejectGroup, shelfOf } from './apply.ts'
import type { Draft } from './csv/fields.ts'
import { composeProduct } from './product-draft.ts'

export const prepareProducts: Prepare = async (_app, { of, groups }) => {
  const composed = groups.map((group) => ({
    group,
    product: composeProduct(
      group.rows.map(({ draft }) => draft as Draft<'products'>),
      shelfOf(of),
    ),
  }))
  const products = composed.flatMap(({ product }): ProductDraft[] => (product === null ? [] : [product]))
  return {
    rejects: composed.flatMap(({ group, product }) =>
      product === null ? rejectGroup(group, 'no-identity') : [],
    ),
    counts: {},
    waiting: 0,
    save: async (saving) => ({ products: await saveProducts(saving, products) }),
  }
}

/** What the rows of one product say, as commerce takes it in: pure. */
import type { ProductDraft, VariantDraft } from '#/modules/commerce/index.ts'
import { isCurrency } from '#/platform/money/currency.ts'

import type { Draft } from './csv/fields.ts'
import type { Shelf } from './order-draft.ts'

type Row = Draft<'products'>

/** Rows after the first are further variants, or, without price and number, further pictures. Null: a product without id. */
export function composeProduct(rows: readonly Row[], shelf: Shelf): ProductDraft | null {
  const said = (field: keyof Row): string | undefined => {
    const value = rows.find((row) => row[field] !== undefined)?.[field]
    return typeof value === 'string' ? value : undefined
  }
  const externalId = said('productId') ?? said('sku')
  if (externalId === undefined) return null
  const status = statusOf(said('status'))
  return {
    storeId: shelf.storeId,
    externalId,
    title: (said('title') ?? externalId).slice(0, 500),
    ...cut('description', said('description'), 50_000),
    ...cut('brand', said('brand'), 200),
    ...cut('category', said('category'), 500),
    ...cut('url', said('url'), 2000),
    ...cut('imageUrl', said('imageUrl'), 2000),
    ...(status !== undefined && { status }),
    variants: rows.flatMap((row, index) => variantOf(row, { shelf, first: index === 0, externalId })),
  }
}

function cut<Name extends string>(
  name: Name,
  text: string | undefined,
  max: number,
): { [N in Name]?: string } {
  return (text === undefined ? {} : { [name]: text.slice(0, max) }) as { [N in Name]?: string }
}

function statusOf(word: string | undefined): ProductDraft['status'] {
  const folded = word?.toLowerCase()
  return folded === 'active' || folded === 'draft' || folded === 'archived' ? folded : undefined
}

function variantOf(row: Row, given: { shelf: Shelf; first: boolean; externalId: string }): VariantDraft[] {
  const says = [row.sku, row.barcode, row.price, row.stock, row.cost, row.variant]
  if (says.every((value) => value === undefined)) return []
  const currency = row.currency?.toUpperCase() ?? given.shelf.currency
  const stock = stockOf(row.stock)
  return [
    {
      externalId: row.sku ?? row.variant?.slice(0, 200) ?? given.externalId,
      currency: isCurrency(currency) ? currency : given.shelf.currency,
      ...pick(row, 'sku', 'barcode', 'price', 'compareAtPrice', 'cost'),
      ...cut('title', row.variant, 200),
      ...(stock !== undefined && { stock }),
    },
  ]
}

function pick<K extends 'sku' | 'barcode' | 'price' | 'compareAtPrice' | 'cost'>(row: Row, ...names: K[]) {
  return Object.fromEntries(
    names.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])),
  ) as {
    [N in K]?: string
  }
}

/** Whole pieces, as far as the column reaches. */
function stockOf(quantity: string | undefined): number | undefined {
  if (quantity === undefined) return undefined
  return Math.max(-2_000_000_000, Math.min(2_000_000_000, Math.trunc(Number(quantity))))
}

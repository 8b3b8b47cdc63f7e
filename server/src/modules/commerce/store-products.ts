/** Products and variants in PostgreSQL, written in bulk. */
import { sql } from 'kysely'

import { columnList, type Db, type RowColumns, rowSource, type Tx } from '#/platform/db/index.ts'

import type { ProductDraft, VariantDraft } from './drafts.ts'
import type { LineProduct } from './product-rules.ts'
import type { OrderKey } from './store.ts'

export type CatalogueEntry = {
  id: number
  storeId: number
  externalId: string
  category: string
  brand: string
  draftHash: string | null
}

const keyColumns: RowColumns<OrderKey> = {
  store_id: ['int', (key) => key.storeId],
  external_id: ['text', (key) => key.externalId],
}

export async function findCatalogue(db: Db | Tx, keys: readonly OrderKey[]): Promise<CatalogueEntry[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<CatalogueEntry>`
    SELECT p.id, p.store_id AS "storeId", p.external_id AS "externalId", p.category, p.brand,
      p.draft_hash AS "draftHash"
    FROM products p JOIN ${rowSource(keys, keyColumns, 'k')} USING (store_id, external_id)`.execute(db)
  return rows
}

/** Adds products only order lines have named so far. */
export async function insertLineProducts(
  db: Db | Tx,
  products: readonly (LineProduct & { searchText: string })[],
  now: Date,
): Promise<CatalogueEntry[]> {
  if (products.length === 0) return []
  const columns: RowColumns<LineProduct & { searchText: string }> = {
    ...keyColumns,
    title: ['text', (p) => p.title],
    category: ['text', (p) => p.category],
    brand: ['text', (p) => p.brand],
    search_text: ['text', (p) => p.searchText],
  }
  const { rows } = await sql<CatalogueEntry>`
    INSERT INTO products (${columnList(columns)}, created_at, updated_at)
    SELECT ${columnList(columns)}, ${now}, ${now} FROM ${rowSource(products, columns, 'd')}
    RETURNING id, store_id AS "storeId", external_id AS "externalId", category, brand,
      draft_hash AS "draftHash"`.execute(db)
  return rows
}

export type ProductRow = ProductDraft & { hash: string; searchText: string }

/** Writes products; what a draft leaves out stays as it stands. Returns ids in no order. */
export async function upsertProducts(
  db: Db | Tx,
  products: readonly ProductRow[],
  now: Date,
): Promise<{ id: number; storeId: number; externalId: string }[]> {
  if (products.length === 0) return []
  const columns: RowColumns<ProductRow> = {
    ...keyColumns,
    title: ['text', (p) => p.title],
    description: ['text', (p) => p.description ?? null],
    brand: ['text', (p) => p.brand ?? null],
    category: ['text', (p) => p.category ?? null],
    status: ['text', (p) => p.status ?? null],
    url: ['text', (p) => p.url ?? null],
    image_url: ['text', (p) => p.imageUrl ?? null],
    search_text: ['text', (p) => p.searchText],
    draft_hash: ['uuid', (p) => p.hash],
  }
  const { rows } = await sql<{ id: number; storeId: number; externalId: string }>`
    WITH d AS MATERIALIZED (SELECT * FROM ${rowSource(products, columns, 'd')}),
    changed AS (
      UPDATE products p SET title = d.title, description = coalesce(d.description, p.description),
        brand = coalesce(d.brand, p.brand), category = coalesce(d.category, p.category),
        status = coalesce(d.status, p.status), url = coalesce(d.url, p.url),
        image_url = coalesce(d.image_url, p.image_url), search_text = d.search_text,
        draft_hash = d.draft_hash, version = p.version + 1, updated_at = ${now}
      FROM d WHERE p.store_id = d.store_id AND p.external_id = d.external_id
      RETURNING p.id, p.store_id, p.external_id
    ), added AS (
      INSERT INTO products (${columnList(columns)}, created_at, updated_at)
      SELECT store_id, external_id, title, coalesce(description, ''), coalesce(brand, ''),
        coalesce(category, ''), coalesce(status, 'active'), url, image_url, search_text, draft_hash, ${now}, ${now}
      FROM d WHERE NOT EXISTS (
        SELECT FROM products p WHERE p.store_id = d.store_id AND p.external_id = d.external_id)
      RETURNING id, store_id, external_id
    )
    SELECT id, store_id AS "storeId", external_id AS "externalId" FROM changed
    UNION ALL SELECT id, store_id, external_id FROM added`.execute(db)
  return rows
}

export type VariantRow = VariantDraft & { productId: number }

/** Writes variants; a field the draft leaves out stays, one that it sets to null is emptied. */
export async function upsertVariants(db: Db | Tx, variants: readonly VariantRow[], now: Date): Promise<void> {
  if (variants.length === 0) return
  const columns: RowColumns<VariantRow> = {
    product_id: ['int', (v) => v.productId],
    external_id: ['text', (v) => v.externalId],
    sku: ['text', (v) => v.sku ?? ''],
    barcode: ['text', (v) => v.barcode ?? ''],
    title: ['text', (v) => v.title ?? ''],
    price: ['numeric', (v) => v.price ?? null],
    compare_at_price: ['numeric', (v) => v.compareAtPrice ?? null],
    cost: ['numeric', (v) => v.cost ?? null],
    currency: ['text', (v) => v.currency],
    stock: ['int', (v) => v.stock ?? null],
  }
  const said: RowColumns<VariantRow> = {
    ...columns,
    says_sku: ['bool', (v) => v.sku !== undefined],
    says_barcode: ['bool', (v) => v.barcode !== undefined],
    says_title: ['bool', (v) => v.title !== undefined],
    says_price: ['bool', (v) => v.price !== undefined],
    says_compare_at_price: ['bool', (v) => v.compareAtPrice !== undefined],
    says_cost: ['bool', (v) => v.cost !== undefined],
    says_stock: ['bool', (v) => v.stock !== undefined],
  }
  const fields = ['sku', 'barcode', 'title', 'price', 'compare_at_price', 'cost', 'stock']
  const kept = fields.map(
    (field) => `${field} = CASE WHEN d.says_${field} THEN d.${field} ELSE v.${field} END`,
  )
  await sql`
    WITH d AS MATERIALIZED (SELECT * FROM ${rowSource(variants, said, 'd')}),
    changed AS (
      UPDATE variants v SET ${sql.raw(kept.join(', '))}, currency = d.currency, updated_at = ${now}
      FROM d WHERE v.product_id = d.product_id AND v.external_id = d.external_id
    )
    INSERT INTO variants (${columnList(columns)}, updated_at)
    SELECT ${columnList(columns)}, ${now} FROM d WHERE NOT EXISTS (
      SELECT FROM variants v WHERE v.product_id = d.product_id AND v.external_id = d.external_id)`.execute(db)
}

/** Variant numbers of products by `productId:externalId`. */
export async function findVariants(
  db: Db | Tx,
  keys: readonly { productId: number; externalId: string }[],
): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map()
  const columns: RowColumns<{ productId: number; externalId: string }> = {
    product_id: ['int', (key) => key.productId],
    external_id: ['text', (key) => key.externalId],
  }
  const { rows } = await sql<{ id: number; productId: number; externalId: string }>`
    SELECT v.id, v.product_id AS "productId", v.external_id AS "externalId"
    FROM variants v JOIN ${rowSource(keys, columns, 'k')} USING (product_id, external_id)`.execute(db)
  return new Map(rows.map((row) => [`${row.productId}:${row.externalId}`, row.id]))
}

export type VariantCost = { productId: number; externalId: string; cost: string; currency: string }

/** Variants of these products whose cost is known. */
export async function findCosts(db: Db | Tx, productIds: readonly number[]): Promise<VariantCost[]> {
  if (productIds.length === 0) return []
  const { rows } = await sql<VariantCost>`
    SELECT product_id AS "productId", external_id AS "externalId", cost, currency FROM variants
    WHERE product_id = ANY(${[...productIds]}::int[]) AND cost IS NOT NULL`.execute(db)
  return rows
}

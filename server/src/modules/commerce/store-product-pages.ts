/** Products as lists and pages show them, and edits by hand. */
import { type RawBuilder, sql } from 'kysely'

import { type Db, type RowColumns, rowSource, tables, type Tx } from '#/platform/db/index.ts'

import type { Position } from './cursor.ts'
import type { ProductStatus } from './drafts.ts'
import { likeText } from './store-order-list.ts'
import type { CommerceTables } from './tables.ts'

export type ProductFilter = {
  /** Folded words, each of which must be found. */
  words: readonly string[]
  status?: string | undefined
  storeId?: number | undefined
  category?: string | undefined
  stock?: 'out' | 'in' | undefined
}

export type ProductListRow = {
  id: number
  storeId: number
  externalId: string
  title: string
  brand: string
  category: string
  status: ProductStatus
  imageUrl: string | null
  priceFrom: string | null
  priceTo: string | null
  currency: string | null
  stock: number | null
}

const listColumns = sql.raw(`p.id, p.store_id AS "storeId", p.external_id AS "externalId", p.title, p.brand,
  p.category, p.status, p.image_url AS "imageUrl", v.price_from AS "priceFrom", v.price_to AS "priceTo",
  v.currency, v.stock`)

const variantFigures = sql.raw(`LATERAL (
  SELECT min(price) AS price_from, max(price) AS price_to, min(currency) AS currency, sum(stock)::int AS stock
  FROM variants WHERE product_id = p.id) v ON true`)

/** By title in Turkish order. */
export async function selectProducts(
  db: Db | Tx,
  filter: ProductFilter,
  page: { after: Position | null; limit: number },
): Promise<ProductListRow[]> {
  const conditions = conditionsOf(filter)
  if (page.after) {
    // Titles may be longer than a cursor: the product itself tells where the page before ended.
    conditions.push(sql`(p.title COLLATE "tr-x-icu", p.id) > (
      SELECT q.title COLLATE "tr-x-icu", q.id FROM products q WHERE q.id = ${page.after.id}::bigint)`)
  }
  const { rows } = await sql<ProductListRow>`
    SELECT ${listColumns} FROM products p LEFT JOIN ${variantFigures}
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY p.title COLLATE "tr-x-icu", p.id LIMIT ${page.limit}`.execute(db)
  return rows
}

function conditionsOf(filter: ProductFilter): RawBuilder<unknown>[] {
  const { words, status, storeId, category, stock } = filter
  const conditions: RawBuilder<unknown>[] = [
    sql`true`,
    ...words.map((word) => sql`p.search_text LIKE ${`%${likeText(word)}%`}`),
  ]
  if (status !== undefined) conditions.push(sql`p.status = ${status}`)
  if (storeId !== undefined) conditions.push(sql`p.store_id = ${storeId}`)
  if (category !== undefined) conditions.push(sql`p.category = ${category}`)
  if (stock === 'out') conditions.push(sql`v.stock <= 0`)
  if (stock === 'in') conditions.push(sql`v.stock > 0`)
  return conditions
}

export async function selectProduct(db: Db | Tx, id: number, options: { lock?: boolean } = {}) {
  const query = tables<CommerceTables>(db).selectFrom('products').selectAll().where('id', '=', id)
  return (options.lock ? query.forUpdate() : query).executeTakeFirst()
}

export async function selectVariants(db: Db | Tx, productId: number) {
  return tables<CommerceTables>(db)
    .selectFrom('variants')
    .selectAll()
    .where('product_id', '=', productId)
    .orderBy('id')
    .execute()
}

export type ProductSales = { orders: number; units: string; revenue: string; lastSoldAt: Date | null }

/** Over orders that count; revenue is what the lines brought at the rate of their order. */
export async function selectSales(db: Db | Tx, productId: number): Promise<ProductSales> {
  const { rows } = await sql<ProductSales>`
    SELECT count(DISTINCT o.id)::int AS orders, trim_scale(coalesce(sum(l.quantity), 0))::text AS units,
      coalesce(sum(round(l.total * (o.reporting_total / o.total), 4)), 0)::numeric(18,4) AS revenue,
      max(o.placed_at) AS "lastSoldAt"
    FROM order_lines l JOIN orders o ON o.id = l.order_id
    WHERE l.product_id = ${productId} AND o.counts`.execute(db)
  return rows[0] ?? { orders: 0, units: '0', revenue: '0', lastSoldAt: null }
}

/** By hopping along the index, so that the catalogue is not read. */
export async function selectCategories(db: Db | Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ category: string }>`
    WITH RECURSIVE found AS (
      (SELECT category FROM products WHERE category > '' ORDER BY category LIMIT 1)
      UNION ALL
      SELECT (SELECT p.category FROM products p WHERE p.category > found.category ORDER BY p.category LIMIT 1)
      FROM found WHERE found.category IS NOT NULL
    )
    SELECT category FROM found WHERE category IS NOT NULL LIMIT ${limit}`.execute(db)
  return rows.map((row) => row.category)
}

export async function updateProduct(
  db: Db | Tx,
  id: number,
  change: { status: ProductStatus | undefined; now: Date },
): Promise<void> {
  await tables<CommerceTables>(db)
    .updateTable('products')
    .set((eb) => ({
      ...(change.status !== undefined && { status: change.status }),
      version: eb('version', '+', 1),
      updated_at: change.now,
    }))
    .where('id', '=', id)
    .execute()
}

export type VariantEdit = { id: number; cost: string | null; stock: number | null }

export async function updateVariants(db: Db | Tx, edits: readonly VariantEdit[], now: Date): Promise<void> {
  if (edits.length === 0) return
  const columns: RowColumns<VariantEdit> = {
    id: ['int', (edit) => edit.id],
    cost: ['numeric', (edit) => edit.cost],
    stock: ['int', (edit) => edit.stock],
  }
  await sql`UPDATE variants v SET cost = d.cost, stock = d.stock, updated_at = ${now}
    FROM ${rowSource(edits, columns, 'd')} WHERE v.id = d.id`.execute(db)
}

/** Titles and stock of products, as rooms above show them beside their own figures. */
import { sql } from 'kysely'

import { type Db, type RowColumns, rowSource, type Tx } from '#/platform/db/index.ts'

export type ProductKey = { storeId: number; externalId: string }
export type ProductFact = ProductKey & {
  title: string
  /** Of all variants together; null where none keeps one. */
  stock: number | null
}

export async function selectProductFacts(
  db: Db | Tx,
  products: readonly ProductKey[],
): Promise<ProductFact[]> {
  if (products.length === 0) return []
  const columns: RowColumns<ProductKey> = {
    store_id: ['int', (product) => product.storeId],
    external_id: ['text', (product) => product.externalId],
  }
  const { rows } = await sql<ProductFact>`
    SELECT p.store_id AS "storeId", p.external_id AS "externalId", p.title,
      (SELECT sum(v.stock)::int FROM variants v WHERE v.product_id = p.id) AS stock
    FROM products p JOIN ${rowSource([...products], columns, 'k')} USING (store_id, external_id)`.execute(db)
  return rows
}

/** Halves of orders that came in tables of their own, kept so that the whole can be made whenever another half comes. */
import { sql } from 'kysely'

import { columnList, type Db, type RowColumns, rowSource, type Tx } from '#/platform/db/index.ts'

export type PartName = 'head' | 'lines' | 'payments'

/** `rows` are the mapped rows of one order in one table. */
export type Part = { storeId: number; orderNumber: string; part: PartName; rows: readonly unknown[] }

const columns: RowColumns<Part> = {
  store_id: ['int', (part) => part.storeId],
  order_number: ['text', (part) => part.orderNumber],
  part: ['text', (part) => part.part],
  rows: ['jsonb', (part) => JSON.stringify(part.rows)],
}

/** The same table again replaces what it said before. */
export async function upsertParts(db: Db | Tx, parts: readonly Part[]): Promise<void> {
  if (parts.length === 0) return
  await sql`INSERT INTO order_parts AS p (${columnList(columns)})
    SELECT ${columnList(columns)} FROM ${rowSource(parts, columns, 'd')}
    ON CONFLICT (store_id, order_number, part) DO UPDATE SET rows = excluded.rows
      WHERE p.rows <> excluded.rows`.execute(db)
}

export async function findParts(db: Db | Tx, storeId: number, numbers: readonly string[]): Promise<Part[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<Part>`
    SELECT store_id AS "storeId", order_number AS "orderNumber", part, rows FROM order_parts
    WHERE store_id = ${storeId} AND order_number = ANY(${[...numbers]}::text[])`.execute(db)
  return rows
}

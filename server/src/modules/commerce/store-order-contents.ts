/** What orders are made of, as they stand: for drafts that say nothing of it. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

import type { LineDraft } from './drafts.ts'
import type { Contents } from './whole-draft.ts'

type Line = Required<LineDraft> & { orderId: string }
type Head = Omit<Contents, 'lines'> & { id: string }

/** The contents of each order, by its id. */
export async function contentsOfOrders(db: Db | Tx, ids: readonly string[]): Promise<Map<string, Contents>> {
  if (ids.length === 0) return new Map()
  const heads = await sql<Head>`
    SELECT id, discount, shipping, tax, total, coupon, channel, country, city
    FROM orders WHERE id = ANY(${ids}::bigint[])`.execute(db)
  const lines = await sql<Line>`
    SELECT l.order_id AS "orderId", l.external_product_id AS "productId", coalesce(v.external_id, '') AS "variantId",
      l.sku, l.title, l.category, l.brand, l.quantity, l.unit_price AS "unitPrice", l.discount, l.tax, l.cost
    FROM order_lines l LEFT JOIN variants v ON v.id = l.variant_id
    WHERE l.order_id = ANY(${ids}::bigint[]) ORDER BY l.order_id, l.position`.execute(db)
  const byOrder = Map.groupBy(lines.rows, (line) => line.orderId)
  return new Map(
    heads.rows.map(({ id, ...head }) => [id, { ...head, lines: (byOrder.get(id) ?? []).map(draftOf) }]),
  )
}

/** A line without a known cost says none. */
function draftOf({
  orderId: _orderId,
  cost,
  ...line
}: Omit<Line, 'cost'> & { cost: string | null }): LineDraft {
  return cost === null ? line : { ...line, cost }
}

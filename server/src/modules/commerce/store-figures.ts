/** What each customer's orders amount to, in one statement. */
import { sql } from 'kysely'

import type { CustomerFigures } from '#/modules/customers/index.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

/**
 * Over orders that count (something was sold, not cancelled): how many, the sum of their totals in the reporting
 * currency before refunds, the first and last moment, and the median gap between consecutive orders in whole
 * calendar days of the store (null with fewer than two). Customers without such orders get zeros.
 */
export async function figuresOf(db: Db | Tx, customerIds: readonly number[]): Promise<CustomerFigures[]> {
  const { rows } = await sql<CustomerFigures>`
    SELECT c.id AS "customerId", count(o.placed_at)::int AS "orderCount",
      coalesce(sum(o.reporting_total), 0)::numeric(18,4) AS spent,
      min(o.placed_at) AS "firstOrderAt", max(o.placed_at) AS "lastOrderAt",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY o.gap) AS "usualGapDays"
    FROM unnest(${customerIds}::int[]) AS c(id)
    LEFT JOIN LATERAL (
      SELECT placed_at, reporting_total, placed_on - lag(placed_on) OVER (ORDER BY placed_at, id) AS gap
      FROM orders WHERE customer_id = c.id AND counts
    ) o ON true
    GROUP BY c.id ORDER BY c.id`.execute(db)
  return rows
}

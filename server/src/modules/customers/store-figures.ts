/** Figures that rooms above compute and customers carry, so that lists sort and filter by them. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

export type CustomerFigures = {
  customerId: number
  orderCount: number
  /** Decimal text in the reporting currency. */
  spent: string
  firstOrderAt: Date | null
  lastOrderAt: Date | null
  usualGapDays: number | null
}

export type CustomerClass = {
  customerId: number
  recency: number | null
  frequency: number | null
  monetary: number | null
  rfmClass: string | null
  /** 1 low … 4 high. */
  risk: number | null
}

/**
 * Rows that already say the same are not written again. They are locked in the order of their numbers, in the same step that
 * reads what is new: joined with it afterwards, thousands of each would be compared one by one.
 */
export async function updateFigures(
  db: Db | Tx,
  figures: readonly CustomerFigures[],
  at: Date,
): Promise<void> {
  if (figures.length === 0) return
  await sql`
    WITH f AS (
      SELECT t.* FROM json_to_recordset(${JSON.stringify(figures)}::json) AS t ("customerId" int, "orderCount" int,
        spent numeric(18,4), "firstOrderAt" timestamptz, "lastOrderAt" timestamptz, "usualGapDays" real)
      JOIN customers c ON c.id = t."customerId" ORDER BY c.id FOR NO KEY UPDATE OF c
    )
    UPDATE customers c SET order_count = f."orderCount", spent = f.spent, first_order_at = f."firstOrderAt",
      last_order_at = f."lastOrderAt", usual_gap_days = f."usualGapDays", figures_at = ${at}
    FROM f
    WHERE c.id = f."customerId" AND (c.order_count, c.spent, c.first_order_at, c.last_order_at, c.usual_gap_days)
      IS DISTINCT FROM (f."orderCount", f.spent, f."firstOrderAt", f."lastOrderAt", f."usualGapDays")`.execute(
    db,
  )
}

export async function updateClasses(db: Db | Tx, classes: readonly CustomerClass[], at: Date): Promise<void> {
  if (classes.length === 0) return
  await sql`
    WITH f AS (
      SELECT t.* FROM json_to_recordset(${JSON.stringify(classes)}::json) AS t ("customerId" int, recency smallint,
        frequency smallint, monetary smallint, "rfmClass" text, risk smallint)
      JOIN customers c ON c.id = t."customerId" ORDER BY c.id FOR NO KEY UPDATE OF c
    )
    UPDATE customers c SET rfm_recency = f.recency, rfm_frequency = f.frequency, rfm_monetary = f.monetary,
      rfm_class = f."rfmClass", risk = f.risk, figures_at = ${at}
    FROM f
    WHERE c.id = f."customerId" AND (c.rfm_recency, c.rfm_frequency, c.rfm_monetary, c.rfm_class, c.risk)
      IS DISTINCT FROM (f.recency, f.frequency, f.monetary, f."rfmClass", f.risk)`.execute(db)
}

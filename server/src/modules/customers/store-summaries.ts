/** Customers as rooms above and lists see them: one short row each. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

export type CustomerSummary = {
  id: number
  known: boolean
  name: string | null
  firstName: string | null
  lastName: string | null
  email: string | null
  phone: string | null
  language: string | null
  city: string | null
  country: string | null
  orderCount: number
  /** In the reporting currency, four decimals. */
  spent: string
  firstOrderAt: Date | null
  lastOrderAt: Date | null
  usualGapDays: number | null
  rfmClass: string | null
  risk: number | null
  source: string
  firstSeenAt: Date
  lastSeenAt: Date | null
}

export const summaryColumns = sql`c.id, c.known, c.name, c.first_name AS "firstName", c.last_name AS "lastName",
  c.email, c.phone, c.language, c.city, c.country, c.order_count AS "orderCount", c.spent,
  c.first_order_at AS "firstOrderAt", c.last_order_at AS "lastOrderAt", c.usual_gap_days AS "usualGapDays",
  c.rfm_class AS "rfmClass", c.risk, c.source, c.first_seen_at AS "firstSeenAt", c.last_seen_at AS "lastSeenAt"`

/** Those merged into others and numbers nobody has are left out; the order is not the one asked in. */
export async function findSummaries(db: Db | Tx, ids: readonly number[]): Promise<CustomerSummary[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<CustomerSummary>`
    SELECT ${summaryColumns} FROM customers c
    WHERE c.id = ANY(${[...ids]}::int[]) AND c.merged_into IS NULL`.execute(db)
  return rows
}

/** Rows for questions over everybody, and whom a segment holds for: the only place here that reads a table of segments. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

export type SegmentRow = {
  id: number
  /** Merged into another. */
  gone: boolean
  known: boolean
  name: string | null
  email: string | null
  phone: string | null
  language: string | null
  country: string | null
  region: string | null
  city: string | null
  district: string | null
  gender: string | null
  company: string | null
  source: string
  /** `YYYY-MM-DD`. */
  birthday: string | null
  firstSeenAt: Date
  lastSeenAt: Date | null
  orderCount: number
  /** Decimal text in the reporting currency. */
  spent: string
  firstOrderAt: Date | null
  lastOrderAt: Date | null
  usualGapDays: number | null
  rfmRecency: number | null
  rfmFrequency: number | null
  rfmMonetary: number | null
  rfmClass: string | null
  risk: number | null
  attributes: Record<string, unknown>
}

export async function readSegmentRows(db: Db | Tx, ids: readonly number[]): Promise<SegmentRow[]> {
  const { rows } = await sql<SegmentRow>`
    SELECT id, merged_into IS NOT NULL AS gone, known, name, email, phone, language, country, region, city, district,
      gender, company, source, birthday, first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt",
      order_count AS "orderCount", spent, first_order_at AS "firstOrderAt", last_order_at AS "lastOrderAt",
      usual_gap_days AS "usualGapDays", rfm_recency AS "rfmRecency", rfm_frequency AS "rfmFrequency",
      rfm_monetary AS "rfmMonetary", rfm_class AS "rfmClass", risk, attributes
    FROM customers WHERE id = ANY(${[...ids]}::int[])`.execute(db)
  return rows
}

/**
 * Whom a segment holds for, as one row of bits from customer 0 on; null when there is no such segment. Segments live a
 * floor above, but the list of customers must be able to say "only these" and stay one query.
 */
export async function readSegmentBits(db: Db | Tx, segmentId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ bits: Buffer | null }>`
    SELECT (SELECT string_agg(coalesce(c.bits, ${Buffer.alloc(8_192)}::bytea), ''::bytea ORDER BY n)
      FROM generate_series(0, (SELECT max(chunk) FROM segment_chunks WHERE segment_id = s.id)) n
      LEFT JOIN segment_chunks c ON c.segment_id = s.id AND c.chunk = n) AS bits
    FROM segments s WHERE s.id = ${segmentId}::uuid`.execute(db)
  const [row] = rows
  return row ? (row.bits ?? Buffer.alloc(0)) : null
}

/** Changes of single facts of orders that stand: cancelled, given another customer, converted anew. */
import { sql } from 'kysely'

import { type Db, type RowColumns, rowSource, type Tx } from '#/platform/db/index.ts'

import type { EventOrder } from './order-events.ts'

export type Cancellation = { id: string; at: Date; reason?: string }

const eventOrder = `o.store_id AS "storeId", o.external_id AS "externalId", o.number, o.customer_id AS "customerId",
  o.status, o.cancelled_at AS "cancelledAt", o.currency, o.total, o.reporting_total AS "reportingTotal",
  o.coupon, o.channel, o.country, o.city, o.source`

/**
 * Cancels those not cancelled yet and returns them. An order known from a file is dated by it, so that an older file
 * does not revive it; one known from events is not, since an earlier event may still say what was in it.
 */
export async function markCancelled(
  db: Db | Tx,
  cancellations: readonly Cancellation[],
  now: Date,
): Promise<EventOrder[]> {
  if (cancellations.length === 0) return []
  const columns: RowColumns<Cancellation> = {
    id: ['bigint', (c) => c.id],
    at: ['timestamptz', (c) => c.at],
    reason: ['text', (c) => c.reason ?? ''],
  }
  const { rows } = await sql<EventOrder>`
    UPDATE orders o SET status = 'cancelled', cancelled_at = d.at, cancel_reason = d.reason, updated_at = ${now}, version = o.version + 1,
      source_updated_at = CASE WHEN o.source = 'event' THEN o.source_updated_at
        ELSE greatest(o.source_updated_at, d.at) END
    FROM ${rowSource(cancellations, columns, 'd')} WHERE o.id = d.id AND o.cancelled_at IS NULL
    RETURNING ${sql.raw(eventOrder)}`.execute(db)
  return rows
}

const tablesWithCustomers = ['orders', 'carts', 'refunds'] as const

/** Rows of one customer count for another from now on. */
export async function moveRows(db: Db | Tx, from: number, to: number): Promise<void> {
  for (const table of tablesWithCustomers) {
    await sql`UPDATE ${sql.table(table)} SET customer_id = ${to} WHERE customer_id = ${from}`.execute(db)
  }
}

/** Rows first written for `original` go back to it. */
export async function returnRows(db: Db | Tx, from: number, original: number): Promise<void> {
  for (const table of tablesWithCustomers) {
    await sql`UPDATE ${sql.table(table)} SET customer_id = ${original}
      WHERE customer_id = ${from} AND original_customer_id = ${original}`.execute(db)
  }
}

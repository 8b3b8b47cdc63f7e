/** Orders and refunds nobody could put into the reporting currency when they came, and their amounts once somebody can. */
import { sql } from 'kysely'

import { type Db, type RowColumns, rowSource, type Tx } from '#/platform/db/index.ts'

import type { EventOrder, RefundFact } from './order-events.ts'

export type UnvaluedOrder = EventOrder & { id: string; placedOn: string }
export type UnvaluedRefund = RefundFact & { id: string; orderId: string | null }

type Wanted = { currency: string; firstDay: string; limit: number }

/** Orders in a currency, bought on or after the first day a rate is known for, that still have no reporting total. */
export async function unvaluedOrders(
  tx: Tx,
  { currency, firstDay, limit }: Wanted,
): Promise<UnvaluedOrder[]> {
  const { rows } = await sql<UnvaluedOrder>`
    SELECT o.id, o.placed_on AS "placedOn", o.store_id AS "storeId", o.external_id AS "externalId", o.number,
      o.customer_id AS "customerId", o.status, o.cancelled_at AS "cancelledAt", o.currency, o.total,
      o.reporting_total AS "reportingTotal", o.coupon, o.channel, o.country, o.city, o.source
    FROM orders o
    WHERE o.currency = ${currency} AND o.reporting_total IS NULL AND o.placed_on >= ${firstDay}::date
    LIMIT ${limit} FOR UPDATE`.execute(tx)
  return rows
}

/**
 * The same of refunds, the newest first, so that those just before the first day come last: which day a moment belongs
 * to depends on the store's time zone.
 */
export async function unvaluedRefunds(
  tx: Tx,
  { currency, firstDay, limit }: Wanted,
): Promise<UnvaluedRefund[]> {
  const { rows } = await sql<UnvaluedRefund>`
    SELECT r.id, r.order_id AS "orderId", r.store_id AS "storeId", r.external_id AS "externalId",
      r.order_external_id AS "orderExternalId", r.customer_id AS "customerId", r.amount,
      r.reporting_amount AS "reportingAmount", r.currency, r.kind, r.reason, r.at, r.source
    FROM refunds r
    WHERE r.currency = ${currency} AND r.reporting_amount IS NULL AND r.at >= ${firstDay}::date - interval '1 day'
    ORDER BY r.at DESC LIMIT ${limit} FOR UPDATE`.execute(tx)
  return rows
}

export type Valued = { id: string; amount: string }

const valueColumns: RowColumns<Valued> = {
  id: ['bigint', (row) => row.id],
  amount: ['numeric', (row) => row.amount],
}

export async function setOrderValues(tx: Tx, values: readonly Valued[], now: Date): Promise<void> {
  if (values.length === 0) return
  await sql`UPDATE orders o SET reporting_total = d.amount, updated_at = ${now}
    FROM ${rowSource(values, valueColumns, 'd')} WHERE o.id = d.id`.execute(tx)
}

export async function setRefundValues(tx: Tx, values: readonly Valued[]): Promise<void> {
  if (values.length === 0) return
  await sql`UPDATE refunds r SET reporting_amount = d.amount
    FROM ${rowSource(values, valueColumns, 'd')} WHERE r.id = d.id`.execute(tx)
}

export type EventLineRow = {
  orderId: string
  product: string
  title: string
  category: string
  brand: string
  quantity: string
  value: string
}

/** Lines of these orders as the history tells them. */
export async function eventLinesOf(db: Db | Tx, orderIds: readonly string[]): Promise<EventLineRow[]> {
  const { rows } = await sql<EventLineRow>`
    SELECT order_id AS "orderId", external_product_id AS product, title, category, brand, quantity, total AS value
    FROM order_lines WHERE order_id = ANY(${orderIds}::bigint[]) ORDER BY order_id, position`.execute(db)
  return rows
}

/** Currencies of orders that still have no reporting total, each counted up to `most`, by name. */
export async function unvaluedCurrencies(
  db: Db,
  most: number,
): Promise<{ currency: string; count: number }[]> {
  // One step in the index for each currency, however many orders there are.
  const { rows } = await sql<{ currency: string; count: number }>`
    WITH RECURSIVE known AS (
      (SELECT currency FROM orders WHERE reporting_total IS NULL ORDER BY currency LIMIT 1)
      UNION ALL
      SELECT (SELECT o.currency FROM orders o WHERE o.reporting_total IS NULL AND o.currency > k.currency
        ORDER BY o.currency LIMIT 1) FROM known k WHERE k.currency IS NOT NULL)
    SELECT k.currency, n.count FROM known k CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM (
      SELECT FROM orders o WHERE o.reporting_total IS NULL AND o.currency = k.currency LIMIT ${most}) x) n
    WHERE k.currency IS NOT NULL`.execute(db)
  return rows
}

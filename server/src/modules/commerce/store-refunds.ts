/** Refunds in PostgreSQL, in bulk. */
import { sql } from 'kysely'

import { columnList, type Db, type RowColumns, rowSource, type Tx } from '#/platform/db/index.ts'

import type { RefundFact } from './order-events.ts'
import { type OrderKey } from './store.ts'

export type RefundRow = RefundFact & { orderId: string | null; lines: readonly unknown[] }

const columns = `r.store_id AS "storeId", r.external_id AS "externalId", r.order_external_id AS "orderExternalId",
  r.order_id AS "orderId", r.customer_id AS "customerId", r.currency, r.amount,
  r.reporting_amount AS "reportingAmount", r.kind, r.reason, r.lines, r.at, r.source`

const keyColumns: RowColumns<OrderKey> = {
  store_id: ['int', (key) => key.storeId],
  external_id: ['text', (key) => key.externalId],
}

/** Refunds that name these orders, whether the orders are known yet or not. */
export async function refundsOfOrders(db: Db | Tx, orders: readonly OrderKey[]): Promise<RefundRow[]> {
  if (orders.length === 0) return []
  const { rows } = await sql<RefundRow>`
    SELECT ${sql.raw(columns)} FROM refunds r JOIN ${rowSource(orders, keyColumns, 'k')}
      ON r.store_id = k.store_id AND r.order_external_id = k.external_id
    WHERE r.order_external_id <> ''`.execute(db)
  return rows
}

/** Refunds that stand under these keys. */
export async function findRefunds(db: Db | Tx, keys: readonly OrderKey[]): Promise<RefundRow[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<RefundRow>`
    SELECT ${sql.raw(columns)} FROM refunds r
    JOIN ${rowSource(keys, keyColumns, 'k')} USING (store_id, external_id)`.execute(db)
  return rows
}

const rowColumns: RowColumns<RefundRow> = {
  ...keyColumns,
  order_external_id: ['text', (r) => r.orderExternalId],
  order_id: ['bigint', (r) => r.orderId],
  customer_id: ['int', (r) => r.customerId],
  original_customer_id: ['int', (r) => r.customerId],
  currency: ['text', (r) => r.currency],
  amount: ['numeric', (r) => r.amount],
  reporting_amount: ['numeric', (r) => r.reportingAmount],
  kind: ['text', (r) => r.kind],
  reason: ['text', (r) => r.reason],
  lines: ['jsonb', (r) => JSON.stringify(r.lines)],
  at: ['timestamptz', (r) => r.at],
  source: ['text', (r) => r.source],
}

/** Writes refunds; one that stands under the same key is corrected. */
export async function upsertRefunds(db: Db | Tx, refunds: readonly RefundRow[]): Promise<void> {
  if (refunds.length === 0) return
  const kept = new Set(['store_id', 'external_id', 'original_customer_id', 'customer_id', 'source'])
  const sets = Object.keys(rowColumns)
    .filter((name) => !kept.has(name))
    .map((name) => `${name} = excluded.${name}`)
  await sql`
    INSERT INTO refunds AS r (${columnList(rowColumns)})
    SELECT ${columnList(rowColumns)} FROM ${rowSource(refunds, rowColumns, 'd')}
    ON CONFLICT (store_id, external_id) DO UPDATE SET ${sql.raw(sets.join(', '))},
      customer_id = coalesce(r.customer_id, excluded.customer_id),
      original_customer_id = coalesce(r.original_customer_id, excluded.original_customer_id)`.execute(db)
}

/** Leads refunds that were known before their order to it, and to its customer. */
export async function linkRefunds(db: Db | Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return
  await sql`
    UPDATE refunds r SET order_id = o.id, customer_id = coalesce(r.customer_id, o.customer_id),
      original_customer_id = coalesce(r.original_customer_id, o.customer_id)
    FROM orders o WHERE o.id = ANY(${orderIds}::bigint[]) AND r.store_id = o.store_id
      AND r.order_external_id = o.external_id AND r.order_external_id <> '' AND r.order_id IS NULL`.execute(
    db,
  )
}

/** Adds up again what was given back on these orders, and where their money stands. */
export async function countRefunds(db: Db | Tx, orderIds: readonly string[], now: Date): Promise<void> {
  if (orderIds.length === 0) return
  await sql`
    UPDATE orders o SET refunded = s.refunded, updated_at = ${now}, version = o.version + 1,
      reporting_refunded = CASE WHEN s.unknown THEN NULL ELSE s.reporting END,
      financial_status = CASE WHEN s.refunded <= 0 THEN o.financial_status
        WHEN s.refunded >= o.total THEN 'refunded' ELSE 'partially_refunded' END
    FROM (
      SELECT o.id, coalesce(sum(r.amount) FILTER (WHERE r.currency = o.currency), 0) AS refunded,
        coalesce(sum(r.reporting_amount), 0) AS reporting, coalesce(bool_or(r.reporting_amount IS NULL), false) AS unknown
      FROM orders o LEFT JOIN refunds r ON r.order_id = o.id
      WHERE o.id = ANY(${orderIds}::bigint[]) GROUP BY o.id
    ) s WHERE o.id = s.id`.execute(db)
}

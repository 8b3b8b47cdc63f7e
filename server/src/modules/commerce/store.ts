/** Orders in PostgreSQL, written in bulk: every function is one statement for any number of orders. */
import { sql } from 'kysely'

import { columnList, type Db, type RowColumns, rowSource, type Tx } from '#/platform/db/index.ts'

import type { PaymentDraft } from './drafts.ts'
import type { OrderLine, OrderState, StoredOrder } from './order-state.ts'

export type OrderKey = { storeId: number; externalId: string }

/** One text for a key, for maps. */
export function keyOf(order: OrderKey): string {
  return `${order.storeId}:${order.externalId}`
}

const keyColumns: RowColumns<OrderKey> = {
  store_id: ['int', (key) => key.storeId],
  external_id: ['text', (key) => key.externalId],
}

export type StoredOrderRow = StoredOrder &
  OrderKey & {
    id: string
    placedAt: Date
    currency: string
    total: string
    refunded: string
    version: number
  }

/** The orders that stand under these keys, locked until the transaction ends. */
export async function lockOrders(
  db: Db | Tx,
  keys: readonly OrderKey[],
): Promise<Map<string, StoredOrderRow>> {
  const { rows } = await sql<StoredOrderRow>`
    SELECT o.id, o.store_id AS "storeId", o.external_id AS "externalId", o.customer_id AS "customerId",
      o.original_customer_id AS "originalCustomerId", o.status, o.cancelled_at AS "cancelledAt",
      o.source_updated_at AS "knownAt", o.draft_hashes AS "draftHashes", o.source, o.note,
      o.financial_status AS "financialStatus", o.placed_at AS "placedAt", o.currency, o.total, o.refunded, o.version
    FROM orders o JOIN ${rowSource(keys, keyColumns, 'k')} USING (store_id, external_id)
    ORDER BY o.id FOR UPDATE OF o`.execute(db)
  return new Map(rows.map((row) => [keyOf(row), row]))
}

const contentColumns: RowColumns<OrderState> = {
  number: ['text', (o) => o.number],
  customer_id: ['int', (o) => o.customerId],
  original_customer_id: ['int', (o) => o.originalCustomerId],
  placed_at: ['timestamptz', (o) => o.placedAt],
  placed_on: ['date', (o) => o.placedOn],
  status: ['text', (o) => o.status],
  financial_status: ['text', (o) => o.financialStatus],
  currency: ['text', (o) => o.currency],
  subtotal: ['numeric', (o) => o.subtotal],
  discount: ['numeric', (o) => o.discount],
  shipping: ['numeric', (o) => o.shipping],
  tax: ['numeric', (o) => o.tax],
  total: ['numeric', (o) => o.total],
  refunded: ['numeric', (o) => o.refunded],
  reporting_total: ['numeric', (o) => o.reportingTotal],
  reporting_refunded: ['numeric', (o) => o.reportingRefunded],
  coupon: ['text', (o) => o.coupon],
  channel: ['text', (o) => o.channel],
  country: ['text', (o) => o.country],
  city: ['text', (o) => o.city],
  cancelled_at: ['timestamptz', (o) => o.cancelledAt],
  note: ['text', (o) => o.note],
  source_updated_at: ['timestamptz', (o) => o.knownAt],
  draft_hashes: ['jsonb', (o) => JSON.stringify(o.draftHashes)],
}

/** Inserts new orders and returns their ids by key. */
export async function insertOrders(
  db: Db | Tx,
  orders: readonly OrderState[],
  now: Date,
): Promise<Map<string, string>> {
  if (orders.length === 0) return new Map()
  const columns: RowColumns<OrderState> = {
    ...keyColumns,
    ...contentColumns,
    source: ['text', (o) => o.source],
  }
  const { rows } = await sql<OrderKey & { id: string }>`
    INSERT INTO orders (${columnList(columns)}, created_at, updated_at)
    SELECT ${columnList(columns)}, ${now}, ${now} FROM ${rowSource(orders, columns, 'd')}
    RETURNING id, store_id AS "storeId", external_id AS "externalId"`.execute(db)
  return new Map(rows.map((row) => [keyOf(row), row.id]))
}

/** Rewrites orders that changed. */
export async function updateOrders(
  db: Db | Tx,
  orders: readonly (OrderState & { id: string })[],
  now: Date,
): Promise<void> {
  if (orders.length === 0) return
  const columns: RowColumns<OrderState & { id: string }> = { id: ['bigint', (o) => o.id], ...contentColumns }
  const sets = Object.keys(contentColumns).map((name) => `${name} = d.${name}`)
  await sql`
    UPDATE orders o SET ${sql.raw(sets.join(', '))}, updated_at = ${now}, version = o.version + 1
    FROM ${rowSource(orders, columns, 'd')} WHERE o.id = d.id`.execute(db)
}

export type LineRow = OrderLine & {
  orderId: string
  catalogueId: number | null
  variantNumber: number | null
}

const lineColumns: RowColumns<LineRow> = {
  order_id: ['bigint', (l) => l.orderId],
  position: ['int', (l) => l.position],
  product_id: ['int', (l) => l.catalogueId],
  variant_id: ['int', (l) => l.variantNumber],
  external_product_id: ['text', (l) => l.productId],
  sku: ['text', (l) => l.sku],
  title: ['text', (l) => l.title],
  category: ['text', (l) => l.category],
  brand: ['text', (l) => l.brand],
  quantity: ['numeric', (l) => l.quantity],
  unit_price: ['numeric', (l) => l.unitPrice],
  discount: ['numeric', (l) => l.discount],
  order_discount: ['numeric', (l) => l.orderDiscount],
  tax: ['numeric', (l) => l.tax],
  total: ['numeric', (l) => l.total],
  cost: ['numeric', (l) => l.cost],
}

export async function removeLines(db: Db | Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return
  await sql`DELETE FROM order_lines WHERE order_id = ANY(${orderIds}::bigint[])`.execute(db)
}

export async function insertLines(db: Db | Tx, lines: readonly LineRow[]): Promise<void> {
  if (lines.length === 0) return
  await sql`INSERT INTO order_lines (${columnList(lineColumns)})
    SELECT ${columnList(lineColumns)} FROM ${rowSource(lines, lineColumns, 'd')}`.execute(db)
}

export type PaymentRow = PaymentDraft & { orderId: string }

/** The payments of these orders become the given ones. */
export async function replacePayments(
  db: Db | Tx,
  orderIds: readonly string[],
  payments: readonly PaymentRow[],
): Promise<void> {
  if (orderIds.length === 0) return
  const columns: RowColumns<PaymentRow> = {
    order_id: ['bigint', (p) => p.orderId],
    external_id: ['text', (p) => p.externalId],
    method: ['text', (p) => p.method],
    installments: ['int', (p) => p.installments ?? 1],
    amount: ['numeric', (p) => p.amount],
    state: ['text', (p) => p.state ?? 'paid'],
    at: ['timestamptz', (p) => p.at],
  }
  await sql`DELETE FROM payments WHERE order_id = ANY(${orderIds}::bigint[])`.execute(db)
  await sql`INSERT INTO payments (${columnList(columns)})
    SELECT ${columnList(columns)} FROM ${rowSource(payments, columns, 'd')}`.execute(db)
}

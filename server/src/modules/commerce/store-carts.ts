/** Carts in PostgreSQL. */
import { sql } from 'kysely'

import { columnList, type Db, type RowColumns, rowSource, type Tx } from '#/platform/db/index.ts'

import type { Cart, CartEvent } from './cart.ts'
import type { Position } from './cursor.ts'

export type StoredCart = {
  storeId: number
  externalId: string
  customerId: number | null
  events: CartEvent[]
  touchedAt: Date
}

export type CartOwner = { storeId: number; customerId: number; cartId: string }

/** Carts with these ids, and all carts of these customers in the store; locked. */
export async function lockCarts(db: Db | Tx, owners: readonly CartOwner[]): Promise<StoredCart[]> {
  const columns: RowColumns<CartOwner> = {
    store_id: ['int', (o) => o.storeId],
    customer_id: ['int', (o) => o.customerId],
    cart_id: ['text', (o) => o.cartId],
  }
  // The store is compared as an expression, lest its index be read as well for each customer, with every cart of the store.
  const { rows } = await sql<StoredCart>`
    WITH k AS MATERIALIZED (SELECT DISTINCT * FROM ${rowSource(owners, columns, 'k')})
    SELECT c.store_id AS "storeId", c.external_id AS "externalId", c.customer_id AS "customerId",
      c.events, c.touched_at AS "touchedAt"
    FROM carts c WHERE c.id IN (
      SELECT id FROM carts JOIN k ON carts.store_id = k.store_id AND carts.external_id = k.cart_id
      UNION
      SELECT id FROM carts JOIN k ON carts.customer_id = k.customer_id AND carts.store_id + 0 = k.store_id
      WHERE k.customer_id > 0
    ) ORDER BY c.id FOR UPDATE`.execute(db)
  return rows
}

export type CartRow = Cart & {
  storeId: number
  externalId: string
  customerId: number | null
  events: readonly CartEvent[]
  reportingTotal: string | null
}

/** Writes carts; one that was given another customer takes that one as its original too. */
export async function upsertCarts(db: Db | Tx, carts: readonly CartRow[]): Promise<void> {
  if (carts.length === 0) return
  const columns: RowColumns<CartRow> = {
    store_id: ['int', (c) => c.storeId],
    external_id: ['text', (c) => c.externalId],
    customer_id: ['int', (c) => c.customerId],
    original_customer_id: ['int', (c) => c.customerId],
    state: ['text', (c) => c.state],
    currency: ['text', (c) => c.currency],
    total: ['numeric', (c) => c.total],
    reporting_total: ['numeric', (c) => c.reportingTotal],
    lines: ['jsonb', (c) => JSON.stringify(c.lines)],
    events: ['jsonb', (c) => JSON.stringify(c.events)],
    created_at: ['timestamptz', (c) => new Date(c.createdAt)],
    touched_at: ['timestamptz', (c) => new Date(c.touchedAt)],
  }
  await sql`
    INSERT INTO carts AS c (${columnList(columns)})
    SELECT ${columnList(columns)} FROM ${rowSource(carts, columns, 'd')}
    ON CONFLICT (store_id, external_id) DO UPDATE SET state = excluded.state, currency = excluded.currency,
      total = excluded.total, reporting_total = excluded.reporting_total, lines = excluded.lines,
      events = excluded.events, created_at = excluded.created_at, touched_at = excluded.touched_at,
      original_customer_id = CASE WHEN c.customer_id IS DISTINCT FROM excluded.customer_id
        THEN excluded.customer_id ELSE c.original_customer_id END,
      customer_id = excluded.customer_id`.execute(db)
}

export type OpenCartRow = {
  id: string
  storeId: number
  customerId: number | null
  state: 'open'
  currency: string
  total: string
  reportingTotal: string | null
  lines: { productId: string; title: string; quantity: string; price: string }[]
  createdAt: Date
  touchedAt: Date
  sortValue: string
}

/** Newest touch first. */
export async function selectOpenCarts(
  db: Db | Tx,
  given: {
    olderThan: Date
    newerThan?: Date
    /** Only those whose customer is known by number. */
    named?: boolean
    customerId?: number | undefined
    storeId?: number | undefined
    after: Position | null
    limit: number
  },
): Promise<OpenCartRow[]> {
  const conditions = [sql`c.state = 'open'`, sql`c.touched_at <= ${given.olderThan}`]
  if (given.newerThan) conditions.push(sql`c.touched_at >= ${given.newerThan}`)
  if (given.named) conditions.push(sql`c.customer_id IS NOT NULL`)
  if (given.customerId !== undefined) conditions.push(sql`c.customer_id = ${given.customerId}`)
  if (given.storeId !== undefined) conditions.push(sql`c.store_id = ${given.storeId}`)
  if (given.after) {
    const { value, id } = given.after
    conditions.push(sql`(c.touched_at, c.id) < (${value}::timestamptz, ${id}::bigint)`)
  }
  const { rows } = await sql<OpenCartRow>`
    SELECT c.id, c.store_id AS "storeId", c.customer_id AS "customerId", c.state, c.currency, c.total,
      c.reporting_total AS "reportingTotal", c.lines, c.created_at AS "createdAt", c.touched_at AS "touchedAt",
      c.touched_at::text AS "sortValue"
    FROM carts c WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY c.touched_at DESC, c.id DESC LIMIT ${given.limit}`.execute(db)
  return rows
}

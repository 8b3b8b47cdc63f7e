/** Lists of orders, page by page along an index. */
import { type RawBuilder, sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

import type { Position } from './cursor.ts'
import type { OrderStatus } from './drafts.ts'
import type { FinancialStatus } from './order-totals.ts'

export type OrderFilter = {
  numberStart?: string | undefined
  /** With `numberStart`: either may hold. */
  customerIds?: readonly number[] | undefined
  customerId?: number | undefined
  status?: string | undefined
  storeId?: number | undefined
  from?: string | undefined
  to?: string | undefined
  least?: string | undefined
  most?: string | undefined
  city?: string | undefined
  productId?: number | undefined
}

export type OrderSort = 'newest' | 'oldest' | 'largest' | 'smallest'

export type OrderListRow = {
  id: string
  number: string
  storeId: number
  customerId: number | null
  placedAt: Date
  status: OrderStatus
  financialStatus: FinancialStatus
  currency: string
  total: string
  refunded: string
  reportingTotal: string | null
  pieces: string
  city: string
  channel: string
  /** What the sorting goes by, exactly as the database sees it. */
  sortValue: string
}

const sorts: Record<OrderSort, { by: string; type: string; down: boolean }> = {
  newest: { by: 'o.placed_at', type: 'timestamptz', down: true },
  oldest: { by: 'o.placed_at', type: 'timestamptz', down: false },
  largest: { by: 'coalesce(o.reporting_total, 0)', type: 'numeric', down: true },
  smallest: { by: 'coalesce(o.reporting_total, 0)', type: 'numeric', down: false },
}

export async function selectOrders(
  db: Db | Tx,
  filter: OrderFilter,
  page: { sort: OrderSort; after: Position | null; limit: number },
): Promise<OrderListRow[]> {
  const { by, type, down } = sorts[page.sort]
  const direction = sql.raw(down ? 'DESC' : 'ASC')
  const conditions = conditionsOf(filter)
  if (page.after) {
    const { value, id } = page.after
    const beyond = sql.raw(down ? '<' : '>')
    conditions.push(sql`(${sql.raw(by)}, o.id) ${beyond} (${value}::${sql.raw(type)}, ${id}::bigint)`)
  }
  const { rows } = await sql<OrderListRow>`
    SELECT o.id, o.number, o.store_id AS "storeId", o.customer_id AS "customerId", o.placed_at AS "placedAt",
      o.status, o.financial_status AS "financialStatus", o.currency, o.total, o.refunded,
      o.reporting_total AS "reportingTotal", o.city, o.channel, ${sql.raw(by)}::text AS "sortValue",
      (SELECT trim_scale(coalesce(sum(l.quantity), 0))::text FROM order_lines l WHERE l.order_id = o.id) AS pieces
    FROM orders o WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY ${sql.raw(by)} ${direction}, o.id ${direction} LIMIT ${page.limit}`.execute(db)
  return rows
}

function conditionsOf(filter: OrderFilter): RawBuilder<unknown>[] {
  const { customerId, status, storeId, from, to, least, most, city, productId } = filter
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (filter.numberStart !== undefined) conditions.push(named(filter.numberStart, filter.customerIds ?? []))
  if (customerId !== undefined) conditions.push(sql`o.customer_id = ${customerId}`)
  if (status !== undefined) conditions.push(sql`o.status = ${status}`)
  if (storeId !== undefined) conditions.push(sql`o.store_id = ${storeId}`)
  if (from !== undefined) conditions.push(sql`o.placed_on >= ${from}`)
  if (to !== undefined) conditions.push(sql`o.placed_on <= ${to}`)
  if (least !== undefined) conditions.push(sql`o.reporting_total >= ${least}::numeric`)
  if (most !== undefined) conditions.push(sql`o.reporting_total <= ${most}::numeric`)
  if (city !== undefined) conditions.push(sql`o.city = ${city}`)
  if (productId !== undefined) {
    conditions.push(sql`o.id IN (SELECT order_id FROM order_lines WHERE product_id = ${productId})`)
  }
  return conditions
}

function named(start: string, customerIds: readonly number[]): RawBuilder<unknown> {
  return sql`(o.number LIKE ${`${likeText(start)}%`} OR o.number LIKE ${`#${likeText(start)}%`}
    OR o.customer_id = ANY(${[...customerIds]}::int[]))`
}

/** Text as itself inside LIKE. */
export function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
}

/** Orders whose number begins so, newest first. */
export async function selectByNumber(
  db: Db | Tx,
  start: string,
  limit: number,
): Promise<
  { id: string; number: string; customerId: number | null; placedAt: Date; total: string; currency: string }[]
> {
  const { rows } = await sql<{
    id: string
    number: string
    customerId: number | null
    placedAt: Date
    total: string
    currency: string
  }>`
    SELECT id, number, customer_id AS "customerId", placed_at AS "placedAt", total, currency FROM (
      (SELECT id, number, customer_id, placed_at, total, currency FROM orders WHERE number LIKE ${`${likeText(start)}%`} ORDER BY number LIMIT ${limit})
      UNION
      (SELECT id, number, customer_id, placed_at, total, currency FROM orders WHERE number LIKE ${`#${likeText(start)}%`} ORDER BY number LIMIT ${limit})
    ) found ORDER BY length(number), placed_at DESC LIMIT ${limit}`.execute(db)
  return rows
}

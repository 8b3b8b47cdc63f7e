/** One order with everything that belongs to it. */
import { sql } from 'kysely'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { CommerceTables } from './tables.ts'

/** The order's own row; with `lock` it stays as it is until the transaction ends. */
export async function selectOrder(db: Db | Tx, id: string, options: { lock?: boolean } = {}) {
  const query = tables<CommerceTables>(db)
    .selectFrom('orders')
    .selectAll()
    // The rate as it was used, from what it made of the total.
    .select(sql<string | null>`trim_scale(round(reporting_total / nullif(total, 0), 6))::text`.as('rate'))
    .where('id', '=', id)
  return (options.lock ? query.forUpdate() : query).executeTakeFirst()
}

export type OrderRow = NonNullable<Awaited<ReturnType<typeof selectOrder>>>

export async function selectLines(db: Db | Tx, orderId: string) {
  return tables<CommerceTables>(db)
    .selectFrom('order_lines')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('position')
    .execute()
}

export async function selectPayments(db: Db | Tx, orderId: string) {
  return tables<CommerceTables>(db)
    .selectFrom('payments')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('at')
    .orderBy('external_id')
    .execute()
}

export async function selectRefunds(db: Db | Tx, orderId: string) {
  return tables<CommerceTables>(db)
    .selectFrom('refunds')
    .select(['id', 'amount', 'currency', 'kind', 'reason', 'at', 'source'])
    .where('order_id', '=', orderId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

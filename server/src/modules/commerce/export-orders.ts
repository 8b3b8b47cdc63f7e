/** The filtered orders as CSV, read and sent page by page, so that any number takes little memory. */
import type { Db, Tx } from '#/platform/db/index.ts'
import type { Actor } from '#/platform/actor.ts'
import { BYTE_ORDER_MARK, type CsvCell, csvLine } from '#/platform/text/csv-line.ts'

import { type CustomerName, customerNames, filterOf, type OrderQuery } from './list-orders.ts'
import type { Position } from './cursor.ts'
import { type OrderFilter, type OrderListRow, type OrderSort, selectOrders } from './store-order-list.ts'

const batch = 1000

const columns = [
  'number',
  'store',
  'placed_at',
  'status',
  'financial_status',
  'customer',
  'customer_name',
  'customer_email',
  'city',
  'channel',
  'pieces',
  'total',
  'refunded',
  'currency',
  'reporting_total',
]

/** Lines of the file, in pages; what changes meanwhile may be in it or not. */
export async function* exportOrders(
  app: { db: Db | Tx },
  actor: Actor,
  input: OrderQuery & { sort: OrderSort },
): AsyncGenerator<string> {
  const { sort, ...query } = input
  const filter = await filterOf(app, actor, query)
  yield BYTE_ORDER_MARK + csvLine(columns, actor.language)
  for await (const rows of pagesOf(app.db, filter, sort)) {
    const named = await customerNames(
      app,
      rows.map((row) => row.customerId),
    )
    yield rows.map((row) => csvLine(cellsOf(row, named), actor.language)).join('')
  }
}

async function* pagesOf(db: Db | Tx, filter: OrderFilter, sort: OrderSort): AsyncGenerator<OrderListRow[]> {
  let after: Position | null = null
  for (;;) {
    const rows: OrderListRow[] = await selectOrders(db, filter, { sort, after, limit: batch })
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = { value: last.sortValue, id: last.id }
  }
}

function cellsOf(row: OrderListRow, named: ReadonlyMap<number, CustomerName>): CsvCell[] {
  const customer = row.customerId === null ? undefined : named.get(row.customerId)
  return [
    row.number,
    String(row.storeId),
    row.placedAt.toISOString(),
    row.status,
    row.financialStatus,
    row.customerId === null ? '' : String(row.customerId),
    customer?.name ?? '',
    customer?.email ?? '',
    row.city,
    row.channel,
    { decimal: row.pieces },
    { decimal: row.total },
    { decimal: row.refunded },
    row.currency,
    row.reportingTotal === null ? '' : { decimal: row.reportingTotal },
  ]
}

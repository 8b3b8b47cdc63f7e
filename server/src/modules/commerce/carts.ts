/** Open carts: for people to look at, and for rooms above that follow up on them. */
import type { Db, Tx } from '#/platform/db/index.ts'
import type { App } from '#/platform/app.ts'

import { pageOf, readCursor } from './cursor.ts'
import { customerNames, nameOf } from './list-orders.ts'
import { selectOpenCarts } from './store-carts.ts'

export type CartQuery = {
  /** Untouched for at least so long. */
  abandonedMinutes: number
  customerId?: number | undefined
  storeId?: number | undefined
  cursor?: string | undefined
  limit: number
}

/** @throws `cursor_invalid` */
export async function listCarts(app: Pick<App, 'clock'> & { db: Db | Tx }, input: CartQuery) {
  const { abandonedMinutes, customerId, storeId, cursor, limit } = input
  const olderThan = new Date(app.clock.now().getTime() - abandonedMinutes * 60_000)
  const found = await selectOpenCarts(app.db, {
    olderThan,
    customerId,
    storeId,
    after: readCursor(cursor),
    limit: limit + 1,
  })
  const { rows, next } = pageOf(found, limit, (row) => ({ value: row.sortValue, id: row.id }))
  const named = await customerNames(
    app,
    rows.map((row) => row.customerId),
  )
  const items = rows.map(({ customerId, createdAt, touchedAt, sortValue: _sortValue, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    touchedAt: touchedAt.toISOString(),
    customer: nameOf(named, customerId),
  }))
  return { items, next }
}

export type OpenCart = {
  id: string
  storeId: number
  customerId: number
  total: string
  currency: string
  reportingTotal: string | null
  touchedAt: Date
}

/** Open carts of known customers last touched within a period, newest first; `after` is the last one of the page before. */
export async function openCarts(
  app: { db: Db | Tx },
  given: { olderThan: Date; newerThan: Date; after?: { touchedAt: Date; id: string }; limit?: number },
): Promise<OpenCart[]> {
  const { olderThan, newerThan, after, limit = 1000 } = given
  const rows = await selectOpenCarts(app.db, {
    olderThan,
    newerThan,
    named: true,
    after: after ? { value: after.touchedAt.toISOString(), id: after.id } : null,
    limit,
  })
  return rows.map(({ id, storeId, customerId, total, currency, reportingTotal, touchedAt }) => ({
    id,
    storeId,
    customerId: customerId ?? 0,
    total,
    currency,
    reportingTotal,
    touchedAt,
  }))
}

/** The order somebody is about to change by hand, as they saw it. */
import { refuse } from './errors.ts'
import type { Writing } from './in-turn.ts'
import { type OrderRow, selectOrder } from './store-order-page.ts'

/** Locked until the transaction ends. @throws `order_not_found`, `order_changed` */
export async function orderToChange(app: Writing, seen: { id: string; version: number }): Promise<OrderRow> {
  const order = await selectOrder(app.db, seen.id, { lock: true })
  if (!order) throw refuse('order_not_found', { id: seen.id })
  if (order.version !== seen.version) throw refuse('order_changed', { id: seen.id })
  return order
}

/** Marks orders as cancelled, whoever says so, once. */
import type { HistoryEvent } from '#/modules/history/index.ts'
import { recordEvents } from '#/modules/history/index.ts'

import { cancelledEvent } from './order-events.ts'
import { refreshFigures } from './refresh-figures.ts'
import { type Writing } from './in-turn.ts'
import type { SaveOptions } from './save-orders.ts'
import { type Cancellation, markCancelled } from './store-changes.ts'

/** Cancels orders not cancelled yet, in the caller's transaction; the first moment given for an order stands. */
export async function cancelOrders(
  app: Writing,
  cancellations: readonly Cancellation[],
  options: SaveOptions & { source?: string } = {},
): Promise<void> {
  const first = new Map(cancellations.toReversed().map((cancellation) => [cancellation.id, cancellation]))
  const orders = await markCancelled(app.db, [...first.values()], app.clock.now())
  if (!options.silent) {
    const events: HistoryEvent[] = orders.map((order) => cancelledEvent(order, options.source))
    await recordEvents(app, events)
  }
  await refreshFigures(
    app,
    orders.map((order) => order.customerId),
  )
}

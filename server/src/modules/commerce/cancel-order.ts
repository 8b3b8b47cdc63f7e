/** Records by hand that an order was cancelled. */
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'

import { cancelOrders } from './cancel-orders.ts'
import { refuse } from './errors.ts'
import { getOrder } from './get-order.ts'
import { orderToChange } from './order-to-change.ts'
import { inTurn, type Writing } from './in-turn.ts'

/** @throws `order_not_found`, `order_changed`, `order_already_cancelled` */
export async function cancelOrder(
  app: Writing,
  actor: Actor,
  input: { id: string; version: number; reason: string },
) {
  return inTurn(app, async (within) => {
    const order = await orderToChange(within, input)
    if (order.cancelled_at) throw refuse('order_already_cancelled', { number: order.number })
    const at = app.clock.now()
    await cancelOrders(within, [{ id: input.id, at, reason: input.reason }], { source: 'commerce' })
    await audit(within, actor, {
      action: 'order.cancel',
      subject: { kind: 'order', id: input.id },
      before: { status: order.status },
      after: { status: 'cancelled', reason: input.reason },
    })
    return getOrder(within, input.id)
  })
}

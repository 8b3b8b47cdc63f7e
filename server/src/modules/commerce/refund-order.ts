/** Records by hand that money was given back on an order. */
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import { newId } from '#/platform/ids.ts'
import { type Amount, compareAmounts, subtractAmounts, sumAmounts, ZERO } from '#/platform/money/money.ts'

import type { RefundKind } from './drafts.ts'
import { refuse } from './errors.ts'
import { getOrder } from './get-order.ts'
import { orderToChange } from './order-to-change.ts'
import { inTurn, type Writing } from './in-turn.ts'
import { saveRefunds } from './save-refunds.ts'

export type RefundInput = { id: string; version: number; amount: Amount; kind: RefundKind; reason: string }

/**
 * At most what the order came to less what was given back before.
 * @throws `order_not_found`, `order_changed`, `refund_too_large`, `refund_is_nothing`
 */
export async function refundOrder(app: Writing, actor: Actor, input: RefundInput) {
  return inTurn(app, async (within) => {
    const order = await orderToChange(within, input)
    const left = subtractAmounts(order.total, order.refunded)
    if (compareAmounts(input.amount, ZERO) <= 0) throw refuse('refund_is_nothing')
    if (compareAmounts(input.amount, left) > 0) throw refuse('refund_too_large', { left })
    const at = app.clock.now()
    const refund = {
      storeId: order.store_id,
      externalId: `vefa:${newId(at)}`,
      orderExternalId: order.external_id,
      customerId: order.customer_id,
      currency: order.currency,
      amount: sumAmounts([input.amount]),
      kind: input.kind,
      reason: input.reason,
      at,
      source: 'commerce',
    }
    await saveRefunds(within, [refund])
    await audit(within, actor, {
      action: 'order.refund',
      subject: { kind: 'order', id: input.id },
      before: { refunded: order.refunded },
      after: { refund: refund.amount, currency: order.currency, kind: input.kind, reason: input.reason },
    })
    return getOrder(within, input.id)
  })
}

/** Which facts an order's new state adds to the history, against the one that stood: pure. Message ids follow from the order alone, so that the same fact twice is one event. */
import type { HistoryEvent } from '#/modules/history/index.ts'
import { sumAmounts, ZERO } from '#/platform/money/money.ts'
import { decimalOf, multiplyUnits, unitsOf } from '#/platform/money/units.ts'

import type { OrderLine, OrderState } from './order-state.ts'

/** What an event says of an order beside its lines. */
export type EventOrder = Pick<
  OrderState,
  | 'storeId'
  | 'externalId'
  | 'number'
  | 'customerId'
  | 'status'
  | 'cancelledAt'
  | 'currency'
  | 'total'
  | 'reportingTotal'
  | 'coupon'
  | 'channel'
  | 'country'
  | 'city'
  | 'source'
>

/** What of the state before decides; undefined: the order is new. */
export type Before = { cancelledAt: Date | null } | undefined

/** `1:1001`, as every event about the order names it. */
function historyOrderId(order: { storeId: number; externalId: string }): string {
  return `${order.storeId}:${order.externalId}`
}

/**
 * New: Order Completed at the moment of buying, and Order Cancelled when it already was. Known: Order Cancelled when
 * it is so from now on, otherwise Order Updated at `at`, as of when the change is known.
 */
export function orderEvents(before: Before, order: OrderState, at: Date): HistoryEvent[] {
  const discount = takenOff(order)
  const base = { ...eventBase(order), ...discount, properties: { ...said(order), ...discount } }
  const id = `order:${historyOrderId(order)}`
  const cancelled = order.cancelledAt !== null && !before?.cancelledAt
  const events: HistoryEvent[] = []
  if (before === undefined) {
    events.push({
      ...base,
      name: order.status === 'giveaway' ? 'Giveaway Sent' : 'Order Completed',
      time: order.placedAt,
      messageId: `${id}:completed`,
      lines: order.lines.map(eventLine),
    })
  } else if (!cancelled) {
    const messageId = `${id}:updated:${Object.values(order.draftHashes).sort().join('.')}`
    events.push({ ...base, name: 'Order Updated', time: at, messageId, lines: order.lines.map(eventLine) })
  }
  if (cancelled) events.push(cancelledEvent(order))
  return events
}

/** Order Cancelled, at the moment it was. */
export function cancelledEvent(order: EventOrder, source?: string): HistoryEvent {
  return {
    ...eventBase(order),
    name: 'Order Cancelled',
    time: order.cancelledAt ?? new Date(0),
    messageId: `order:${historyOrderId(order)}:cancelled`,
    ...(source !== undefined && { source }),
  }
}

/** Order Updated, now that the amount is known in the reporting currency; an order is told so once. */
export function valuedEvent(order: EventOrder, at: Date): HistoryEvent {
  const messageId = `order:${historyOrderId(order)}:valued`
  return { ...eventBase(order), name: 'Order Updated', time: at, messageId }
}

export type RefundFact = {
  storeId: number
  externalId: string
  orderExternalId: string
  customerId: number | null
  amount: string
  reportingAmount: string | null
  currency: string
  kind: string
  reason: string
  at: Date
  source: string
}

/** Order Refunded; its value is what was given back, positive. */
export function refundEvent(refund: RefundFact): HistoryEvent {
  const { storeId, orderExternalId } = refund
  return {
    name: 'Order Refunded',
    customerId: refund.customerId ?? 0,
    time: refund.at,
    messageId: `refund:${storeId}:${refund.externalId}`,
    source: refund.source,
    storeId,
    ...(orderExternalId !== '' && { orderId: historyOrderId({ storeId, externalId: orderExternalId }) }),
    value: refund.amount,
    currency: refund.currency,
    ...(refund.reportingAmount !== null && { reportingValue: refund.reportingAmount }),
    properties: { kind: refund.kind, ...(refund.reason !== '' && { reason: refund.reason }) },
  }
}

/**
 * Refund Valued: what a refund told before was worth in the reporting currency. It counts at the refund's moment, and
 * beside the Order Refunded that said nothing of it, so that the refund is one and its amount is known.
 */
export function refundValuedEvent(refund: RefundFact): HistoryEvent {
  const told = refundEvent(refund)
  return { ...told, name: 'Refund Valued', messageId: `${told.messageId}:valued` }
}

function eventBase(order: EventOrder): Omit<HistoryEvent, 'name' | 'time' | 'messageId'> {
  return {
    customerId: order.customerId ?? 0,
    source: order.source,
    storeId: order.storeId,
    orderId: historyOrderId(order),
    value: order.total,
    currency: order.currency,
    ...(order.reportingTotal !== null && { reportingValue: order.reportingTotal }),
    ...(order.coupon !== '' && { coupon: order.coupon }),
    ...(order.channel !== '' && { channel: order.channel }),
    ...(order.country !== '' && { country: order.country }),
    ...(order.city !== '' && { city: order.city }),
    properties: said(order),
  }
}

function said(order: EventOrder): Record<string, unknown> {
  return { number: order.number, status: order.status }
}

/** All discounts of the order and of its lines together, by which segments know orders bought at a lower price. */
function takenOff(order: OrderState): { discount?: string } {
  const discount = sumAmounts([order.discount, ...order.lines.map((line) => line.discount)])
  return discount === ZERO ? {} : { discount }
}

function eventLine(line: OrderLine) {
  return {
    product: line.productId,
    title: line.title,
    category: line.category,
    brand: line.brand,
    quantity: line.quantity,
    value: line.total,
    ...(line.cost !== null && { cost: decimalOf(multiplyUnits(unitsOf(line.cost), line.quantity)) }),
  }
}

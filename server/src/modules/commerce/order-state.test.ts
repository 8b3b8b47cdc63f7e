import { describe, expect, test } from 'vitest'

import type { OrderDraft, OrderStatus } from './drafts.ts'
import { orderEvents, refundEvent } from './order-events.ts'
import { nextOrder, type OrderContext, type StoredOrder } from './order-state.ts'
import { mergeStatus } from './order-status.ts'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))

describe('mergeStatus', () => {
  test.each<[OrderStatus, number | null, OrderStatus, number | null, OrderStatus]>([
    ['placed', 1, 'paid', 2, 'paid'],
    ['cancelled', 2, 'paid', 1, 'cancelled'],
    ['cancelled', 1, 'paid', 2, 'paid'],
    ['delivered', null, 'paid', null, 'paid'],
    ['cancelled', 2, 'paid', null, 'cancelled'],
    ['placed', 2, 'delivered', null, 'delivered'],
    ['delivered', null, 'placed', 3, 'delivered'],
    ['paid', 2, 'shipped', 2, 'shipped'],
    ['shipped', 2, 'paid', 2, 'shipped'],
  ])('%s known at %s, told %s known at %s: %s', (...[status, storedAt, told, toldAt, expected]) => {
    const standing = (status: OrderStatus, day: number | null) => ({
      status,
      cancelledAt: status === 'cancelled' ? at(1) : null,
      knownAt: day === null ? null : at(day),
    })
    const merged = mergeStatus(standing(status, storedAt), standing(told, toldAt))
    expect(merged).toEqual({ status: expected, cancelledAt: expected === 'cancelled' ? at(1) : null })
  })
})

const draft: OrderDraft = {
  storeId: 1,
  externalId: '7',
  customerId: 5,
  placedAt: at(1),
  status: 'paid',
  currency: 'TRY',
  lines: [{ productId: 'P', title: 'T', quantity: '1', unitPrice: '10' }],
  source: 'import:3',
}
const context: Omit<OrderContext, 'stored'> = {
  refunds: [],
  standsFor: (id) => (id === 50 ? 5 : id),
  dayOf: (moment) => moment.toISOString().slice(0, 10),
  toReporting: (amount) => amount,
}

function after(draft: OrderDraft, stored?: StoredOrder) {
  return nextOrder(draft, { ...context, stored })
}

function stored(draft: OrderDraft, changes: Partial<StoredOrder> = {}): StoredOrder {
  const order = after(draft)!
  return { ...order, ...changes }
}

describe('nextOrder', () => {
  test('the same draft again is nothing new, also from another run of the same source', () => {
    expect(after(draft, stored(draft))).toBeNull()
    expect(after({ ...draft, source: 'import:4' }, stored(draft))).toBeNull()
  })

  test('a merge since does not make it new, another customer does', () => {
    expect(after(draft, stored(draft, { customerId: 9 }))).toBeNull()
    expect(after({ ...draft, customerId: 9 }, stored(draft, { customerId: 9 }))).toBeNull()
    expect(after({ ...draft, customerId: 6 }, stored(draft))?.customerId).toBe(6)
  })

  test('a customer merged since is written down with whom they were', () => {
    expect(after({ ...draft, customerId: 50 })).toMatchObject({ customerId: 5, originalCustomerId: 50 })
    expect(after({ ...draft, customerId: 50 }, stored(draft))).toBeNull()
  })

  test('a draft without a customer leaves the known one', () => {
    expect(after({ ...draft, customerId: null }, stored(draft))).toBeNull()
    expect(after({ ...draft, customerId: null, city: 'İzmir' }, stored(draft))?.customerId).toBe(5)
  })

  test('an old file taken in again does not undo what an event changed since', () => {
    const byFile = after(draft)!
    const event = {
      ...draft,
      source: 'event',
      knownAt: at(3),
      status: 'cancelled' as const,
      cancelledAt: at(3),
    }
    const cancelled = after(event, byFile)!
    expect(cancelled).toMatchObject({ status: 'cancelled', cancelledAt: at(3) })
    expect(after(draft, cancelled)).toBeNull()
    expect(after({ ...draft, city: 'Ordu' }, cancelled)).toMatchObject({
      status: 'cancelled',
      city: 'Ordu',
    })
  })

  test('a missing rate leaves the reporting amounts open', () => {
    const order = nextOrder(draft, {
      ...context,
      stored: undefined,
      toReporting: () => null,
      refunds: [{ externalId: 'r', currency: 'TRY', amount: '4', reportingAmount: null }],
    })
    expect(order).toMatchObject({ reportingTotal: null, reportingRefunded: null, refunded: '4.0000' })
  })
})

describe('orderEvents', () => {
  const order = after(draft)!
  const names = (before: { cancelledAt: Date | null } | undefined, next = order) =>
    orderEvents(before, next, at(9)).map((event) => `${event.name} ${event.time.getUTCDate()}`)
  const cancelled = { ...order, status: 'cancelled' as const, cancelledAt: at(4) }

  test('follow from what stood before', () => {
    expect(names(undefined)).toEqual(['Order Completed 1'])
    expect(names(undefined, cancelled)).toEqual(['Order Completed 1', 'Order Cancelled 4'])
    expect(names({ cancelledAt: null })).toEqual(['Order Updated 9'])
    expect(names({ cancelledAt: null }, cancelled)).toEqual(['Order Cancelled 4'])
    expect(names({ cancelledAt: at(4) }, cancelled)).toEqual(['Order Updated 9'])
  })

  test('carry the same message id for the same fact, another for another', () => {
    const [first] = orderEvents({ cancelledAt: null }, order, at(9))
    const [again] = orderEvents({ cancelledAt: null }, after(draft)!, at(11))
    const [other] = orderEvents({ cancelledAt: null }, after({ ...draft, city: 'Van' })!, at(9))
    expect(again?.messageId).toBe(first?.messageId)
    expect(other?.messageId).not.toBe(first?.messageId)
    expect(orderEvents(undefined, order, at(9))[0]).toMatchObject({
      messageId: 'order:1:7:completed',
      orderId: '1:7',
      value: '10.0000',
      lines: [{ product: 'P', value: '10.0000' }],
    })
  })

  test('a refund without an order names none', () => {
    const refund = {
      ...draft,
      orderExternalId: '',
      amount: '3',
      reportingAmount: null,
      kind: 'refund',
      reason: '',
      at: at(2),
    }
    expect(refundEvent(refund)).not.toHaveProperty('orderId')
    expect(refundEvent(refund)).not.toHaveProperty('reportingValue')
    expect(refundEvent({ ...refund, orderExternalId: '7' }).orderId).toBe('1:7')
  })
})

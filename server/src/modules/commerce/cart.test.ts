import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { type CartEvent, foldCart, keepEvents } from './cart.ts'
import { cartEventOf, orderDraftOf, refundAmountOf } from './read-event.ts'

const line = (productId: string, quantity = '1') => ({
  productId,
  sku: '',
  title: productId,
  quantity,
  price: '10',
})
const event = (time: number, kind: CartEvent['kind'], ...lines: CartEvent['lines']): CartEvent => ({
  id: `${time}-${kind}`,
  time,
  kind,
  lines,
  currency: 'TRY',
})
const cartAfter = (...events: CartEvent[]) => {
  const { state, lines, total } = foldCart(keepEvents([], events))
  return [state, total, lines.map((line) => `${Number(line.quantity)}×${line.productId}`).join(' ')]
}

const events: fc.Arbitrary<CartEvent[]> = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 10_000 }).map(String),
    time: fc.integer({ min: 0, max: 20 }),
    kind: fc.constantFrom('add', 'add', 'remove', 'set', 'order'),
    lines: fc
      .array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 1, max: 3 })), { maxLength: 3 })
      .map((given) => given.map(([product, quantity]) => line(product, String(quantity)))),
    currency: fc.constantFrom('TRY', 'EUR', ''),
  }),
  { selector: (event) => event.id, minLength: 1, maxLength: 25 },
)

describe('foldCart', () => {
  test.each([
    [
      [event(1, 'add', line('A')), event(2, 'add', line('A', '2'))],
      ['open', '30.0000', '3×A'],
    ],
    [
      [event(1, 'add', line('A')), event(2, 'remove', line('A'))],
      ['emptied', '0.0000', ''],
    ],
    [
      [event(2, 'remove', line('A')), event(1, 'add', line('A', '3'))],
      ['open', '20.0000', '2×A'],
    ],
    [
      [event(1, 'add', line('A')), event(2, 'set', line('B'))],
      ['open', '10.0000', '1×B'],
    ],
    [
      [event(1, 'add', line('A')), event(2, 'order')],
      ['ordered', '0.0000', ''],
    ],
    [
      [event(2, 'order'), event(1, 'add', line('A'))],
      ['ordered', '0.0000', ''],
    ],
    [
      [event(1, 'add', line('A')), event(2, 'order'), event(3, 'add', line('B'))],
      ['open', '10.0000', '1×B'],
    ],
    [
      [event(1, 'set', line('A')), event(1, 'set', line('A'))],
      ['open', '10.0000', '1×A'],
    ],
  ])('%j is %j', (events, expected) => {
    expect(cartAfter(...events)).toEqual(expected)
  })

  test('any order of arrival, in any batches, each event heard once or more, ends in the same cart', () => {
    const arrivals = events.chain((events) =>
      fc.record({
        events: fc.constant(events),
        heard: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        sizes: fc.array(fc.integer({ min: 1, max: 5 })),
      }),
    )
    fc.assert(
      fc.property(arrivals, ({ events, heard, sizes }) => {
        let kept: CartEvent[] = []
        const rest = [...heard]
        for (const size of sizes) kept = keepEvents(kept, rest.splice(0, size))
        kept = keepEvents(kept, rest)
        expect(foldCart(kept)).toEqual(foldCart(keepEvents([], events)))
      }),
      { numRuns: 2_000 },
    )
  })

  test('no line is ever without goods', () => {
    fc.assert(
      fc.property(events, (events) => {
        for (const line of foldCart(keepEvents([], events)).lines)
          expect(Number(line.quantity)).toBeGreaterThan(0)
      }),
    )
  })
})

const live = (name: string, properties: Record<string, unknown>) => ({
  name,
  customerId: 3,
  time: new Date('2026-05-01T10:00:00Z'),
  messageId: 'm1',
  storeId: 1,
  properties,
})

describe('live events', () => {
  test.each([
    ['Product Added', { product_id: 'A', price: 19.9, quantity: 2 }, 'add 2.0000×A at 19.9000'],
    ['Product Added', { sku: 77, price: '5' }, 'add 1×77 at 5.0000'],
    ['Product Removed', { product_id: 'A', quantity: 'many' }, 'remove 1×A at 0.0000'],
    ['Cart Viewed', { products: [{ product_id: 'A', price: 1 }, null, 'B', {}] }, 'set 1×A at 1.0000'],
    ['Cart Viewed', { products: [] }, 'set '],
    ['Order Completed', { order_id: 'X' }, 'order '],
  ])('%s %j is %s', (name, properties, expected) => {
    const cart = cartEventOf(live(name, properties))
    const lines = cart?.lines.map((line) => `${line.quantity}×${line.productId} at ${line.price}`)
    expect(`${cart?.kind} ${lines?.join(', ')}`).toBe(expected)
  })

  test.each([
    ['Product Viewed', { product_id: 'A' }],
    ['Product Added', {}],
    ['Product Added', { product_id: { $gt: '' } }],
    ['Checkout Started', { order_id: '1' }],
    ['Checkout Started', { products: 'none' }],
  ])('%s %j says nothing about a cart', (name, properties) => {
    expect(cartEventOf(live(name, properties))).toBeUndefined()
  })

  test('an order is read exactly as sent', () => {
    const draft = orderDraftOf(
      live('Order Completed', {
        order_id: 1001,
        total: 27.5,
        shipping: '3',
        discount: -2,
        currency: 'usd',
        products: [{ product_id: 'A', name: 'Kazak', price: 0.1, quantity: 3, category: 'Giyim' }],
      }),
      { currency: 'TRY' },
    )
    expect(draft).toMatchObject({
      externalId: '1001',
      currency: 'USD',
      total: '27.5000',
      shipping: '3.0000',
      lines: [{ title: 'Kazak', unitPrice: '0.1000', quantity: '3.0000', category: 'Giyim' }],
    })
    expect(draft.discount).toBeUndefined()
  })

  test('a refund says its amount, or its products do, or it means all', () => {
    expect(refundAmountOf(live('Order Refunded', { total: 5 }))).toBe('5.0000')
    expect(
      refundAmountOf(live('Order Refunded', { products: [{ product_id: 'A', price: 2, quantity: 3 }] })),
    ).toBe('6.0000')
    expect(refundAmountOf(live('Order Refunded', {}))).toBeUndefined()
  })

  test('whatever is sent is read without failing', () => {
    const names = fc.constantFrom('Product Added', 'Cart Viewed', 'Order Completed', 'Order Refunded')
    fc.assert(
      fc.property(
        names,
        fc.dictionary(
          fc.constantFrom('products', 'price', 'quantity', 'total', 'currency', 'order_id', 'product_id'),
          fc.anything(),
        ),
        (name, properties) => {
          const event = live(name, properties)
          expect(() => {
            cartEventOf(event)
            orderDraftOf(event, { currency: 'TRY' })
            refundAmountOf(event)
          }).not.toThrow()
        },
      ),
      { numRuns: 3_000 },
    )
  })
})

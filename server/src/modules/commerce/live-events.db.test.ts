import { sql } from 'kysely'
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'
import { addCustomers, order } from '#test/support/orders.ts'

import { followMerges } from './follow-merges.ts'
import { hearCartEvents } from './hear-cart-events.ts'
import { hearOrderEvents } from './hear-order-events.ts'
import type { LiveEvent } from './read-event.ts'
import { saveOrders } from './save-orders.ts'

let opened: TestApp
let app: TestApp['app']
let customer = 0
let other = 0
let count = 0

beforeAll(async () => {
  opened = await openTestApp()
  app = opened.app
})

afterAll(() => opened.close())

beforeEach(async () => {
  count += 1
  ;[customer = 0, other = 0] = await addCustomers(app, 2)
})

const start = Date.parse('2026-05-01T10:00:00Z')

function live(name: string, minute: number, properties: Record<string, unknown> = {}): LiveEvent {
  return {
    name,
    customerId: customer,
    time: new Date(start + minute * 60_000),
    messageId: `${count}-${name}-${minute}`,
    storeId: 1,
    properties,
  }
}

const product = (productId: string, quantity = 1) => ({
  product_id: productId,
  name: productId,
  price: 10,
  quantity,
})

async function cartsOf(customerId: number): Promise<unknown[]> {
  const { rows } = await sql`
    SELECT state, total, jsonb_array_length(lines) AS lines, touched_at FROM carts
    WHERE customer_id = ${customerId} ORDER BY external_id`.execute(app.db)
  return rows
}

async function orderRow(externalId: string): Promise<Record<string, unknown>> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT o.*, (SELECT count(*)::int FROM order_lines l WHERE l.order_id = o.id) AS lines
    FROM orders o WHERE external_id = ${externalId}`.execute(app.db)
  expect(rows).toHaveLength(1)
  return rows[0]!
}

async function orderCount(customerId: number): Promise<unknown> {
  const { rows } = await sql<{
    n: number
  }>`SELECT order_count AS n FROM customers WHERE id = ${customerId}`.execute(app.db)
  return rows[0]!.n
}

describe('carts', () => {
  test('without an id: one cart per customer, closed by the order, opened again by the next product', async () => {
    await hearCartEvents(app, [
      live('Product Added', 1, product('A')),
      live('Product Added', 2, product('B', 2)),
    ])
    expect(await cartsOf(customer)).toMatchObject([{ state: 'open', total: '30.0000', lines: 2 }])
    await hearCartEvents(app, [live('Order Completed', 3, { order_id: `c${count}` })])
    expect(await cartsOf(customer)).toMatchObject([{ state: 'ordered', lines: 0 }])
    await hearCartEvents(app, [live('Product Added', 4, product('C'))])
    expect(await cartsOf(customer)).toMatchObject([{ state: 'open', total: '10.0000', lines: 1 }])
  })

  test('an order that names no cart closes the named ones of its customer too, also one heard of later', async () => {
    const named = { ...product('A'), cart_id: `cart-${count}` }
    await hearCartEvents(app, [live('Order Completed', 5, { order_id: '1' })])
    await hearCartEvents(app, [live('Product Added', 1, named)])
    expect(await cartsOf(customer)).toMatchObject([{ state: 'ordered' }, { state: 'ordered' }])
    await hearCartEvents(app, [live('Product Added', 6, named)])
    expect(await cartsOf(customer)).toMatchObject([{ state: 'open' }, { state: 'ordered' }])
  })

  test('any permutation of the same events, in any batches, ends in the same carts', async () => {
    const cartId = (name: string): Record<string, unknown> => (name === '' ? {} : { cart_id: name })
    const given = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('Product Added', 'Product Removed', 'Cart Viewed', 'Order Completed'),
        minute: fc.integer({ min: 0, max: 30 }),
        product: fc.constantFrom('A', 'B'),
        cart: fc.constantFrom('', 'X'),
      }),
      { selector: (event) => `${event.name}${event.minute}`, minLength: 2, maxLength: 9 },
    )
    const runs = given.chain((events) =>
      fc.record({
        events: fc.constant(events),
        shuffled: fc.shuffledSubarray(events, { minLength: events.length }),
        cut: fc.nat(8),
      }),
    )
    await fc.assert(
      fc.asyncProperty(runs, async ({ events, shuffled, cut }) => {
        const [first = 0, second = 0] = await addCustomers(app, 2)
        const heardBy = (owner: number, given: typeof events): LiveEvent[] =>
          given.map((event) => ({
            ...live(event.name, event.minute, {
              ...product(event.product),
              products: [product(event.product)],
              ...cartId(event.cart && `${event.cart}${owner}`),
            }),
            customerId: owner,
          }))
        await hearCartEvents(app, heardBy(first, events))
        for (const batch of [shuffled.slice(0, cut), shuffled.slice(cut)])
          await hearCartEvents(app, heardBy(second, batch))
        expect(await cartsOf(second)).toEqual(await cartsOf(first))
      }),
      { numRuns: 60 },
    )
  })
})

describe('orders', () => {
  const completed = (id: string, minute = 1) =>
    live('Order Completed', minute, { order_id: id, total: 25, currency: 'TRY', products: [product('A', 2)] })

  test('are kept from live events, once, without a second fact in the history', async () => {
    const id = `o${count}`
    await hearOrderEvents(app, [completed(id)])
    await hearOrderEvents(app, [completed(id)])
    expect(await orderRow(id)).toMatchObject({
      total: '25.0000',
      status: 'placed',
      customer_id: customer,
      lines: 1,
    })
    expect(await orderCount(customer)).toBe(1)
    const { rows } = await sql`SELECT FROM intake_batches WHERE body LIKE ${`%${id}%`}`.execute(app.db)
    expect(rows).toHaveLength(0)
  })

  test('end the same whatever comes first', async () => {
    const events = (id: string): LiveEvent[] => [
      completed(id),
      live('Order Updated', 2, { order_id: id, total: 15, products: [product('B')] }),
      live('Order Refunded', 3, { order_id: id, total: 5 }),
      live('Order Cancelled', 4, { order_id: id }),
    ]
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [1, 3, 0, 2],
      [2, 0, 3, 1],
    ]
    for (const [index, places] of orders.entries()) {
      const id = `p${count}-${index}`
      const all = events(id).map((event) => ({ ...event, messageId: `${event.messageId}-${index}` }))
      for (const place of places) await hearOrderEvents(app, [all[place]!])
      expect(await orderRow(id)).toMatchObject({
        total: '15.0000',
        refunded: '5.0000',
        status: 'cancelled',
        cancelled_at: new Date(start + 4 * 60_000),
      })
    }
  })

  test('a file stands over the first live word, a later update over the file', async () => {
    const id = `f${count}`
    const file = order({
      externalId: id,
      customerId: customer,
      placedAt: new Date(start),
      status: 'delivered',
    })
    await saveOrders(app, [file])
    await hearOrderEvents(app, [completed(id)])
    expect(await orderRow(id)).toMatchObject({ total: '200.0000', status: 'delivered' })
    await hearOrderEvents(app, [
      live('Order Updated', 9, { order_id: id, total: 99, products: [product('A')] }),
    ])
    expect(await orderRow(id)).toMatchObject({ total: '99.0000', status: 'delivered' })
    expect(await saveOrders(app, [file])).toMatchObject({ unchanged: 1 })
  })

  test('what no money can pay, or no store knows, holds up nobody', async () => {
    const id = `m${count}`
    const mad = { product_id: 'A', price: '99999999999999', quantity: 999_999 }
    await hearOrderEvents(app, [
      live('Order Completed', 1, { order_id: `${id}-mad`, products: [mad] }),
      { ...completed(`${id}-lost`), storeId: 77 },
      completed(id),
    ])
    await hearCartEvents(app, [
      live('Product Added', 1, mad),
      { ...live('Product Added', 2, mad), storeId: 77 },
    ])
    expect(await orderRow(id)).toMatchObject({ total: '25.0000' })
    expect(await cartsOf(customer)).toMatchObject([{ total: '0.0000', lines: 1 }])
  })
})

describe('merges', () => {
  test('orders, carts, refunds and figures follow, and go back when it is undone', async () => {
    const refund = { externalId: `r${count}`, amount: '5', at: new Date(start) }
    await saveOrders(app, [
      order({ externalId: `w${count}`, customerId: customer }),
      order({ externalId: `l${count}`, customerId: other, refunds: [refund] }),
    ])
    await hearCartEvents(app, [{ ...live('Product Added', 1, product('A')), customerId: other }])
    const merge = { mergeId: 'm', winner: customer, loser: other, undone: false }
    await followMerges(app, [merge])
    await followMerges(app, [merge])
    expect([await orderCount(customer), await orderCount(other)]).toEqual([2, 0])
    expect(await cartsOf(customer)).toHaveLength(1)
    await saveOrders(app, [order({ externalId: `n${count}`, customerId: customer })])
    await followMerges(app, [{ ...merge, undone: true }])
    expect([await orderCount(customer), await orderCount(other)]).toEqual([2, 1])
    expect(await cartsOf(other)).toHaveLength(1)
    const { rows } =
      await sql`SELECT customer_id FROM refunds WHERE external_id = ${refund.externalId}`.execute(app.db)
    expect(rows).toEqual([{ customer_id: other }])
  })
})

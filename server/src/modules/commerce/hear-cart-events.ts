/** Keeps carts as live events tell them. */
import { standsFor } from '#/modules/customers/index.ts'

import { type CartEvent, foldCart, keepEvents } from './cart.ts'
import { openBooks, type Books } from './books.ts'
import { cartEventOf, cartIdOf, type LiveEvent } from './read-event.ts'
import { inTurn, type Writing } from './in-turn.ts'
import { keyOf } from './store.ts'
import { type CartRow, lockCarts, type StoredCart, upsertCarts } from './store-carts.ts'

type Heard = LiveEvent & { cart: CartEvent; cartId: string }

/**
 * Events that name a cart belong to it; others to the one cart of their customer in the store. An order that names no
 * cart closes every cart of its customer that is not newer. Hearing an event twice, late or out of order changes
 * nothing about where the cart ends.
 */
export async function hearCartEvents(app: Writing, events: readonly LiveEvent[]): Promise<void> {
  const stands = await standsFor(app, [...new Set(events.map((event) => event.customerId))])
  const heard = events.flatMap((event): Heard[] => {
    const cart = cartEventOf(event)
    const cartId = cartIdOf(event)
    const customerId = stands.get(event.customerId) ?? event.customerId
    return cart && (cartId !== '' || customerId > 0) ? [{ ...event, customerId, cart, cartId }] : []
  })
  if (heard.length === 0) return
  await inTurn(app, async (within) => {
    const tx = within.db
    const books = await openBooks(within)
    const carts = await lockCarts(
      tx,
      heard.map((event) => ({ ...event, cartId: event.cartId || nameless(event.customerId) })),
    )
    const known = heard.filter((event) => books.knows(event.storeId))
    await upsertCarts(tx, foldAll(carts, known, books))
  })
}

function nameless(customerId: number): string {
  return `customer:${customerId}`
}

type Touched = StoredCart & { heard: CartEvent[] }

function foldAll(stored: readonly StoredCart[], heard: readonly Heard[], books: Books): CartRow[] {
  const carts = new Map(stored.map((cart): [string, Touched] => [keyOf(cart), { ...cart, heard: [] }]))
  const known: Known = { carts, brought: broughtAlong(carts.values()) }
  for (const event of heard) cartOf(known, event).heard.push(event.cart)
  const owned = Map.groupBy(carts.values(), ownerOf)
  for (const event of heard) {
    if (event.cart.kind !== 'order' || event.cartId !== '') continue
    for (const cart of owned.get(ownerOf(event)) ?? []) cart.heard.push(event.cart)
  }
  inheritOrders(carts)
  return [...carts.values()].filter((cart) => cart.heard.length > 0).map((cart) => rowOf(cart, books))
}

type Known = { carts: Map<string, Touched>; brought: ReadonlyMap<string, Touched> }

function ownerOf({ storeId, customerId }: { storeId: number; customerId: number | null }): string {
  return `${storeId}:${customerId}`
}

/** Carts without an id, the first of each owner. */
function broughtAlong(carts: Iterable<Touched>): Map<string, Touched> {
  const brought = new Map<string, Touched>()
  for (const cart of carts) {
    const owner = ownerOf(cart)
    if (cart.externalId.startsWith('customer:') && !brought.has(owner)) brought.set(owner, cart)
  }
  return brought
}

/** The cart an event belongs to; its customer is that of the newest event. */
function cartOf(known: Known, event: Heard): Touched {
  const { carts } = known
  const cart = findCart(known, event)
  carts.set(keyOf(cart), cart)
  const newest = event.time.getTime() >= Math.max(cart.touchedAt.getTime(), ...cart.heard.map((e) => e.time))
  if (event.customerId > 0 && (newest || cart.customerId === null)) cart.customerId = event.customerId
  return cart
}

/** Without an id: the customer's own cart, else one that a merge brought along, else a new one. */
function findCart({ carts, brought }: Known, event: Heard): Touched {
  const { storeId, customerId } = event
  const externalId = event.cartId || nameless(customerId)
  const standing = carts.get(keyOf({ storeId, externalId }))
  const found = standing ?? (event.cartId === '' ? brought.get(ownerOf(event)) : undefined)
  return found ?? { storeId, externalId, customerId: null, events: [], heard: [], touchedAt: new Date(0) }
}

/** A cart first heard of after its customer's order was: the order closes it all the same. */
function inheritOrders(carts: ReadonlyMap<string, Touched>): void {
  for (const cart of carts.values()) {
    if (cart.events.length > 0 || cart.customerId === null) continue
    const own = carts.get(keyOf({ storeId: cart.storeId, externalId: nameless(cart.customerId) }))
    if (own && own !== cart) cart.heard.push(...own.events.filter((event) => event.kind === 'order'))
  }
}

function rowOf(touched: Touched, books: Books): CartRow {
  const events = keepEvents(touched.events, touched.heard)
  const cart = foldCart(events)
  const { storeId, externalId, customerId } = touched
  const day = books.dayOf(storeId, new Date(cart.touchedAt))
  const currency = cart.currency || books.currencyOf(storeId)
  const reportingTotal = books.toReporting(cart.total, currency, day)
  return { ...cart, currency, storeId, externalId, customerId, events, reportingTotal }
}

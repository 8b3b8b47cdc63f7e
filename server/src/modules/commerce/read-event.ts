/** Reads orders and carts out of live events, as Segment's e-commerce vocabulary writes them: pure, and tolerant of what senders send. */
import { isCurrency } from '#/platform/money/currency.ts'
import { type Amount, compareAmounts, multiplyAmount, sumAmounts, ZERO } from '#/platform/money/money.ts'
import { AmountError } from '#/platform/money/units.ts'

import type { CartEvent, CartLine } from './cart.ts'
import type { LineDraft, OrderDraft } from './drafts.ts'

type Properties = Readonly<Record<string, unknown>>

export type LiveEvent = {
  name: string
  customerId: number
  time: Date
  messageId: string
  storeId: number
  properties: Properties
}

const kindOfName: Record<string, CartEvent['kind']> = {
  'Product Added': 'add',
  'Product Removed': 'remove',
  'Cart Viewed': 'set',
  'Checkout Started': 'set',
  'Order Completed': 'order',
}
export const cartEventNames: ReadonlySet<string> = new Set(Object.keys(kindOfName))

/** What the event means for a cart; undefined when it means nothing, as a checkout that does not say what is in it. */
export function cartEventOf(event: LiveEvent): CartEvent | undefined {
  const kind = kindOfName[event.name]
  if (kind === undefined) return undefined
  const products = kind === 'add' || kind === 'remove' ? [event.properties] : productsOf(event.properties)
  const lines = kind === 'order' ? [] : products.flatMap((product) => cartLineOf(product) ?? [])
  if (lines.length === 0 && kind !== 'order' && !saysEmpty(event)) return undefined
  return {
    id: event.messageId,
    time: event.time.getTime(),
    kind,
    lines,
    currency: currencyOf(event.properties),
  }
}

function saysEmpty(event: LiveEvent): boolean {
  return event.name === 'Cart Viewed' && Array.isArray(event.properties.products)
}

function cartLineOf(product: Properties): CartLine | undefined {
  const productId = textOf(product.product_id) || textOf(product.sku)
  if (productId === '') return undefined
  return {
    productId,
    sku: textOf(product.sku),
    title: textOf(product.name) || textOf(product.title),
    quantity: quantityOf(product),
    price: amountOf(product.price) ?? ZERO,
  }
}

/** The cart the event names; '' when it names none. */
export function cartIdOf(event: LiveEvent): string {
  return textOf(event.properties.cart_id)
}

/** The order the event names in the shop's own spelling; '' when it names none. */
export function orderIdOf(event: LiveEvent): string {
  return textOf(event.properties.order_id)
}

/** The order as the event tells it, dated by the event; prices and totals are trusted as sent. */
export function orderDraftOf(event: LiveEvent, given: { currency: string }): OrderDraft {
  const { properties } = event
  const lines = productsOf(properties).flatMap((product) => orderLineOf(product) ?? [])
  const total = amountOf(properties.total) ?? amountOf(properties.value) ?? amountOf(properties.revenue)
  return {
    storeId: event.storeId,
    externalId: orderIdOf(event),
    number: textOf(properties.order_number) || orderIdOf(event),
    customerId: event.customerId > 0 ? event.customerId : null,
    placedAt: event.time,
    knownAt: event.time,
    currency: currencyOf(properties) || given.currency,
    lines,
    ...optionalAmounts(properties),
    ...(total !== undefined && { total }),
    coupon: textOf(properties.coupon),
    channel: textOf(properties.channel),
    source: 'event',
  }
}

function optionalAmounts(properties: Properties): Pick<OrderDraft, 'discount' | 'shipping' | 'tax'> {
  const amounts = { discount: properties.discount, shipping: properties.shipping, tax: properties.tax }
  const read = Object.entries(amounts).flatMap(([name, value]) => {
    const amount = amountOf(value)
    return amount !== undefined && compareAmounts(amount, ZERO) >= 0 ? [[name, amount]] : []
  })
  return Object.fromEntries(read) as Pick<OrderDraft, 'discount' | 'shipping' | 'tax'>
}

function orderLineOf(product: Properties): LineDraft | undefined {
  const line = cartLineOf(product)
  if (line === undefined) return undefined
  const { price, ...rest } = line
  return {
    ...rest,
    title: rest.title || rest.productId,
    unitPrice: price,
    variantId: textOf(product.variant),
    category: textOf(product.category),
    brand: textOf(product.brand),
  }
}

/** What an Order Refunded event gives back: as said, or the sum of its products; undefined means the whole order. */
export function refundAmountOf(event: LiveEvent): Amount | undefined {
  const { properties } = event
  const said = amountOf(properties.total) ?? amountOf(properties.value) ?? amountOf(properties.revenue)
  if (said !== undefined) return said
  const lines = productsOf(properties).flatMap((product) => cartLineOf(product) ?? [])
  if (lines.length === 0) return undefined
  return sumAmounts(lines.map((line) => multiplyAmount(line.price, line.quantity)))
}

function currencyOf(properties: Properties): string {
  const code = textOf(properties.currency).toUpperCase()
  return isCurrency(code) ? code : ''
}

function productsOf(properties: Properties): Properties[] {
  const { products } = properties
  if (!Array.isArray(products)) return []
  return products.filter((product): product is Properties => typeof product === 'object' && product !== null)
}

/** One when not said or not a count. */
function quantityOf(product: Properties): string {
  const quantity = amountOf(product.quantity)
  const usable = quantity !== undefined && compareAmounts(quantity, ZERO) > 0
  return usable && compareAmounts(quantity, '1000000') < 0 ? quantity : '1'
}

const longestText = 500

function textOf(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return ''
  return String(value).replaceAll('\u0000', '').trim().slice(0, longestText)
}

/** A JSON number is read as it was written, in decimal; nothing is calculated in floating point. */
function amountOf(value: unknown): Amount | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  try {
    return sumAmounts([String(value).trim()])
  } catch (error) {
    if (error instanceof AmountError) return undefined
    throw error
  }
}

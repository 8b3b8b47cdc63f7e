/** Segment's e-commerce properties (v2) as typed columns. What has no column stays in the JSON of the event. */
import { sum, times, toDecimal } from './decimal.ts'
import { deviceOf } from './device.ts'
import type { Line, Standard } from './event-row.ts'
import type { Fields, Passing } from './passing.ts'
import { isFields } from './validate.ts'

/** What mapping needs to know of the shop. */
export type Mapping = {
  /** The currency of a store, for events that name none. */
  currencyOf(storeId: number): string
  /** See `ratesFor` of team. */
  toReporting(amount: string, currency: string, day: string): string | null
}

const longest = 500
const longestUrl = 2_000
const mostLines = 500

export function standardOf(event: Passing, mapping: Mapping): { standard: Standard; lines: Line[] } {
  const { properties: p, context } = event
  const store = event.carrier.origin.kind === 'api' ? event.carrier.origin.storeId : 0
  const lines = linesOf(p['products'])
  const money = moneyOf(event, { lines, store, mapping })
  const page = fieldsIn(context, 'page')
  const location = fieldsIn(context, 'location')
  // Written out: put together of parts, an object with so many names costs several times as much.
  const standard: Standard = {
    value: money.value,
    currency: money.currency,
    reporting_value: money.reportingValue,
    url: text(p['url'] ?? page['url'], longestUrl),
    referrer: text(p['referrer'] ?? page['referrer'], longestUrl),
    campaign: campaignOf(context, page),
    country: text(location['country'], 2).toUpperCase(),
    city: text(location['city'], 100),
    device: deviceOf(agentOf(event)),
    message_id: event.messageId,
    type: event.type,
    source: 'api',
    store: String(store),
    anonymous_id: event.anonymousId,
    session: text(p['session_id'] ?? context['sessionId'] ?? context['session_id']),
    order_id: orderIdOf(p, store),
    cart_id: text(p['cart_id'] ?? p['checkout_id']),
    product_id: text(p['product_id'] ?? p['sku']),
    category: text(p['category']),
    brand: text(p['brand']),
    coupon: text(p['coupon'] ?? p['coupon_id']),
    discount: discountOf(p['discount']),
    query: text(p['query']),
    results: resultsOf(p['results'] ?? p['results_count'] ?? p['result_count']),
    quantity: p['quantity'] === undefined ? '0' : quantityOf(p['quantity']),
    channel: text(p['channel'] ?? context['channel']),
    message: text(p['message_id']),
    properties: JSON.stringify(contentOf(event)),
    context: JSON.stringify(context),
  }
  return { lines, standard }
}

/** What the sender said about the event itself: properties, or for people and groups their traits. */
function contentOf({ type, properties, traits, raw }: Passing): Fields {
  if (type === 'identify') return traits
  if (type === 'group') return { ...traits, groupId: raw['groupId'] }
  if (type === 'alias') return { previousId: raw['previousId'] }
  if (type === 'track') return properties
  return {
    ...properties,
    ...(raw['name'] !== undefined && { name: raw['name'] }),
    ...(raw['category'] !== undefined && { category: raw['category'] }),
  }
}

/** Orders are numbered by each store for itself. */
function orderIdOf(p: Fields, store: number): string {
  const id = text(p['order_id'])
  return id === '' ? '' : `${store}:${id}`
}

type Money = { value: string; currency: string; reportingValue: string }
const noMoney: Money = { value: '0', currency: '', reportingValue: '0' }

type Surroundings = { lines: readonly Line[]; store: number; mapping: Mapping }

/**
 * `value`: of an order its total (after discount, with shipping and tax), else its revenue; of anything else `value`,
 * `revenue`, `total`, then price × quantity, then the sum of its lines.
 */
function moneyOf(event: Passing, { lines, store, mapping }: Surroundings): Money {
  const { properties: p } = event
  const value = valueOf(event, lines)
  if (value === null) return noMoney
  const named = typeof p['currency'] === 'string' ? p['currency'].trim().toUpperCase() : ''
  const currency = /^[A-Z]{3}$/.test(named) ? named : mapping.currencyOf(store)
  return { value, currency, reportingValue: mapping.toReporting(value, currency, dayOf(event.time)) ?? '0' }
}

const dayLength = 86_400_000
/** Days since 1970, and the text of the day last asked for: nearly all events of a moment are of one day. */
const lastDay = { number: 0, text: '1970-01-01' }

function dayOf(time: number): string {
  const number = Math.floor(time / dayLength)
  if (number !== lastDay.number) {
    lastDay.number = number
    lastDay.text = new Date(time).toISOString().slice(0, 10)
  }
  return lastDay.text
}

function valueOf({ name, properties: p }: Passing, lines: readonly Line[]): string | null {
  const order = name.startsWith('Order ')
  const given = order
    ? (p['total'] ?? p['revenue'] ?? p['value'])
    : (p['value'] ?? p['revenue'] ?? p['total'])
  const stated = toDecimal(given, 4)
  if (stated !== null) return stated
  const price = toDecimal(p['price'], 4)
  if (price !== null) return bounded(times(price, toDecimal(p['quantity'], 3) ?? '1'))
  return lines.length > 0 ? bounded(sum(lines.map((line) => line.value))) : null
}

/** A product or sum of amounts may be longer than the store's eighteen digits. */
function bounded(value: string): string | null {
  return /^-?\d{1,14}(?:\.|$)/.test(value) ? value : null
}

function linesOf(products: unknown): Line[] {
  if (!Array.isArray(products)) return []
  return products.slice(0, mostLines).filter(isFields).map(lineOf)
}

/** A line's value is price × quantity before the order's own discount. */
function lineOf(product: Fields): Line {
  const quantity = quantityOf(product['quantity'])
  const price = toDecimal(product['price'], 4) ?? '0'
  return {
    product: text(product['product_id'] ?? product['sku']),
    title: text(product['name'] ?? product['title']),
    category: text(product['category']),
    brand: text(product['brand']),
    quantity,
    value: bounded(times(price, quantity)) ?? '0',
    ...costOf(product['cost'], quantity),
  }
}

/** Of one piece, as of the price; said by few senders, and only by servers with a reason to. */
function costOf(given: unknown, quantity: string): Pick<Line, 'cost'> {
  const one = toDecimal(given, 4)
  const cost = one === null ? null : bounded(times(one, quantity))
  return cost === null ? {} : { cost }
}

/** How much a search found; undefined where the sender does not say so. */
function resultsOf(given: unknown): string | undefined {
  if (given === undefined || given === null) return undefined
  const found = Number(given)
  return Number.isInteger(found) && found >= 0 && found <= 4_294_967_295 ? String(found) : undefined
}

function discountOf(given: unknown): string {
  const discount = toDecimal(given, 4)
  return (discount === null ? null : bounded(discount)) ?? '0'
}

/** Nine digits before the point fit the store. */
function quantityOf(value: unknown): string {
  const quantity = toDecimal(value, 3) ?? '1'
  return /^-?\d{1,9}(?:\.|$)/.test(quantity) ? quantity : '1'
}

function agentOf({ context, carrier: { origin } }: Passing): string {
  return text(context['userAgent']) || (origin.kind === 'api' ? origin.userAgent : '')
}

function campaignOf(context: Fields, page: Fields): string {
  const named = text(fieldsIn(context, 'campaign')['name'])
  if (named !== '' || typeof page['search'] !== 'string' || !page['search'].includes('utm_campaign='))
    return named
  return text(new URLSearchParams(page['search']).get('utm_campaign'))
}

function fieldsIn(fields: Fields, name: string): Fields {
  const inner = fields[name]
  return isFields(inner) ? inner : {}
}

function text(value: unknown, most = longest): string {
  if (typeof value === 'string') return value.length > most ? value.slice(0, most).toWellFormed() : value
  return typeof value === 'number' ? String(value) : ''
}

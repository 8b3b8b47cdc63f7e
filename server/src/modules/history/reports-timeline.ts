/** One customer's events on the event store, newest first. */
import type { EventStore, QueryParams } from '#/platform/event-store/index.ts'

import type { Mapped } from './store-merges.ts'
import { namesOfKind, type TimelineKind } from './timeline.ts'

export type TimelineRow = {
  id: string
  name: string
  /** Milliseconds since 1970, as text. */
  at: string
  source: string
  store: number
  order_id: string
  product_id: string
  value: string
  currency: string
  query: string
  url: string
  coupon: string
  campaign: string
  channel: string
  message: string
  device: string
  line_products: string[]
  line_titles: string[]
  line_quantities: string[]
  properties: string
}

export type TimelineQuestion = {
  customer: number
  mapped: readonly Mapped[]
  kinds?: readonly TimelineKind[] | undefined
  text?: string | undefined
  /** The last event of the page before. */
  before?: { at: number; id: string } | undefined
  /** Milliseconds since 1970; nothing older is looked at. */
  from: number
  limit: number
}

export async function selectTimeline(store: EventStore, question: TimelineQuestion): Promise<TimelineRow[]> {
  const { customer, mapped, before } = question
  const conditions = [
    `customer IN (${[customer, ...mapped.flatMap((row) => [row.customer, ...row.liesAt])].map(Math.trunc).join(',')})`,
    `${standsForNow(mapped)} = {customer:UInt32}`,
    'time >= fromUnixTimestamp64Milli({from:Int64})',
  ]
  const params: QueryParams = { customer, from: question.from, limit: question.limit }
  if (before) {
    conditions.push('(time, message_id) < (fromUnixTimestamp64Milli({beforeAt:Int64}), {beforeId:String})')
    Object.assign(params, { beforeAt: before.at, beforeId: before.id })
  }
  if (question.kinds) conditions.push(ofKinds(question.kinds))
  if (question.text) {
    conditions.push(
      "positionCaseInsensitiveUTF8(concat(name, ' ', order_id, ' ', query, ' ', url, ' ', arrayStringConcat(line_titles, ' '), ' ', properties), {text:String}) > 0",
    )
    params['text'] = question.text
  }
  return store.query<TimelineRow>(
    `SELECT message_id AS id, name, toUnixTimestamp64Milli(time) AS at, source, store, order_id, product_id, value, currency,
       query, url, coupon, campaign, channel, message, device, line_products, line_titles, line_quantities, properties
     FROM events WHERE ${conditions.join(' AND ')}
     ORDER BY time DESC, message_id DESC LIMIT {limit:UInt32}`,
    params,
  )
}

/** The customer a row counts for, by the few mappings that touch this timeline; numbers only. */
function standsForNow(mapped: readonly Mapped[]): string {
  if (mapped.length === 0) return 'customer'
  const customers = mapped.map((row) => Math.trunc(row.customer)).join(',')
  const standsFor = mapped.map((row) => Math.trunc(row.standsFor)).join(',')
  return `transform(original_customer, [${customers}], [${standsFor}], customer)`
}

/** Beginnings of names are our own constants. */
function ofKinds(kinds: readonly TimelineKind[]): string {
  const beginsWith = (beginnings: readonly string[]): string =>
    `arrayExists(beginning -> startsWith(name, beginning), [${beginnings.map((text) => `'${text}'`).join(',')}])`
  const named = kinds.flatMap((kind) => (kind === 'other' ? [] : namesOfKind[kind]))
  const parts = [
    ...(named.length > 0 ? [beginsWith(named)] : []),
    ...(kinds.includes('other') ? [`NOT ${beginsWith(Object.values(namesOfKind).flat())}`] : []),
  ]
  return parts.length > 0 ? `(${parts.join(' OR ')})` : '0'
}

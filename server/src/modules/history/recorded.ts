/** Events that rooms above record: complete already, they only have to be carried to the event store once. */
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import { toDecimal } from './decimal.ts'
import { type EventRow, eventRow, type Line, type Standard } from './event-row.ts'
import { earliest } from './event-time.ts'
import type { Carrier, Fields, Passing } from './passing.ts'
import { insertIntake, signalIntake } from './store.ts'
import { keyOf } from './validate.ts'

export type HistoryEvent = {
  name: string
  /** 0 for what nobody known did. */
  customerId: number
  time: Date
  /** The same id twice is one event, for ever. */
  messageId: string
  /** The room, or `import`. */
  source: string
  storeId?: number
  orderId?: string
  cartId?: string
  productId?: string
  category?: string
  brand?: string
  coupon?: string
  /** Taken off the order in all, in its currency; positive. */
  discount?: string
  query?: string
  channel?: string
  message?: string
  campaign?: string
  /** Decimal texts with up to four decimals. */
  value?: string
  currency?: string
  reportingValue?: string
  quantity?: string
  city?: string
  country?: string
  url?: string
  lines?: Line[]
  properties?: Record<string, unknown>
  anonymousId?: string
}

/** Events of many that differ in nothing but whom they are of. */
export type AlikeEvents = {
  event: Omit<HistoryEvent, 'customerId' | 'messageId'>
  /** A message id is this with the customer's number behind. */
  idPrefix: string
  customers: readonly number[]
}

const perBody = 500
const bodiesAtOnce = 20

type Recording = Pick<App, 'clock'> & { db: Db | Tx }

/** Writes events durably in the caller's transaction; the pipeline carries them to the event store after the commit. */
export async function recordEvents(app: Recording, events: readonly HistoryEvent[]): Promise<void> {
  const bodies: Body[] = []
  for (let start = 0; start < events.length; start += perBody) {
    const part = events.slice(start, start + perBody)
    bodies.push({ content: part, events: part.length })
  }
  await record(app, bodies)
}

/**
 * The same for events that are never recorded twice, because the caller's transaction changes what their ids follow from: an
 * id that has come before is not looked for. Costs a tenth.
 */
export async function recordAlike(app: Recording, groups: readonly AlikeEvents[]): Promise<void> {
  await record(app, bodiesOf(groups))
}

type Body = { content: object; events: number }

function bodiesOf(groups: readonly AlikeEvents[]): Body[] {
  const bodies: Body[] = []
  let alike: AlikeEvents[] = []
  let room = perBody
  const close = (): void => {
    if (alike.length > 0) bodies.push({ content: { alike }, events: perBody - room })
    alike = []
    room = perBody
  }
  for (const group of groups) {
    for (let start = 0; start < group.customers.length;) {
      const customers = group.customers.slice(start, start + room)
      alike.push({ ...group, customers })
      start += customers.length
      room -= customers.length
      if (room === 0) close()
    }
  }
  close()
  return bodies
}

async function record(app: Recording, bodies: readonly Body[]): Promise<void> {
  const receivedAt = app.clock.now()
  for (let start = 0; start < bodies.length; start += bodiesAtOnce) {
    const rows = bodies.slice(start, start + bodiesAtOnce).map(({ content, events }) => {
      return { body: storable(JSON.stringify(content)), origin: { kind: 'room' }, receivedAt, events }
    })
    await insertIntake(app.db, rows)
  }
  if (bodies.length > 0) await signalIntake(app.db)
}

/** JSON.stringify writes NUL and halves of letters as escapes, which later readers of the history could not take. */
function storable(json: string): string {
  return json.replaceAll(/\\u0000|\\u[dD][89a-fA-F][0-9a-fA-F]{2}/g, '')
}

/** Opens one recorded body. */
export function openRecorded(carrier: Carrier): Passing[] {
  const content = JSON.parse(carrier.body) as Fields[] | { alike: AlikeEvents[] }
  if (Array.isArray(content)) return content.map((raw) => passingOf(carrier, raw))
  // No message id holds a line break.
  const seen = keyOf(carrier.origin, `alike\n${carrier.id}`)
  return content.alike.flatMap(({ event, idPrefix, customers }) =>
    customers.map((customerId) =>
      passingOf(carrier, { ...event, customerId, messageId: `${idPrefix}${customerId}` }, seen),
    ),
  )
}

function passingOf(carrier: Carrier, raw: Fields, seen?: string): Passing {
  const event = raw as unknown as Omit<HistoryEvent, 'time'> & { time: string }
  const key = keyOf(carrier.origin, event.messageId)
  return {
    carrier,
    raw,
    type: 'track',
    name: event.name,
    time: Math.max(Date.parse(event.time), earliest),
    messageId: event.messageId,
    key,
    seen: seen ?? key,
    userId: '',
    anonymousId: event.anonymousId ?? '',
    properties: event.properties ?? {},
    traits: {},
    context: {},
    repeated: false,
    customer: event.customerId,
    row: [],
  }
}

export function recordedRow(passing: Passing): EventRow {
  const event = passing.raw as unknown as HistoryEvent
  const { orderId, cartId, productId, anonymousId, ...texts } = event
  const standard: Standard = {
    message_id: event.messageId,
    type: 'recorded',
    source: event.source,
    store: String(event.storeId ?? 0),
    ...present({ order_id: orderId, cart_id: cartId, product_id: productId, anonymous_id: anonymousId }),
    ...present(pick(texts)),
    value: toDecimal(event.value, 4) ?? '0',
    discount: toDecimal(event.discount, 4) ?? '0',
    reporting_value: toDecimal(event.reportingValue, 4) ?? '0',
    quantity: toDecimal(event.quantity, 3) ?? '0',
    properties: JSON.stringify(event.properties ?? {}),
  }
  const { name, customer, time, carrier } = passing
  return eventRow({
    name,
    customer,
    time,
    receivedAt: carrier.receivedAt,
    standard,
    lines: event.lines ?? [],
  })
}

const sameNames = [
  'category',
  'brand',
  'coupon',
  'query',
  'channel',
  'message',
  'campaign',
  'currency',
  'city',
  'country',
  'url',
] as const

function pick(
  event: Partial<Record<(typeof sameNames)[number], string>>,
): Record<string, string | undefined> {
  return Object.fromEntries(sameNames.map((name) => [name, event[name]]))
}

function present(fields: Record<string, string | undefined>): Standard {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

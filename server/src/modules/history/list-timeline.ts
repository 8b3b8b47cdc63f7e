/** A customer's timeline, page by page. */
import type { App } from '#/platform/app.ts'
import { standsFor } from '#/modules/customers/index.ts'

import { refuse } from './errors.ts'
import { earliest } from './event-time.ts'
import { selectTimeline, type TimelineRow } from './reports-timeline.ts'
import { selectMappedAround } from './store-merges.ts'
import { groupVisits, kindOf, type TimelineKind, toneOf } from './timeline.ts'

type Input = {
  id: number
  kinds?: TimelineKind[] | undefined
  q?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** Days looked at in turn until a page is full: most people look at the newest, and few months are few files. */
const windows = [92, 800, Number.POSITIVE_INFINITY]
/** Customers' numbers are signed 32-bit numbers in the database. */
const largestId = 2_147_483_647
const dayLong = 86_400_000
/** Looks of one visit become one item, so more events than items are read. */
const eventsPerItem = 4

/** Newest first. A merged customer's timeline is that of whom they were merged into. */
export async function listTimeline(app: Pick<App, 'db' | 'eventStore' | 'clock'>, input: Input) {
  const stands = input.id <= largestId ? await standsFor(app, [input.id]) : new Map<number, number>()
  const customer = stands.get(input.id)
  if (customer === undefined) throw refuse('customer_not_found', { id: input.id })
  const wanted = input.limit * eventsPerItem
  const rows = await readRows(app, { ...input, customer, wanted })
  const groups = groupVisits(rows.map((row) => ({ ...row, time: Number(row.at) })))
  // The last group may go on in what was not read; it stays for the next page unless it is all there is.
  const whole = rows.length < wanted ? groups : groups.slice(0, Math.max(1, groups.length - 1))
  const shown = whole.slice(0, input.limit)
  const last = shown.at(-1)?.at(-1)
  const more = rows.length === wanted || shown.length < groups.length
  return { items: shown.map(itemOf), next: more && last ? cursorOf(last) : null }
}

async function readRows(
  app: Pick<App, 'db' | 'eventStore' | 'clock'>,
  given: Input & { customer: number; wanted: number },
): Promise<TimelineRow[]> {
  const mapped = await selectMappedAround(app.db, given.customer)
  const before = given.cursor === undefined ? undefined : readCursor(given.cursor)
  const newest = before?.at ?? app.clock.now().getTime()
  for (const days of windows) {
    const from = Math.max(earliest, days === Number.POSITIVE_INFINITY ? earliest : newest - days * dayLong)
    const { customer, kinds, q: text, wanted: limit } = given
    const rows = await selectTimeline(app.eventStore, { customer, mapped, kinds, text, before, from, limit })
    if (rows.length === limit || from === earliest) return rows
  }
  return []
}

function itemOf(group: readonly (TimelineRow & { time: number })[]) {
  const [newest] = group
  const oldest = group.at(-1)
  if (!newest || !oldest) throw new Error('a group of nothing')
  return {
    id: newest.id,
    name: newest.name,
    kind: kindOf(newest.name),
    tone: toneOf(newest.name),
    time: iso(newest.time),
    since: iso(oldest.time),
    count: group.length,
    source: newest.source,
    storeId: newest.store,
    orderId: newest.order_id,
    value: valueOf(newest),
    products: productsOf(group),
    searches: [...new Set(group.map((row) => row.query).filter((query) => query !== ''))].slice(0, 10),
    url: newest.url,
    coupon: newest.coupon,
    campaign: newest.campaign,
    channel: newest.channel,
    message: newest.message,
    device: newest.device,
    properties: readProperties(newest.properties),
  }
}

function productsOf(group: readonly TimelineRow[]) {
  const lines = group.flatMap((row) =>
    row.line_products.map((id, index) => ({
      id,
      title: row.line_titles[index] ?? '',
      quantity: row.line_quantities[index] ?? '1',
    })),
  )
  const single = group.flatMap((row) => {
    if (row.product_id === '') return []
    const { name } = readProperties(row.properties)
    return [{ id: row.product_id, title: typeof name === 'string' ? name : '', quantity: '1' }]
  })
  return [...new Map([...lines, ...single].map((line) => [line.id, line])).values()].slice(0, 20)
}

function valueOf(row: TimelineRow): { amount: string; currency: string } | null {
  return row.currency === '' ? null : { amount: row.value, currency: row.currency }
}

/** Properties come from senders and may be anything; what is not an object is shown as nothing. */
export function readProperties(json: string): Record<string, unknown> {
  const parsed = JSON.parse(json || '{}') as unknown
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? (parsed as Record<string, unknown>)
    : {}
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

function cursorOf(row: { time: number; id: string }): string {
  return Buffer.from(JSON.stringify([row.time, row.id])).toString('base64url')
}

function readCursor(cursor: string): { at: number; id: string } {
  const parsed = parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!Array.isArray(parsed)) throw refuse('cursor_invalid')
  const [at, id] = parsed as unknown[]
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || typeof id !== 'string')
    throw refuse('cursor_invalid')
  return { at, id }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

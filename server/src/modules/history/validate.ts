/** The first step: a body becomes events, each checked by hand (this runs for every event). A bad one never stops its neighbours. */
import { hash } from 'node:crypto'

import { eventTime } from './event-time.ts'
import { type Origin, type SentOrigin, scopeOf } from './origin.ts'
import {
  type Carrier,
  type Dropped,
  type EventType,
  eventTypes,
  type Fields,
  type Passing,
  type QuarantineReason,
} from './passing.ts'

export type Opened = { passing: Passing[]; dropped: Dropped[] }

/** Names of what is not tracked by name. */
const nameOfType: Record<Exclude<EventType, 'track'>, string> = {
  page: 'Page Viewed',
  screen: 'Screen Viewed',
  identify: 'Customer Identified',
  group: 'Group Joined',
  alias: 'Identity Linked',
}

const types: ReadonlySet<unknown> = new Set(eventTypes)
const longestName = 200
const longestId = 255

/** What senders put into texts that no store takes: NUL and halves of letters. Looked for once per body. */
const unstorable = /\\u(?:0000|[dD][89a-fA-F])/

/** Opens one sent body. */
export function openSent(carrier: Carrier & { origin: SentOrigin }): Opened {
  const { body } = carrier
  const parsed = parse(body)
  if (parsed === undefined) return unreadable(carrier)
  const clean = unstorable.test(body) ? (cleaned(parsed) as Fields) : parsed
  const { endpoint } = carrier.origin
  if (endpoint !== 'batch' && endpoint !== 'import') {
    return sort([clean], (raw, index) =>
      openEvent({ carrier, raw, index, type: endpoint, sentAt: (raw as Fields)['sentAt'] }),
    )
  }
  const events = Array.isArray(clean['batch']) ? (clean['batch'] as unknown[]) : []
  const shared = isFields(clean['context']) ? clean['context'] : undefined
  return sort(events, (raw, index) =>
    openEvent({
      carrier,
      raw: withContext(raw, shared),
      index,
      type: undefined,
      sentAt: sentAtOf(raw, clean),
    }),
  )
}

function parse(body: string): Fields | undefined {
  try {
    return JSON.parse(body) as Fields
  } catch {
    return undefined
  }
}

/** Bodies were looked at before they were accepted; should one be no JSON all the same, it must not stop the others. */
function unreadable(carrier: Carrier): Opened {
  const dropped = { carrier, raw: carrier.body, reason: 'not_an_object' as const, detail: 'JSON', name: '' }
  return { passing: [], dropped: [dropped] }
}

function sort(events: readonly unknown[], open: (raw: unknown, index: number) => Passing | Dropped): Opened {
  const opened: Opened = { passing: [], dropped: [] }
  for (const [index, raw] of events.entries()) {
    const event = open(raw, index)
    if ('reason' in event) opened.dropped.push(event)
    else opened.passing.push(event)
  }
  return opened
}

function sentAtOf(raw: unknown, batch: Fields): unknown {
  return (isFields(raw) ? raw['sentAt'] : undefined) ?? batch['sentAt']
}

/** The batch's context holds for each of its events; an event's own says more. */
function withContext(raw: unknown, shared: Fields | undefined): unknown {
  if (!shared || !isFields(raw)) return raw
  return { ...raw, context: isFields(raw['context']) ? { ...shared, ...raw['context'] } : shared }
}

type Given = { carrier: Carrier; raw: unknown; index: number; type: EventType | undefined; sentAt: unknown }

function openEvent(given: Given): Passing | Dropped {
  const { carrier, raw } = given
  const drop = (reason: QuarantineReason, detail = ''): Dropped => ({
    carrier,
    raw,
    reason,
    detail: detail.slice(0, 500),
    name: isFields(raw) && typeof raw['event'] === 'string' ? raw['event'].slice(0, longestName) : '',
  })
  if (!isFields(raw)) return drop('not_an_object')
  const type = given.type ?? raw['type']
  if (!isEventType(type)) return drop('type_unknown', textOf(type))
  const name = type === 'track' ? raw['event'] : nameOfType[type]
  if (typeof name !== 'string' || name.trim() === '') return drop('name_missing')
  if (name.length > longestName) return drop('name_too_long')
  const fault = faultOfBlocks(raw)
  if (fault) return drop(fault)
  return openChecked({ ...given, raw, type, name: name.trim() }, drop)
}

function openChecked(
  given: Given & { raw: Fields; type: EventType; name: string },
  drop: (reason: QuarantineReason, detail?: string) => Dropped,
): Passing | Dropped {
  const { carrier, raw } = given
  const userId = idOf(raw['userId'])
  const anonymousId = idOf(raw['anonymousId'])
  if (userId === null || anonymousId === null) return drop('identity_unusable')
  if (userId === '' && anonymousId === '' && !idOf(raw['previousId'])) return drop('identity_missing')
  const at = raw['originalTimestamp'] ?? raw['timestamp']
  const time = eventTime({ at, sentAt: given.sentAt, receivedAt: carrier.receivedAt })
  if (time === null) return drop('time_unusable', textOf(at))
  const sentId = raw['messageId'] === undefined ? '' : idOf(raw['messageId'])
  if (sentId === null) return drop('message_id_unusable')
  // Without an id of its own an event is itself by its place in the body, also after a crash.
  const messageId = sentId === '' ? `vefa:${carrier.id}:${given.index}` : sentId
  const key = keyOf(carrier.origin, messageId)
  return {
    carrier,
    raw,
    type: given.type,
    name: given.name,
    time,
    messageId,
    key,
    seen: key,
    userId,
    anonymousId,
    properties: fieldsOf(raw['properties']),
    traits: fieldsOf(raw['traits']),
    context: fieldsOf(raw['context']),
    repeated: false,
    customer: 0,
    row: [],
  }
}

export function keyOf(from: Origin, messageId: string): string {
  return hash('md5', `${scopeOf(from)}\n${messageId}`)
}

function faultOfBlocks(raw: Fields): QuarantineReason | undefined {
  if (!isBlock(raw['properties'])) return 'properties_not_object'
  if (!isBlock(raw['traits'])) return 'traits_not_object'
  return undefined
}

function isBlock(value: unknown): boolean {
  return value === undefined || value === null || isFields(value)
}

/** Ids are texts or whole numbers; '' when absent, null when neither. */
export function idOf(value: unknown): string | null {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value !== 'string' || value.length > longestId) return null
  return value.trim()
}

function isEventType(value: unknown): value is EventType {
  return types.has(value)
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** The same value with every text storable. How deep bodies may nest is bounded when they are accepted. */
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed()
  if (Array.isArray(value)) return value.map(cleaned)
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [cleaned(name), cleaned(inner)]))
}

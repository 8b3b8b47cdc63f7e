/** An event on its way through the pipeline, and what becomes of those that do not arrive. */
import type { EventRow } from './event-row.ts'
import type { Origin } from './origin.ts'

export type Fields = Record<string, unknown>

export const eventTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const
export type EventType = (typeof eventTypes)[number]

/** One claimed body. */
export type Carrier = {
  id: string
  origin: Origin
  body: string
  /** Milliseconds since 1970. */
  receivedAt: number
}

export type Passing = {
  carrier: Carrier
  /** The event as sent, with the batch's context merged in; of a recording room, its HistoryEvent. */
  raw: Fields
  type: EventType
  name: string
  /** Milliseconds since 1970. */
  time: number
  messageId: string
  /** Hexadecimal; equal for equal messages of one scope. */
  key: string
  /** The key it is remembered by as taken in: its own, or what events recorded together share. */
  seen: string
  userId: string
  anonymousId: string
  properties: Fields
  traits: Fields
  context: Fields
  /** This very body was worked on before: the event store may have it already. */
  repeated: boolean
  /** 0 until resolved; stays 0 for orders of nobody. */
  customer: number
  /** For the event store; empty until enriched. */
  row: EventRow
}

/** Kept for people to correct. */
export type QuarantineReason =
  | 'not_an_object'
  | 'type_unknown'
  | 'name_missing'
  | 'name_too_long'
  | 'identity_missing'
  | 'identity_unusable'
  | 'message_id_unusable'
  | 'time_unusable'
  | 'properties_not_object'
  | 'traits_not_object'
  | 'too_large'
  | 'not_processable'

/** Only counted. */
export type DropReason = QuarantineReason | 'duplicate'

export type Dropped = { carrier: Carrier; raw: unknown; reason: DropReason; detail: string; name: string }

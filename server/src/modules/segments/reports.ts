/** The only ClickHouse of segments: whom conditions hold for, and what is known of one person. */
import type { SegmentLeaf } from '@vefa/contract'

import type { EventStore } from '#/platform/event-store/index.ts'

import type { Bits } from './bits.ts'
import type { Merge, Scene } from './scene.ts'

/** Everybody who could be in a segment: known people, and all with the anonymous ones. Gone ones are in neither. */
export type People = { known: Bits; everyone: Bits }

/** Of the given people only, or of everybody. */
export async function universe(
  store: EventStore,
  asked: { among?: readonly number[]; signal?: AbortSignal } = {},
): Promise<People> {
  throw new Error(`not written yet ${String(store)} ${String(asked)}`)
}

export type Asked = {
  /** Conditions on other segments are left out: their members are known. */
  leaves: readonly SegmentLeaf[]
  scene: Scene
  /** Complements are taken within these: `everyone` of {@link universe} for the same `among`. */
  everyone: Bits
  /** Only these people are looked at; the answer says nothing of others. */
  among?: readonly number[]
  signal?: AbortSignal
}

/** For whom each condition holds, by its key; complements are done. */
export async function evaluate(store: EventStore, asked: Asked): Promise<Map<string, Bits>> {
  throw new Error(`not written yet ${String(store)} ${String(asked)}`)
}

/** The earliest moment at which the clock alone may change an answer; null when it never does. Never earlier than a millisecond after `now`. */
export async function nextDue(
  store: EventStore,
  asked: { leaves: readonly SegmentLeaf[]; scene: Scene; signal?: AbortSignal },
): Promise<Date | null> {
  throw new Error(`not written yet ${String(store)} ${String(asked)}`)
}

/** Whose answers the clock alone may have changed after `from`, up to the scene's `now`; undefined: anybody's. */
export async function touchedByClock(
  store: EventStore,
  asked: { leaves: readonly SegmentLeaf[]; scene: Scene; from: Date; signal?: AbortSignal },
): Promise<Bits | undefined> {
  throw new Error(`not written yet ${String(store)} ${String(asked)}`)
}

/**
 * These people and everybody an order of theirs was told of before: an order told again for another customer leaves the
 * first one. To be asked when events about orders arrive.
 */
export async function withSharersOfOrders(
  store: EventStore,
  asked: { merges: readonly Merge[]; among: readonly number[]; signal?: AbortSignal },
): Promise<number[]> {
  throw new Error(`not written yet ${String(store)} ${String(asked)}`)
}

/** A count or another number, an exact amount or a moment (ISO 8601) or a text, a truth, a list; null: nothing is known. */
export type Fact = string | number | boolean | string[] | null

/**
 * What each condition looked at, for one person, by its key. Texts of profiles come folded, as they are compared: for
 * people, show those of the database.
 */
export async function factsOf(
  store: EventStore,
  asked: { customer: number; leaves: readonly SegmentLeaf[]; scene: Scene; signal?: AbortSignal },
): Promise<Map<string, Fact>> {
  throw new Error(`not written yet ${String(store)} ${String(asked)}`)
}

/** Owns who could be in a segment at all as this process knows it, so that not every round asks again. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { bitsAdder, bitsOf, emptyBits, subtract, union } from './bits.ts'
import type { People } from './reports.ts'

/** `version`: of the newest copy of profiles that is in it. */
type Standing = { version: string; people: People }

const standings = new WeakMap<EventStore, Standing>()

/** Undefined where this process does not know, because it has just begun or another one has copied profiles since. */
export function standingAt(store: EventStore, version: string): People | undefined {
  const standing = standings.get(store)
  return standing?.version === version ? standing.people : undefined
}

export function keepStanding(store: EventStore, standing: Standing): void {
  standings.set(store, standing)
}

export type Copied = { id: number; gone: boolean; known: boolean }

/** Takes along what one copy of profiles, the only one between the two versions, has changed. */
export function moveStanding(
  store: EventStore,
  { from, to, copied }: { from: string; to: string; copied: readonly Copied[] },
): void {
  const people = standingAt(store, from)
  if (people === undefined) return
  const all = bitsOf(copied.map(({ id }) => id))
  const known = emptyBits()
  const everyone = emptyBits()
  const addKnown = bitsAdder(known)
  const add = bitsAdder(everyone)
  for (const profile of copied) {
    if (profile.gone) continue
    add(profile.id)
    if (profile.known) addKnown(profile.id)
  }
  keepStanding(store, {
    version: to,
    people: {
      known: union(subtract(people.known, all), known),
      everyone: union(subtract(people.everyone, all), everyone),
    },
  })
}

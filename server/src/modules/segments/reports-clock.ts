/** On the event store: when the clock alone may change who is in a segment, and for whom it has. */
import type { SegmentLeaf } from '@vefa/contract'

import type { EventStore } from '#/platform/event-store/index.ts'

import { type Bits, emptyBits } from './bits.ts'
import { compileNext, compileTouched, movesAtMidnight, type Reached } from './compile-clock.ts'
import { readSets } from './reports-sets.ts'
import type { Scene } from './scene.ts'
import { keyOf } from './segment.ts'
import { nextMidnight, startOfDay } from './windows.ts'

type Asked = { leaves: readonly SegmentLeaf[]; scene: Scene; signal?: AbortSignal | undefined }

/**
 * By the key of each condition, the earliest moment after `now` at which the clock alone may change its answer; null when
 * it never does.
 */
export async function nextDues(
  store: EventStore,
  { leaves, scene, signal }: Asked,
): Promise<Map<string, Date | null>> {
  const reached = new Map<string, number>()
  const note = (key: string, moment: number): void => {
    reached.set(key, Math.min(reached.get(key) ?? Number.POSITIVE_INFINITY, moment))
  }
  const midnight = nextMidnight(scene).getTime()
  for (const leaf of leaves) if (movesAtMidnight(leaf)) note(keyOf(leaf), midnight)
  await Promise.all(
    compileNext(leaves, scene).map(async (question) => {
      for (const { keys, moment } of await readReached(store, { question, scene, signal }))
        for (const key of keys) note(key, moment)
    }),
  )
  const soonest = scene.now.getTime() + 1
  return new Map(
    leaves.map(keyOf).map((key) => {
      const moment = reached.get(key)
      return [key, moment === undefined ? null : new Date(Math.max(moment, soonest))]
    }),
  )
}

/** An edge is beyond a value one millisecond after it has reached it. */
async function readReached(
  store: EventStore,
  { question, scene, signal }: { question: Reached; scene: Scene; signal: AbortSignal | undefined },
): Promise<{ keys: ReadonlySet<string>; moment: number }[]> {
  const [row] = await store.query<Record<string, string | null>>(question.text, question.params, {
    ...(signal && { signal }),
  })
  return question.columns.flatMap(({ offset, keys }, at) => {
    const value = row?.[`d${at}`] ?? null
    if (value === null) return []
    const reached = value.includes('-', 1) ? startOfDay(value, scene.zone).getTime() : Number(value)
    return [{ keys, moment: reached - offset + 1 }]
  })
}

/**
 * Everybody whose answer to one of these conditions the clock alone may have changed after `from`, up to the scene's
 * `now`, and perhaps some more. Those of the others are as they were.
 */
export async function touchedByClock(
  store: EventStore,
  { leaves, scene, from, signal }: Asked & { from: Date },
): Promise<Bits> {
  const touched = emptyBits()
  for (const question of compileTouched(leaves, scene, from)) {
    await readSets(store, { question, signal }, [touched])
  }
  return touched
}

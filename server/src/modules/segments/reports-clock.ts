/** On the event store: when the clock alone may change who is in a segment, and for whom it has. */
import type { SegmentLeaf } from '@vefa/contract'

import type { EventStore } from '#/platform/event-store/index.ts'

import { type Bits, emptyBits } from './bits.ts'
import { compileNext, compileTouched, movesAtMidnight, type Reached } from './compile-clock.ts'
import { readSets } from './reports-sets.ts'
import type { Scene } from './scene.ts'
import { nextMidnight, startOfDay } from './windows.ts'

type Asked = { leaves: readonly SegmentLeaf[]; scene: Scene; signal?: AbortSignal | undefined }

/** The earliest moment at which the clock alone may change an answer, after `now`; null when it never does. */
export async function nextDue(store: EventStore, { leaves, scene, signal }: Asked): Promise<Date | null> {
  const questions = compileNext(leaves, scene)
  const reached = await Promise.all(
    questions.map((question) => readReached(store, { question, scene, signal })),
  )
  const midnight = movesAtMidnight(leaves) ? [nextMidnight(scene).getTime()] : []
  const moments = [...reached.flat(), ...midnight]
  return moments.length === 0 ? null : new Date(Math.max(Math.min(...moments), scene.now.getTime() + 1))
}

/** An edge is beyond a value one millisecond after it has reached it. */
async function readReached(
  store: EventStore,
  { question, scene, signal }: { question: Reached; scene: Scene; signal: AbortSignal | undefined },
): Promise<number[]> {
  const [row] = await store.query<Record<string, string | null>>(question.text, question.params, {
    ...(signal && { signal }),
  })
  return question.offsets.flatMap((offset, at) => {
    const value = row?.[`d${at}`] ?? null
    if (value === null) return []
    const reached = value.includes('-', 1) ? startOfDay(value, scene.zone).getTime() : Number(value)
    return [reached - offset + 1]
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

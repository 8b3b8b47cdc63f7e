/** Decides when the clock is next to be looked at for a segment, where that follows from what was known before: pure. */
import type { SegmentLeaf } from '@vefa/contract'

import { type Edge, edgesOfLeaf, type Watched, watchedBy } from './clock-edges.ts'
import { movesAtMidnight } from './compile-clock.ts'
import type { Scene } from './scene.ts'
import type { PlacedLeaf } from './segment.ts'
import type { Segment } from './store.ts'
import { nextMidnight } from './windows.ts'

/** Milliseconds since 1970. */
type TimeSpan = { earliest: number; latest: number }

export type Since = {
  scene: Scene
  /** Event names → when those happened that have arrived since the segment was right. */
  times: ReadonlyMap<string, TimeSpan>
  /** Some profiles have changed. */
  profiles: boolean
}

/** What a segment was when it was last right. */
type Known = {
  segment: Pick<Segment, 'dueAt' | 'asOf' | 'builtRule' | 'ruleVersion'>
  leaves: readonly Pick<PlacedLeaf, 'leaf'>[]
}

/**
 * The moment known before, or a sooner one what has arrived may bring, perhaps in vain; null: the clock changes nothing.
 * Undefined where the event store has to be asked: the moment has come, or what has arrived may lie on both sides of an edge.
 */
export function carryDue({ segment, leaves }: Known, since: Since): Date | null | undefined {
  const { dueAt, asOf, builtRule, ruleVersion } = segment
  const now = since.scene.now.getTime()
  if (builtRule !== ruleVersion || asOf === null || (dueAt !== null && dueAt.getTime() <= now))
    return undefined
  let soonest = dueAt?.getTime() ?? Number.POSITIVE_INFINITY
  for (const { leaf } of leaves) {
    const reached = reachedBy(leaf, since)
    if (reached === undefined) return undefined
    soonest = Math.min(soonest, reached)
  }
  return soonest === Number.POSITIVE_INFINITY ? null : new Date(Math.max(soonest, now + 1))
}

function reachedBy(leaf: SegmentLeaf, since: Since): number | undefined {
  const { scene, profiles } = since
  if (leaf.kind === 'attribute' && profiles && edgesOfLeaf(leaf).some(({ offset }) => offset !== null)) {
    return undefined
  }
  const midnight = movesAtMidnight(leaf) ? nextMidnight(scene).getTime() : Number.POSITIVE_INFINITY
  const moments = watchedBy(leaf).flatMap((watched) => momentsOf(watched, since))
  return moments.includes(undefined) ? undefined : Math.min(midnight, ...moments.map(Number))
}

function momentsOf({ events, edges }: Watched, { scene, times }: Since): (number | undefined)[] {
  const spans = events.names.flatMap((name) => times.get(name) ?? [])
  return spans.flatMap((span) => edges.map((edge) => momentOf(span, edge, scene)))
}

/** When the first of them may lie before the edge; never (infinite) when all do already. */
function momentOf({ earliest, latest }: TimeSpan, { at, offset }: Edge, scene: Scene): number | undefined {
  const edge = at(scene).getTime()
  if (offset === null || latest < edge) return Number.POSITIVE_INFINITY
  return earliest < edge ? undefined : earliest - offset + 1
}

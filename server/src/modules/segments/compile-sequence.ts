/** From "one after the other within a time" to a fold over a person's events: pure, with every value bound. */
import type { SegmentLeaf } from '@vefa/contract'

import type { Binder } from './bind.ts'
import { eventRows, nameIs, timeWithin } from './compile-filters.ts'
import { aggregate, type Measure } from './measure.ts'
import type { Scene } from './scene.ts'
import { edgesOf, isRolling, lengthOf } from './windows.ts'

type Sequence = Extract<SegmentLeaf, { kind: 'sequence' }>

/** Earlier than any moment: a chain that has not begun is never in time. */
const never = 'toInt64(-9000000000000000)'

/**
 * Each step a row stands for is a tuple (milliseconds, minus the step, deadline of a first step or position of a last one).
 * Sorted, later steps of one moment come first, so that no chain takes two steps at once. The fold keeps for each length
 * the latest deadline of a chain of that length, which is that of the latest beginning: exact in one pass, where
 * windowFunnel loses a chain to another beginning in the same millisecond and knows no calendar.
 */
export function measureOfSequence(leaf: Sequence, scene: Scene, binder: Binder): Measure {
  const edges = edgesOf(leaf.window, scene)
  const open = { from: null, to: null }
  const steps = leaf.steps.map((step) => `(${eventRows(step, open, binder)})`)
  const names = nameIs(
    leaf.steps.flatMap((step) => step.names),
    binder,
  )
  const rows = `${names} AND ${timeWithin(edges, binder)} AND (${steps.join(' OR ')})`
  const taken = stepsOf(steps, spanOf(leaf, scene, binder))
  return {
    rows,
    columns: (shared) => [aggregate('groupArrayArray', taken, shared ? rows : null)],
    holds: ([found = '']) => folded(found, steps.length),
    negated: false,
    fact: { kind: 'truth', of: ([found = '']) => folded(found, steps.length) },
  }
}

/** Where a row lies and until when a chain that begins with it may last: in milliseconds, or days of the calendar. */
function spanOf(
  { within }: Sequence,
  { zone }: Scene,
  binder: Binder,
): { position: string; deadline: string } {
  const amount = binder.bind('Int64', isRolling(within) ? lengthOf(within) : within.amount)
  if (isRolling(within)) return { position: milliseconds, deadline: `${milliseconds} + ${amount}` }
  const day = `toDate32(time, ${binder.bind('String', zone)})`
  const add = { day: 'addDays', week: 'addWeeks', month: 'addMonths', minute: '', hour: '' }[within.unit]
  return { position: `toInt64(toInt32(${day}))`, deadline: `toInt64(toInt32(${add}(${day}, ${amount})))` }
}

const milliseconds = 'toUnixTimestamp64Milli(time)'

function stepsOf(steps: readonly string[], span: { position: string; deadline: string }): string {
  const tuples = steps.map((step, at) => {
    const last = at === steps.length - 1
    const third = at === 0 ? span.deadline : last ? span.position : 'toInt64(0)'
    return `(${milliseconds}, -${at + 1} * ${step}, ${third})`
  })
  return `arrayFilter(step -> step.2 < 0, [${tuples.join(', ')}])`
}

function folded(found: string, length: number): string {
  const chains = Array.from({ length: length - 1 }, (_, at) =>
    at === 0 ? 'if(step.2 = -1, step.3, best.1)' : `if(step.2 = -${at + 1}, best.${at}, best.${at + 1})`,
  )
  const done = `best.${length} OR (step.2 = -${length} AND step.3 <= best.${length - 1})`
  const start = [...chains.map(() => never), 'toUInt8(0)'].join(', ')
  return `arrayFold((best, step) -> (${[...chains, done].join(', ')}), arraySort(${found}), (${start})).${length}`
}

/** Owns what the clock alone moves in a condition: the edges of windows that follow the present. */
import type { SegmentEvents, SegmentLeaf, SegmentSpan, SegmentTest, SegmentWindow } from '@vefa/contract'

import { messageEventOf } from './segment.ts'
import { aheadOf, backFrom, endOfPresent, isRolling, lengthOf, type Moment, nextFrom } from './windows.ts'

/**
 * Something that lies at or after `at` now will lie before it later. `offset` is how many milliseconds the edge is ahead
 * of the present; null where it stands still all day and moves at midnight.
 */
export type Edge = { at: (moment: Moment) => Date; offset: number | null }

/** What has not happened yet will have. */
const present: Edge = { at: endOfPresent, offset: 1 }

function back(span: SegmentSpan): Edge {
  return { at: (moment) => backFrom(span, moment), offset: isRolling(span) ? -lengthOf(span) : null }
}

function edgesOfWindow(window: SegmentWindow): Edge[] {
  if (window.kind === 'last' || window.kind === 'earlier') return [back(window.span), present]
  return window.kind === 'ago' ? [back(window.from), back(window.to), present] : [present]
}

export function edgesOfDate(test: Extract<SegmentTest, { type: 'date' }>): Edge[] {
  if (!('span' in test)) return []
  const { span } = test
  if (test.is === 'earlier') return [back(span)]
  if (test.is === 'last') return [back(span), present]
  const rolling = isRolling(span)
  return [
    { at: (moment) => nextFrom(span, moment), offset: rolling ? 0 : null },
    { at: (moment) => aheadOf(span, moment), offset: rolling ? lengthOf(span) + 1 : null },
  ]
}

export type Watched = { events: SegmentEvents; edges: Edge[] }

/** Events that matter to a condition, with the edges they may cross. */
export function eventsWatchedBy(leaf: SegmentLeaf): Watched[] {
  switch (leaf.kind) {
    case 'count':
      return [
        { events: leaf.events, edges: edgesOfWindow(leaf.window) },
        ...(leaf.after ? [{ events: leaf.after.events, edges: [present] }] : []),
      ]
    case 'amount':
    case 'moment':
      return [{ events: leaf.events, edges: edgesOfWindow(leaf.window) }]
    case 'sequence':
      return leaf.steps.map((events) => ({ events, edges: edgesOfWindow(leaf.window) }))
    case 'message':
      return [{ events: { names: [messageEventOf(leaf)], where: [] }, edges: edgesOfWindow(leaf.window) }]
    default:
      return []
  }
}

/** Orders lie where they were first told of; that something about one is yet to happen matters too. */
export function ordersWatchedBy(leaf: Extract<SegmentLeaf, { kind: 'orders' }>): Watched[] {
  return [
    {
      events: { names: ['Order Completed', 'Order Updated'], where: [] },
      edges: edgesOfWindow(leaf.window),
    },
    { events: { names: ['Order Cancelled', 'Order Refunded'], where: [] }, edges: [present] },
  ]
}

/** Events or orders that matter to a condition; of a profile none do. */
export function watchedBy(leaf: SegmentLeaf): Watched[] {
  return leaf.kind === 'orders' ? ordersWatchedBy(leaf) : eventsWatchedBy(leaf)
}

export function edgesOfLeaf(leaf: SegmentLeaf): Edge[] {
  if (leaf.kind === 'attribute') return leaf.test.type === 'date' ? edgesOfDate(leaf.test) : []
  return watchedBy(leaf).flatMap(({ edges }) => edges)
}

/** What a segment is: the conditions of a rule, what they rest on, and membership as algebra of sets. */
import type { SegmentCondition, SegmentDefinition, SegmentGroup, SegmentLeaf } from '@vefa/contract'

import { type Bits, emptyBits, intersect, subtract, union } from './bits.ts'

/** By the condition itself: a round asks for each many times. */
const keys = new WeakMap<SegmentLeaf, string>()

/** Equal conditions have one key, whatever the order their fields were written in. */
export function keyOf(leaf: SegmentLeaf): string {
  const known = keys.get(leaf)
  if (known !== undefined) return known
  const key = JSON.stringify(inOrder(leaf))
  keys.set(leaf, key)
  return key
}

/** A condition where it stands: positions from the root. */
export type PlacedLeaf = { path: number[]; key: string; leaf: SegmentLeaf }

export function leavesOf(definition: SegmentDefinition): PlacedLeaf[] {
  return placed(definition.root, [])
}

function placed(condition: SegmentCondition, path: number[]): PlacedLeaf[] {
  if (condition.kind !== 'group') return [{ path, key: keyOf(condition), leaf: condition }]
  return condition.conditions.flatMap((inner, position) => placed(inner, [...path, position]))
}

/** What a condition is answered from. */
export type Source = 'events' | 'orders' | 'profiles' | 'predictions' | 'segments'

export const predictedFields: ReadonlySet<string> = new Set([
  'alive',
  'expectedOrders90',
  'expectedOrders365',
  'churnRisk90',
  'lifetimeValue365',
  'nextOrderAt',
])

export function sourceOf(leaf: SegmentLeaf): Source {
  switch (leaf.kind) {
    case 'attribute':
      return predictedFields.has(leaf.field) ? 'predictions' : 'profiles'
    case 'consent':
    case 'share':
      return 'profiles'
    case 'orders':
      return 'orders'
    case 'segment':
      return 'segments'
    default:
      return 'events'
  }
}

const messageEvents = {
  received: 'Email Sent',
  opened: 'Email Opened',
  clicked: 'Email Link Clicked',
  bounced: 'Email Bounced',
  unsubscribed: 'Email Unsubscribed',
} as const

export const orderEvents = ['Order Completed', 'Order Updated', 'Order Cancelled', 'Order Refunded'] as const

export function messageEventOf(leaf: Extract<SegmentLeaf, { kind: 'message' }>): string {
  return messageEvents[leaf.did]
}

/** Events whose arrival may change the answer for the people they are of. */
export function eventNamesOf(leaf: SegmentLeaf): string[] {
  switch (leaf.kind) {
    case 'count':
      return [...new Set([...leaf.events.names, ...(leaf.after?.events.names ?? [])])]
    case 'amount':
    case 'moment':
      return [...new Set(leaf.events.names)]
    case 'sequence':
      return [...new Set(leaf.steps.flatMap((step) => step.names))]
    case 'orders':
      return [...orderEvents]
    case 'message':
      return [messageEventOf(leaf)]
    default:
      return []
  }
}

/** Other segments whose members it rests on. */
export function segmentsAskedBy(definition: SegmentDefinition): string[] {
  const asked = leavesOf(definition).flatMap(({ leaf }) => (leaf.kind === 'segment' ? [leaf.segmentId] : []))
  return [...new Set(asked)]
}

/** Whether anonymous visitors may belong to it: only where it asks if somebody is known. */
export function asksForKnown(definition: SegmentDefinition): boolean {
  return leavesOf(definition).some(({ leaf }) => leaf.kind === 'attribute' && leaf.field === 'known')
}

export type Facts = {
  /** For whom each condition holds, by its key. */
  truth: ReadonlyMap<string, Bits>
  /** Everybody who could be a member; see {@link asksForKnown}. */
  universe: Bits
  membersOfSegment: (segmentId: string) => Bits
}

/** Members of a rule, within the universe. A condition whose truth is not given is a fault of the caller and throws. */
export function membersOf(definition: SegmentDefinition, facts: Facts): Bits {
  return holdersOf(definition.root, facts)
}

/** For whom one condition or group alone holds, within the universe. */
export function holdersOf(condition: SegmentCondition, facts: Facts): Bits {
  if (condition.kind === 'group') return holdersOfGroup(condition, facts)
  if (condition.kind === 'segment') {
    const members = facts.membersOfSegment(condition.segmentId)
    return condition.member ? intersect(facts.universe, members) : subtract(facts.universe, members)
  }
  const truth = facts.truth.get(keyOf(condition))
  if (truth === undefined) throw new Error(`nothing is known of the condition ${keyOf(condition)}`)
  return intersect(facts.universe, truth)
}

function holdersOfGroup(group: SegmentGroup, facts: Facts): Bits {
  const parts = group.conditions.map((condition) => holdersOf(condition, facts))
  if (group.match === 'all') return parts.reduce(intersect, facts.universe)
  const any = parts.reduce(union, emptyBits())
  if (group.match === 'none') return subtract(facts.universe, any)
  return group.conditions.length === 0 ? facts.universe : any
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, inOrder(inner)]),
  )
}

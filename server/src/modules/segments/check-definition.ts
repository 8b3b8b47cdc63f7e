/** Which rules are refused, and why: pure. What the shape of the contract cannot say. */
import {
  eventProperties,
  type PropertyFilter,
  type SegmentBounds,
  type SegmentCondition,
  type SegmentDefinition,
  segmentFields,
  type SegmentLeaf,
  type SegmentSpan,
  type SegmentTest,
  type SegmentWindow,
} from '@vefa/contract'

import { compareAmounts } from '#/platform/money/money.ts'

import { refuse } from './errors.ts'
import { leavesOf, segmentsAskedBy } from './segment.ts'

const mostLeaves = 100
const mostDepth = 8

export type Surroundings = {
  /** The rule's own segment; undefined while it is new. */
  id?: string | undefined
  /** Types of own attributes by name; an attribute nobody knows is refused. */
  attributes: ReadonlyMap<string, string>
  /** Every other segment that may be asked, with those it asks itself. */
  segments: ReadonlyMap<string, readonly string[]>
}

/** @throws {Refusal} with the first thing that is wrong */
export function checkDefinition(definition: SegmentDefinition, around: Surroundings): void {
  checkDepth(definition.root, 1)
  const leaves = leavesOf(definition)
  if (leaves.length > mostLeaves) throw refuse('segment_too_large', { most: mostLeaves })
  for (const { leaf } of leaves) checkLeaf(leaf, around)
  checkSegments(definition, around)
}

function checkDepth(condition: SegmentCondition, depth: number): void {
  if (condition.kind !== 'group') return
  if (depth > mostDepth) throw refuse('segment_too_deep', { most: mostDepth })
  for (const inner of condition.conditions) checkDepth(inner, depth + 1)
}

function checkLeaf(leaf: SegmentLeaf, around: Surroundings): void {
  if ('window' in leaf) checkWindow(leaf.window)
  if ('bounds' in leaf) checkBounds(leaf.bounds)
  if ('events' in leaf) leaf.events.where.forEach(checkFilter)
  switch (leaf.kind) {
    case 'attribute':
      return checkTest(leaf.field, typeOfField(leaf.field, around), leaf.test)
    case 'count':
      return leaf.after?.events.where.forEach(checkFilter)
    case 'amount':
      return checkAmountProperty(leaf.property)
    case 'sequence':
      return leaf.steps.forEach((step) => step.where.forEach(checkFilter))
    case 'orders':
      return leaf.where.forEach((part) => part.what === 'total' && checkBounds(part.bounds))
    case 'share':
      if (leaf.from >= leaf.to) throw refuse('segment_bounds_reversed')
      return undefined
    default:
      return undefined
  }
}

function typeOfField(field: string, { attributes }: Surroundings): string {
  const own = field.startsWith('attributes.')
  const type = own
    ? attributes.get(field.slice('attributes.'.length))
    : Object.hasOwn(segmentFields, field)
      ? segmentFields[field as keyof typeof segmentFields]
      : undefined
  if (type === undefined) throw refuse('segment_field_unknown', { field })
  return type
}

function checkTest(name: string, type: string, test: SegmentTest): void {
  if (test.type === 'presence') return
  if (test.type !== type) throw refuse('segment_test_unfit', { field: name })
  if (test.type === 'number' && test.is === 'between') {
    if (test.to === undefined) throw refuse('segment_bound_missing')
    if (test.to < test.value) throw refuse('segment_bounds_reversed')
  }
  if (test.type === 'date' && test.is === 'between' && test.to < test.from)
    throw refuse('segment_bounds_reversed')
}

function checkFilter({ property, test }: PropertyFilter): void {
  if (property.startsWith('properties.')) return checkTest(property, test.type, test)
  if (!Object.hasOwn(eventProperties, property)) throw refuse('segment_property_unknown', { property })
  checkTest(property, eventProperties[property as keyof typeof eventProperties], test)
}

function checkAmountProperty(property: string): void {
  if (property.startsWith('properties.') || property === 'value' || property === 'quantity') return
  throw refuse(Object.hasOwn(eventProperties, property) ? 'segment_test_unfit' : 'segment_property_unknown', {
    field: property,
    property,
  })
}

function checkBounds(bounds: SegmentBounds): void {
  if (bounds.is !== 'between') return
  if (bounds.to === undefined) throw refuse('segment_bound_missing')
  if (compareAmounts(bounds.to, bounds.value) < 0) throw refuse('segment_bounds_reversed')
}

function checkWindow(window: SegmentWindow): void {
  if (window.kind === 'between' && window.to < window.from) throw refuse('segment_bounds_reversed')
  if (window.kind === 'ago' && roughLength(window.from) <= roughLength(window.to))
    throw refuse('segment_bounds_reversed')
}

/** In minutes; a month is taken as thirty days. */
function roughLength({ amount, unit }: SegmentSpan): number {
  return amount * { minute: 1, hour: 60, day: 1_440, week: 10_080, month: 43_200 }[unit]
}

function checkSegments(definition: SegmentDefinition, { id, segments }: Surroundings): void {
  const seen = new Set<string>()
  const waiting = segmentsAskedBy(definition)
  for (const asked of waiting) if (!segments.has(asked)) throw refuse('segment_not_found', { id: asked })
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === id) throw refuse('segment_asks_itself')
    if (seen.has(next)) continue
    seen.add(next)
    waiting.push(...(segments.get(next) ?? []))
  }
}

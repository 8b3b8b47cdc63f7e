/** What conditions looked at of one person, as questions: pure, with every value bound. */
import type { SegmentLeaf } from '@vefa/contract'

import { createBinder } from './bind.ts'
import { eventTable, type Given, measuredText, orderTable, type Table } from './compile.ts'
import type { EventLeaf } from './compile-events.ts'
import type { OrderLeaf } from './compile-orders.ts'
import { type Column, columnOf, consentOf, ownIsSet } from './compile-profiles.ts'
import type { FactKind } from './measure.ts'
import type { Question, Scene } from './scene.ts'
import { keyOf, type Source, sourceOf } from './segment.ts'

/** One row, or none, of nullable texts f0, f1 … */
export type FactsQuestion = Question & {
  facts: { key: string; kind: FactKind | 'text' | 'day' | 'list'; none: '0' | null }[]
}

export function compileFacts(
  leaves: readonly SegmentLeaf[],
  scene: Scene,
  customer: number,
): FactsQuestion[] {
  const different = [...new Map(leaves.map((leaf) => [keyOf(leaf), leaf])).values()]
  return (['events', 'orders', 'profiles', 'predictions'] as const).flatMap((source) => {
    const own = different.filter((leaf) => sourceOf(leaf) === source && leaf.kind !== 'share')
    if (own.length === 0) return []
    const binder = createBinder()
    return [factsFrom(source, own, { scene, binder, among: [customer] })]
  })
}

function factsFrom(source: Source, leaves: readonly SegmentLeaf[], given: Given): FactsQuestion {
  if (source === 'events') return measuredFacts(eventTable(leaves as EventLeaf[], given), leaves, given)
  if (source === 'orders') return measuredFacts(orderTable(leaves as OrderLeaf[], given), leaves, given)
  return profileFacts(leaves, source, given)
}

function measuredFacts(table: Table, leaves: readonly SegmentLeaf[], given: Given): FactsQuestion {
  const { inner, names } = measuredText(table, given)
  const facts = table.measures.map(({ fact }, at) => {
    const value = fact.of(names[at] ?? [])
    return `toNullable(toString(${fact.kind === 'moment' ? `toUnixTimestamp64Milli(${value})` : value})) AS f${at}`
  })
  return {
    text: `SELECT ${facts.join(', ')} FROM (${inner})`,
    params: given.binder.params,
    facts: leaves.map((leaf, at) => ({
      key: keyOf(leaf),
      kind: table.measures[at]?.fact.kind ?? 'truth',
      none: isZeroWithout(leaf) ? '0' : null,
    })),
  }
}

/** Counts and sums of nothing are 0, and no chain is no chain; anything else is not there, nor what comes after nothing. */
function isZeroWithout(leaf: SegmentLeaf): boolean {
  if (leaf.kind === 'moment' || (leaf.kind === 'count' && leaf.after !== undefined)) return false
  return !('of' in leaf) || leaf.of === 'sum' || leaf.of === 'count'
}

function profileFacts(
  leaves: readonly SegmentLeaf[],
  source: Source,
  { binder, among }: Given,
): FactsQuestion {
  const columns = leaves.map((leaf) => {
    if (leaf.kind === 'consent') return { ...consentOf(leaf, binder), kind: 'text' as const }
    if (leaf.kind !== 'attribute') throw new Error(`a condition on a ${leaf.kind} has no column`)
    if (leaf.test.type !== 'presence') return columnOf(leaf.field, leaf.test.type, binder)
    return leaf.field.startsWith('attributes.')
      ? { value: ownIsSet(leaf.field, binder), set: '1', kind: 'boolean' as const }
      : columnOf(leaf.field, 'text', binder)
  })
  const selected = columns.map(
    (column, at) => `if(${column.set}, toNullable(${written(column)}), NULL) AS f${at}`,
  )
  return {
    text: `SELECT ${selected.join(', ')} FROM ${source} FINAL WHERE customer IN ${binder.bind('Array(UInt32)', among)}`,
    params: binder.params,
    facts: leaves.map((leaf, at) => ({ key: keyOf(leaf), kind: kindOf(leaf, columns[at]), none: null })),
  }
}

function written({ value, kind }: Column): string {
  if (kind === 'moment') return `toString(toUnixTimestamp64Milli(${value}))`
  return kind === 'list' ? `toJSONString(${value})` : `toString(${value})`
}

/** Money stays exact; other numbers are numbers. */
function kindOf(leaf: SegmentLeaf, column: Column | undefined): FactsQuestion['facts'][number]['kind'] {
  if (leaf.kind === 'attribute' && (leaf.field === 'spent' || leaf.field === 'lifetimeValue365'))
    return 'decimal'
  if (column?.kind === 'exact' || column?.kind === 'float') return 'number'
  return column?.kind === 'boolean' ? 'truth' : (column?.kind ?? 'text')
}

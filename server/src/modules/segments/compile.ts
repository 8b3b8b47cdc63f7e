/** From conditions to questions for the event store: pure, with every value bound. */
import type { SegmentLeaf } from '@vefa/contract'

import { type Binder, createBinder } from './bind.ts'
import { type EventLeaf, measureOfEvents } from './compile-events.ts'
import { measureOfOrders, type OrderLeaf, ordersText, tellings } from './compile-orders.ts'
import { type ProfileLeaf, rowsOfProfiles } from './compile-profiles.ts'
import type { Measure } from './measure.ts'
import { mergesAround, rowsAmong, whoIn } from './people.ts'
import type { Question, Scene } from './scene.ts'
import { keyOf, type Source, sourceOf } from './segment.ts'

/** `text` gives one UInt32 column `customer`; `negated`: the condition holds for everybody else. */
export type CompiledLeaf = Question & { negated: boolean }

/** The positive form of one condition over everybody. A condition on another segment is no question and throws. */
export function compileLeaf(leaf: SegmentLeaf, scene: Scene): CompiledLeaf {
  const binder = createBinder()
  const { text, columns } = compiled([leaf], { scene, binder, among: null })
  const negated = columns[0]?.negated ?? false
  return { text, params: binder.params, negated }
}

/** A UInt8 column k0, k1 … after `customer` for each: 1 where the positive form holds. */
export type AmongColumn = { key: string; negated: boolean }
export type CompiledAmong = Question & { columns: AmongColumn[] }

/** Many conditions over given people: one question for each source, in which each equal condition stands once. */
export function compileAmong(
  leaves: readonly SegmentLeaf[],
  scene: Scene,
  among: readonly number[],
): CompiledAmong[] {
  const different = [...new Map(leaves.map((leaf) => [keyOf(leaf), leaf])).values()]
  return sources.flatMap((source) => {
    const own = different.filter((leaf) => sourceOf(leaf) === source)
    if (own.length === 0) return []
    const binder = createBinder()
    return [{ ...compiled(own, { scene, binder, among }), params: binder.params }]
  })
}

const sources: readonly Source[] = ['events', 'orders', 'profiles', 'predictions']

export type Given = { scene: Scene; binder: Binder; among: readonly number[] | null }
type Compiled = { text: string; columns: AmongColumn[] }

function compiled(leaves: readonly SegmentLeaf[], given: Given): Compiled {
  const [first] = leaves
  const source = first && sourceOf(first)
  if (source === 'events') return overRows(eventTable(leaves as EventLeaf[], given), leaves, given)
  if (source === 'orders') return overRows(orderTable(leaves as OrderLeaf[], given), leaves, given)
  if (source === 'profiles' || source === 'predictions') return overProfiles(leaves, source, given)
  throw new Error(`a condition on ${source ?? 'nothing'} is not asked of the event store`)
}

/** Rows with their person, and what is measured over them. */
export type Table = { from: string; where: string[]; person: string; measures: Measure[] }

/** Measures are made first, so that parameters are numbered in the order of the conditions. */
export function eventTable(leaves: readonly EventLeaf[], { scene, binder, among }: Given): Table {
  const measures = leaves.map((leaf) => measureOfEvents(leaf, scene, binder))
  const merges = among === null ? scene.merges : mergesAround(scene.merges, among)
  return {
    from: 'events',
    where: [anyOf(measures), ...(among === null ? [] : [rowsAmong(among, merges, binder)])],
    person: whoIn(merges, binder),
    measures,
  }
}

export function orderTable(leaves: readonly OrderLeaf[], { scene, binder, among }: Given): Table {
  const measures = leaves.map((leaf, at) => measureOfOrders(leaf, scene, { column: `fits${at}`, binder }))
  const merges = among === null ? scene.merges : mergesAround(scene.merges, among)
  // An order may have been told of for somebody else; all its rows decide whom it counts for.
  const theirs =
    among === null
      ? null
      : `order_id GLOBAL IN (SELECT order_id FROM events WHERE ${tellings} AND ${rowsAmong(among, merges, binder)})`
  const columns = measures.flatMap(({ fits }, at) =>
    fits === null ? [] : [{ name: `fits${at}`, text: fits }],
  )
  const who = whoIn(scene.merges, binder)
  return {
    from: `(${ordersText({ who, columns, among: theirs }, scene, binder)})`,
    where: [anyOf(measures)],
    person: 'person',
    measures,
  }
}

function anyOf(measures: readonly Measure[]): string {
  const rows = [...new Set(measures.map((measure) => measure.rows))]
  return rows.length === 1 ? rows.join('') : `(${rows.map((each) => `(${each})`).join(' OR ')})`
}

function overRows(table: Table, leaves: readonly SegmentLeaf[], { binder, among }: Given): Compiled {
  const { inner, names } = measuredText(table, { binder, among })
  const holds = table.measures.map((measure, at) => measure.holds(names[at] ?? []))
  const text =
    among === null
      ? `SELECT person AS customer FROM (${inner}) WHERE ${holds.join('')}`
      : `SELECT person AS customer, ${flags(holds)} FROM (${inner})`
  return { text, columns: leaves.map((leaf, at) => columnOf(leaf, table.measures[at]?.negated ?? false)) }
}

/** One row for each person with the aggregates of every measure, and their names by measure. */
export function measuredText(
  { from, where, person, measures }: Table,
  { binder, among }: Pick<Given, 'binder' | 'among'>,
): { inner: string; names: string[][] } {
  const shared = among !== null
  const columns = measures.map((measure) => measure.columns(shared))
  const names = columns.map((own, at) => own.map((_, position) => `v${at}_${position}`))
  const selected = columns.flatMap((own, at) =>
    own.map((column, position) => `${column} AS ${names[at]?.[position]}`),
  )
  const whose =
    among === null
      ? `${person} > 0`
      : `${person} IN ${binder.bind(
          'Array(UInt32)',
          [...among].sort((a, b) => a - b),
        )}`
  const inner = `
  SELECT ${person} AS person, ${selected.join(', ')}
  FROM ${from}
  WHERE ${[...where, whose].join(' AND ')}
  GROUP BY person`
  return { inner, names }
}

function overProfiles(
  leaves: readonly SegmentLeaf[],
  source: 'profiles' | 'predictions',
  { scene, binder, among }: Given,
): Compiled {
  const conditions = leaves.map((leaf) => rowsOfProfiles(leaf as ProfileLeaf, scene, binder))
  const rows = conditions.map((condition) => condition.rows)
  const there = source === 'profiles' ? 'NOT gone' : '1'
  const text =
    among === null
      ? `SELECT customer FROM ${source} FINAL WHERE ${there} AND ${rows.join('')}`
      : `SELECT customer, ${flags(rows)} FROM ${source} FINAL WHERE ${there} AND customer IN ${binder.bind(
          'Array(UInt32)',
          [...among].sort((a, b) => a - b),
        )}`
  return { text, columns: leaves.map((leaf, at) => columnOf(leaf, conditions[at]?.negated ?? false)) }
}

function flags(holds: readonly string[]): string {
  return holds.map((each, at) => `toUInt8(${each}) AS k${at}`).join(', ')
}

function columnOf(leaf: SegmentLeaf, negated: boolean): AmongColumn {
  return { key: keyOf(leaf), negated }
}

/** From conditions to questions for the event store: pure, with every value bound. */
import type { SegmentLeaf } from '@vefa/contract'

import { type Binder, createBinder } from './bind.ts'
import { type EventLeaf, measureOfEvents, rowsAround } from './compile-events.ts'
import { measureOfOrders, type OrderLeaf, ordersText, tellings } from './compile-orders.ts'
import { type ProfileLeaf, rowsOfProfiles } from './compile-profiles.ts'
import type { Measure } from './measure.ts'
import { mergesAround, rowsAmong, whoIn } from './people.ts'
import type { Question, Scene } from './scene.ts'
import { keyOf, type Source, sourceOf } from './segment.ts'

/** Whom a set of the answer is of: the known people, the anonymous ones, or those who meet the positive form of a condition. */
export type SetColumn =
  | { of: 'known' | 'anonymous' }
  /** `negated`: the condition holds for everybody else. */
  | { of: 'condition'; key: string; negated: boolean }

/**
 * Of everybody, rows of one tuple each: the place of a column, and its UInt32 people in no order. Of given people, `each`:
 * rows of the place of a first column, a person, and 0 or 1 for this column and those behind it, one after the other: a
 * set for each condition takes the event store longer to plan.
 */
export type CompiledSets = Question & { columns: SetColumn[]; each: boolean }

/** Above this many, their rows lie nearly everywhere. */
const fewPeople = 64

/** Branches of one question run side by side and share what they bind; more at once would only hold more memory. */
const mostBranches = 8

/** The text of a question grows with them, and the event store reads no text of any length. */
const mostConditions = 100

export type Wanted = {
  scene: Scene
  /** Null: everybody. */
  among: readonly number[] | null
  /** Who there is is asked too. */
  people: boolean
}

/**
 * For whom conditions hold. Each equal condition stands once, and conditions that read the same rows are answered in one
 * pass. A condition on another segment is no question and throws.
 */
export function compileSets(leaves: readonly SegmentLeaf[], wanted: Wanted): CompiledSets[] {
  const { among } = wanted
  const different = [...new Map(leaves.map((leaf) => [keyOf(leaf), leaf])).values()]
  const odd = different.find((leaf) => sourceOf(leaf) === 'segments')
  if (odd) throw new Error('a condition on segments is not asked of the event store')
  return together(groupsOf(different, wanted)).map((groups) => {
    const binder = createBinder()
    const branches = groups.map((group) => branchOf(group, { ...wanted, binder, people: group.people }))
    const wide = among === null || among.length > fewPeople
    return { ...joined(branches, among !== null), params: binder.params, wide }
  })
}

/** As many in one question as it may hold. */
function together(groups: readonly Group[]): Group[][] {
  const questions: Group[][] = []
  let conditions = mostConditions
  for (const group of groups) {
    const open = questions.at(-1)
    conditions += group.leaves.length
    if (open && open.length < mostBranches && conditions <= mostConditions) open.push(group)
    else {
      questions.push([group])
      conditions = group.leaves.length
    }
  }
  return questions
}

/** What is read together. */
type Group = { source: Asked; leaves: readonly SegmentLeaf[]; people: boolean }

/**
 * Who there is stands in the profiles. Of given people everything from one source is read at once; of everybody only
 * events that are the same, because reading by name and time saves more than reading twice costs.
 */
function groupsOf(leaves: readonly SegmentLeaf[], given: Wanted): Group[] {
  return sources.flatMap((source) => {
    const own = leaves.filter((leaf) => sourceOf(leaf) === source)
    const apart = source === 'events' && given.among === null
    const groups = (apart ? byRows(own as EventLeaf[], given.scene) : [own]).flatMap(inParts)
    const people = source === 'profiles' && given.people
    if (people && groups.length === 0) groups.push([])
    return groups.map((same, at) => ({ source, leaves: same, people: people && at === 0 }))
  })
}

function inParts<Leaf>(leaves: readonly Leaf[]): Leaf[][] {
  const parts = Math.ceil(leaves.length / mostConditions)
  return Array.from({ length: parts }, (_, at) =>
    leaves.slice(at * mostConditions, (at + 1) * mostConditions),
  )
}

/** By which rows they read; what is bound here only tells them apart. */
function byRows(leaves: readonly EventLeaf[], scene: Scene): EventLeaf[][] {
  const binder = createBinder()
  const groups = new Map<string, EventLeaf[]>()
  for (const leaf of leaves) {
    const { rows } = measureOfEvents(leaf, scene, binder)
    groups.set(rows, [...(groups.get(rows) ?? []), leaf])
  }
  return [...groups.values()]
}

type Asked = Exclude<Source, 'segments'>
const sources: readonly Asked[] = ['profiles', 'events', 'orders', 'predictions']

/** `from` gives a person a row; each column holds for some of them. */
type Branch = { from: string; columns: { column: SetColumn; person: string; holds: string }[] }

function branchOf({ source, leaves }: Group, given: Wanted & Given): Branch {
  if (source === 'events') return overRows(eventTable(leaves as EventLeaf[], given), leaves, given)
  if (source === 'orders') return overRows(orderTable(leaves as OrderLeaf[], given), leaves, given)
  return overProfiles(leaves, source, given)
}

function joined(branches: readonly Branch[], each: boolean): Omit<CompiledSets, 'params'> {
  const columns: SetColumn[] = []
  const texts = branches.map(({ from, columns: own }) => {
    const first = columns.length
    columns.push(...own.map(({ column }) => column))
    return `SELECT ${each ? eachPerson(own, first) : setsOf(own, first)} FROM ${from}`
  })
  return { text: texts.join('\nUNION ALL\n'), columns, each }
}

function setsOf(columns: Branch['columns'], first: number): string {
  const sets = columns.map(({ person, holds }, at) => `(${first + at}, groupArrayIf(${person}, ${holds}))`)
  return `arrayJoin([${sets.join(', ')}]) AS answer`
}

function eachPerson(columns: Branch['columns'], first: number): string {
  const held = columns.map(({ holds }) => holds).join(', ')
  return `${first} AS at, ${columns[0]?.person} AS who, concat(${held}, '') AS held`
}

export type Given = { scene: Scene; binder: Binder; among: readonly number[] | null }
/** Rows with their person, and what is measured over them; `first`: what is looked at before the other conditions. */
export type Table = {
  from: string
  first: string | null
  where: string[]
  person: string
  measures: Measure[]
}

/** Measures are made first, so that parameters are numbered in the order of the conditions. */
export function eventTable(leaves: readonly EventLeaf[], { scene, binder, among }: Given): Table {
  const measures = leaves.map((leaf) => measureOfEvents(leaf, scene, binder))
  const merges = among === null ? scene.merges : mergesAround(scene.merges, among)
  const single = new Set(measures.map((measure) => measure.rows)).size === 1
  const rows = single ? anyOf(measures) : rowsAround(leaves, scene, binder)
  const theirs = among === null ? [] : [rowsAmong(among, merges, binder)]
  // Few people's rows are found where they lie together, which the event store does not do for conditions it is told to begin with.
  const wide = among !== null && among.length > fewPeople
  return {
    from: 'events',
    first: wide ? theirs.join() : null,
    where: wide ? [rows] : [rows, ...theirs],
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
  const who = whoIn(merges, binder)
  return {
    from: `(${ordersText({ who, columns, among: theirs }, scene, binder)})`,
    first: null,
    where: [anyOf(measures)],
    person: 'person',
    measures,
  }
}

function anyOf(measures: readonly Measure[]): string {
  const rows = [...new Set(measures.map((measure) => measure.rows))]
  return rows.length === 1 ? rows.join('') : `(${rows.map((each) => `(${each})`).join(' OR ')})`
}

function overRows(table: Table, leaves: readonly SegmentLeaf[], given: Given): Branch {
  const { inner, names } = measuredText(table, given)
  const columns = table.measures.map((measure, at) => ({
    column: columnOf(leaves[at], measure.negated),
    person: 'person',
    holds: measure.holds(names[at] ?? []),
  }))
  return { from: `(${inner})`, columns }
}

/** One row for each person with the aggregates of every measure, equal ones once, and their names by measure. */
export function measuredText(
  { from, first, where, person, measures }: Table,
  { binder, among }: Pick<Given, 'binder' | 'among'>,
): { inner: string; names: string[][] } {
  const shared = new Set(measures.map((measure) => measure.rows)).size > 1
  const selected = new Map<string, string>()
  const nameOf = (column: string): string => {
    const name = selected.get(column) ?? `v${selected.size}`
    selected.set(column, name)
    return name
  }
  const names = measures.map((measure) => measure.columns(shared).map(nameOf))
  const aggregates = Array.from(selected, ([column, name]) => `${column} AS ${name}`)
  const whose =
    among === null ? `${person} > 0` : `${person} IN ${binder.bind('Array(UInt32)', inOrder(among))}`
  const conditions = [...new Set([...where, whose])].filter((condition) => condition !== first)
  const inner = `
  SELECT ${person} AS person, ${aggregates.join(', ')}
  FROM ${from}${first === null ? '' : ` PREWHERE ${first}`}
  WHERE ${conditions.join(' AND ')}
  GROUP BY person`
  return { inner, names }
}

function overProfiles(
  leaves: readonly SegmentLeaf[],
  source: 'profiles' | 'predictions',
  { scene, binder, among, people }: Wanted & Given,
): Branch {
  const conditions = leaves.map((leaf) => ({ leaf, ...rowsOfProfiles(leaf as ProfileLeaf, scene, binder) }))
  const own = conditions.map(({ leaf, rows, negated }) => ({
    column: columnOf(leaf, negated),
    person: 'customer',
    holds: rows,
  }))
  const whose =
    among === null ? 'customer > 0' : `customer IN ${binder.bind('Array(UInt32)', inOrder(among))}`
  if (source === 'predictions') return { from: `predictions FINAL WHERE ${whose}`, columns: own }
  const there = [
    { column: { of: 'known' as const }, person: 'customer', holds: 'known = 1' },
    { column: { of: 'anonymous' as const }, person: 'customer', holds: 'known = 0' },
  ]
  return { from: `profiles FINAL WHERE NOT gone AND ${whose}`, columns: people ? [...there, ...own] : own }
}

function columnOf(leaf: SegmentLeaf | undefined, negated: boolean): SetColumn {
  if (leaf === undefined) throw new Error('a column without a condition')
  return { of: 'condition', key: keyOf(leaf), negated }
}

function inOrder(ids: readonly number[]): number[] {
  return [...ids].sort((a, b) => a - b)
}

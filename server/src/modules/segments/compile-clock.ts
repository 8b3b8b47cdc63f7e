/** What the clock alone may change, as questions: whom it has touched, and what it will reach next. Pure, with every value bound. */
import type { SegmentLeaf } from '@vefa/contract'

import { type Binder, createBinder } from './bind.ts'
import {
  type Edge,
  edgesOfDate,
  edgesOfLeaf,
  eventsWatchedBy,
  ordersWatchedBy,
  type Watched,
  watchedBy,
} from './clock-edges.ts'
import { eventRows, timeWithin } from './compile-filters.ts'
import { tellings } from './compile-orders.ts'
import { type Column, columnOf, dayWithin, daysOfYear } from './compile-profiles.ts'
import { whoIn } from './people.ts'
import type { Question, Scene } from './scene.ts'
import { keyOf, sourceOf } from './segment.ts'
import { type Edges } from './windows.ts'

type Attribute = Extract<SegmentLeaf, { kind: 'attribute' }>
type OrderLeaf = Extract<SegmentLeaf, { kind: 'orders' }>
type ProfileTable = 'profiles' | 'predictions'

/** Sets, as {@link compileSets} asks for them, of everybody of whom something crossed a moving edge after `from`, up to the scene's `now`. */
export function compileTouched(leaves: readonly SegmentLeaf[], scene: Scene, from: Date): Question[] {
  const strip = ({ at }: Edge): Edges => ({ from: at({ ...scene, now: from }), to: at(scene) })
  const orders = leaves.filter((leaf) => leaf.kind === 'orders')
  return [
    ...asked((binder) => touchedByEvents(leaves, { scene, binder, strip })),
    ...asked((binder) => touchedByOrders(orders, { scene, binder, strip })),
    ...(['profiles', 'predictions'] as const).flatMap((table) =>
      asked((binder) =>
        touchedInProfiles(attributesOf(leaves, table), { table, scene, binder, strip, from }),
      ),
    ),
  ]
}

type Stripping = { scene: Scene; binder: Binder; strip: (edge: Edge) => Edges }

function touchedByEvents(leaves: readonly SegmentLeaf[], { scene, binder, strip }: Stripping): string | null {
  const rows = crossing(leaves.flatMap(eventsWatchedBy), binder, strip)
  if (rows === null) return null
  const who = whoIn(scene.merges, binder)
  return `SELECT (0, groupUniqArray(${who})) AS answer FROM events WHERE ${rows} AND ${who} > 0`
}

/** Everybody such an order was ever told of. */
function touchedByOrders(leaves: readonly OrderLeaf[], { scene, binder, strip }: Stripping): string | null {
  const rows = crossing(leaves.flatMap(ordersWatchedBy), binder, strip)
  if (rows === null) return null
  const who = whoIn(scene.merges, binder)
  return `SELECT (0, groupUniqArray(${who})) AS answer FROM events
    WHERE ${tellings} AND ${who} > 0 AND order_id GLOBAL IN (SELECT order_id FROM events WHERE ${rows})`
}

function touchedInProfiles(
  leaves: readonly Attribute[],
  given: Stripping & { table: ProfileTable; from: Date },
): string | null {
  const rows = leaves.flatMap((leaf) => profileStrips(leaf, given))
  if (rows.length === 0) return null
  return `SELECT (0, groupArray(customer)) AS answer FROM ${given.table} FINAL WHERE ${anyOf(rows)}`
}

function profileStrips(
  { field, test }: Attribute,
  { scene, binder, strip, from }: Stripping & { from: Date },
): string[] {
  if (test.type !== 'date') return []
  const column = columnOf(field, 'date', binder)
  if (test.is !== 'anniversary')
    return edgesOfDate(test).flatMap((edge) => {
      const edges = strip(edge)
      if (Number(edges.from) >= Number(edges.to)) return []
      return [`${column.set} AND ${within(column, edges, { scene, binder })}`]
    })
  const before = daysOfYear(test.days, { ...scene, now: from })
  const after = daysOfYear(test.days, scene)
  const changed = [
    ...before.filter((day) => !after.includes(day)),
    ...after.filter((day) => !before.includes(day)),
  ]
  if (changed.length === 0) return []
  const day =
    column.kind === 'day' ? column.value : `toDate32(${column.value}, ${binder.bind('String', scene.zone)})`
  return [
    `${column.set} AND toMonth(${day}) * 100 + toDayOfMonth(${day}) IN ${binder.bind('Array(UInt16)', changed)}`,
  ]
}

/** One row of the first values each rolling edge will reach, in milliseconds or as days, in the columns d0, d1 … */
export type Reached = Question & { columns: { offset: number; keys: ReadonlySet<string> }[] }

/** `keys` of a column are the conditions whose edge it is. */
export function compileNext(leaves: readonly SegmentLeaf[], scene: Scene): Reached[] {
  return [
    ...nextReached('events', (binder) => leaves.flatMap((leaf) => nextEvents(leaf, scene, binder))),
    ...(['profiles', 'predictions'] as const).flatMap((table) =>
      nextReached(`${table} FINAL`, (binder) =>
        attributesOf(leaves, table).flatMap((leaf) => nextInProfiles(leaf, scene, binder)),
      ),
    ),
  ]
}

/** Whether anything of it moves at midnight. */
export function movesAtMidnight(leaf: SegmentLeaf): boolean {
  if (leaf.kind === 'attribute' && leaf.test.type === 'date' && leaf.test.is === 'anniversary') return true
  return edgesOfLeaf(leaf).some((edge) => edge.offset === null)
}

/** `rows` beyond the edge, and what of them is smallest. */
type Beyond = { key: string; rows: string; value: string; day: boolean; offset: number }

function nextReached(table: string, of: (binder: Binder) => Beyond[]): Reached[] {
  const binder = createBinder()
  const parts = new Map<string, Omit<Beyond, 'key'> & { keys: Set<string> }>()
  for (const { key, ...beyond } of of(binder)) {
    const same = `${beyond.rows} ${beyond.offset}`
    const part = parts.get(same) ?? { ...beyond, keys: new Set() }
    parts.set(same, part)
    part.keys.add(key)
  }
  if (parts.size === 0) return []
  const columns = [...parts.values()]
  const least = columns.map(({ rows, value, day }, at) => {
    const first = `minOrNullIf(${value}, ${rows})`
    return `${day ? `toString(${first})` : `toUnixTimestamp64Milli(${first})`} AS d${at}`
  })
  const text = `SELECT ${least.join(', ')} FROM ${table} WHERE ${anyOf(columns.map(({ rows }) => rows))}`
  return [{ text, params: binder.params, columns }]
}

function nextEvents(leaf: SegmentLeaf, scene: Scene, binder: Binder): Beyond[] {
  const key = keyOf(leaf)
  return watchedBy(leaf).flatMap(({ events, edges }) =>
    edges.flatMap(({ at, offset }) => {
      if (offset === null) return []
      const rows = eventRows(events, { from: at(scene), to: null }, binder)
      return [{ key, rows, value: 'time', day: false, offset }]
    }),
  )
}

function nextInProfiles(leaf: Attribute, scene: Scene, binder: Binder): Beyond[] {
  const { field, test } = leaf
  if (test.type !== 'date') return []
  const key = keyOf(leaf)
  return edgesOfDate(test).flatMap(({ at, offset }) => {
    if (offset === null) return []
    const column = columnOf(field, 'date', binder)
    const rows = `${column.set} AND ${within(column, { from: at(scene), to: null }, { scene, binder })}`
    return [{ key, rows, value: column.value, day: column.kind === 'day', offset }]
  })
}

function within(column: Column, edges: Edges, given: { scene: Scene; binder: Binder }): string {
  return column.kind === 'day'
    ? dayWithin(column.value, edges, given)
    : timeWithin(edges, given.binder, column.value)
}

/** Rows that lie in one of the strips; null where no edge has moved. */
function crossing(watched: readonly Watched[], binder: Binder, strip: (edge: Edge) => Edges): string | null {
  const rows = watched.flatMap(({ events, edges }) =>
    edges
      .map(strip)
      .flatMap((edges) => (Number(edges.from) < Number(edges.to) ? [eventRows(events, edges, binder)] : [])),
  )
  return rows.length === 0 ? null : anyOf(rows)
}

function anyOf(rows: readonly string[]): string {
  return `(${[...new Set(rows)].map((each) => `(${each})`).join(' OR ')})`
}

function attributesOf(leaves: readonly SegmentLeaf[], table: ProfileTable): Attribute[] {
  return leaves.filter((leaf): leaf is Attribute => leaf.kind === 'attribute' && sourceOf(leaf) === table)
}

function asked(text: (binder: Binder) => string | null): Question[] {
  const binder = createBinder()
  const made = text(binder)
  return made === null ? [] : [{ text: made, params: binder.params }]
}

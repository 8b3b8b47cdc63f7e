/** From conditions on who people are to conditions on a row of `profiles` or `predictions`: pure, with every value bound. */
import { type SegmentField, segmentFields, type SegmentLeaf, type SegmentTest } from '@vefa/contract'

import { foldForSearch } from '#/platform/text/fold.ts'

import { type Binder, bindNumber } from './bind.ts'
import { isNegative, numberHolds, textHolds, timeWithin } from './compile-filters.ts'
import type { Scene } from './scene.ts'
import { dateEdgesOf, dayAfter, dayIn, type Edges, firstDayFrom } from './windows.ts'

export type ProfileLeaf = Extract<SegmentLeaf, { kind: 'attribute' | 'consent' | 'share' }>

/** What a row must be; `negated` where people without a row meet the condition and those with it do not. */
export type RowCondition = { rows: string; negated: boolean }

/** A column: how it is read, when it is set, whether it holds days or moments, and exact numbers or floating ones. */
export type Column = {
  value: string
  set: string
  kind: 'text' | 'exact' | 'float' | 'moment' | 'day' | 'boolean' | 'list'
}

export function rowsOfProfiles(leaf: ProfileLeaf, scene: Scene, binder: Binder): RowCondition {
  switch (leaf.kind) {
    case 'consent':
      return { rows: consentRows(leaf, binder), negated: false }
    case 'share':
      return { rows: shareRows(leaf, binder), negated: false }
    default:
      return attributeRows(leaf, scene, binder)
  }
}

/** Profiles are there for everybody; who has no prediction has none set. */
function attributeRows(
  { field, test }: Extract<SegmentLeaf, { kind: 'attribute' }>,
  scene: Scene,
  binder: Binder,
): RowCondition {
  if (test.type === 'presence') {
    const set = field.startsWith('attributes.')
      ? ownIsSet(field, binder)
      : columnOf(field, 'text', binder).set
    return { rows: set, negated: !test.set }
  }
  return { rows: testHolds(columnOf(field, test.type, binder), test, { scene, binder }), negated: false }
}

type ValueTest = Exclude<SegmentTest, { type: 'presence' }>

function testHolds(column: Column, test: ValueTest, given: { scene: Scene; binder: Binder }): string {
  const { binder } = given
  switch (test.type) {
    case 'text':
      return textRows(column, test, binder)
    case 'number':
      return `(${column.set} AND ${numberHolds(column.value, test, (value) => boundNumber(column, value, binder))})`
    case 'date':
      return `(${column.set} AND ${dateHolds(column, test, given)})`
    case 'boolean':
      return `(${column.set} AND ${column.value} = ${binder.bind('Bool', test.is)})`
    default:
      return listHolds(column, test, binder)
  }
}

function textRows(column: Column, test: Extract<SegmentTest, { type: 'text' }>, binder: Binder): string {
  const found = `(${textHolds(column.value, { is: test.is, values: foldedWords(test.values) }, binder)})`
  return isNegative(test) ? `NOT ${found}` : found
}

function listHolds(column: Column, test: Extract<SegmentTest, { type: 'list' }>, binder: Binder): string {
  const words = binder.bind('Array(String)', foldedWords(test.values))
  if (test.is === 'all') return `hasAll(${column.value}, ${words})`
  return `${test.is === 'none' ? 'NOT ' : ''}hasAny(${column.value}, ${words})`
}

/** A word of nothing but marks folds to nothing, which is in no text and in no list. */
function foldedWords(values: readonly string[]): string[] {
  return [...new Set(values.map(foldForSearch))].filter((word) => word !== '')
}

function boundNumber(column: Column, value: number, binder: Binder): string {
  return column.kind === 'float' ? binder.bind('Float64', value) : bindNumber(binder, value)
}

function dateHolds(
  column: Column,
  test: Extract<SegmentTest, { type: 'date' }>,
  { scene, binder }: { scene: Scene; binder: Binder },
): string {
  if (test.is === 'anniversary') {
    const day =
      column.kind === 'day' ? column.value : `toDate32(${column.value}, ${binder.bind('String', scene.zone)})`
    return `toMonth(${day}) * 100 + toDayOfMonth(${day}) IN ${binder.bind('Array(UInt16)', daysOfYear(test.days, scene))}`
  }
  const edges = dateEdgesOf(test, scene)
  return column.kind === 'day'
    ? dayWithin(column.value, edges, { scene, binder })
    : timeWithin(edges, binder, column.value)
}

/** A day lies where its midnight does. */
export function dayWithin(
  value: string,
  edges: Edges,
  { scene, binder }: { scene: Scene; binder: Binder },
): string {
  const bound = (moment: Date): string => binder.bind('Date32', firstDayFrom(moment, scene.zone))
  const parts = [
    ...(edges.from ? [`${value} >= ${bound(edges.from)}`] : []),
    ...(edges.to ? [`${value} < ${bound(edges.to)}`] : []),
  ]
  return parts.join(' AND ') || '1'
}

/** Month times a hundred plus day of today and so many days after; 28 February stands for the 29th where there is none. */
export function daysOfYear(days: number, { now, zone }: Pick<Scene, 'now' | 'zone'>): number[] {
  const today = dayIn(zone, now)
  const ahead = Array.from({ length: days + 1 }, (_, distance) => dayAfter(today, distance))
  const found = ahead.flatMap((day) => {
    const code = Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10))
    return code === 228 && dayAfter(day).endsWith('03-01') ? [228, 229] : [code]
  })
  return [...new Set(found)].sort((a, b) => a - b)
}

function consentRows(leaf: Extract<SegmentLeaf, { kind: 'consent' }>, binder: Binder): string {
  return `${consentOf(leaf, binder).value} = ${binder.bind('String', leaf.state === 'none' ? '' : leaf.state)}`
}

/** What is in force; '' where nothing was ever said. */
export function consentOf(
  leaf: Extract<SegmentLeaf, { kind: 'consent' }>,
  binder: Binder,
): { value: string; set: string } {
  const value = `consents[${binder.bind('String', `${leaf.channel}/${leaf.purpose}`)}]`
  return { value, set: `${value} != ''` }
}

/** See {@link shareOf}. */
function shareRows(leaf: Extract<SegmentLeaf, { kind: 'share' }>, binder: Binder): string {
  const place = `murmurHash3_32(concat(${binder.bind('String', leaf.seed)}, ':', toString(customer))) % 10000`
  return `(${place} >= ${binder.bind('UInt32', leaf.from)} AND ${place} < ${binder.bind('UInt32', leaf.to)})`
}

const text = (value: string): Column => ({ value, set: `${value} != ''`, kind: 'text' })
const always = (value: string, kind: Column['kind']): Column => ({ value, set: '1', kind })
const nullable = (value: string, kind: Column['kind']): Column => ({
  value: `assumeNotNull(${value})`,
  set: `isNotNull(${value})`,
  kind,
})

const columns: Record<SegmentField, Column> = {
  name: text('name'),
  email: text('email'),
  phone: text('phone'),
  language: text('language'),
  country: text('country'),
  region: text('region'),
  city: text('city'),
  district: text('district'),
  gender: text('gender'),
  company: text('company'),
  source: text('source'),
  rfmClass: text('rfm_class'),
  orderCount: always('order_count', 'exact'),
  spent: always('spent', 'exact'),
  usualGapDays: nullable('usual_gap_days', 'float'),
  rfmRecency: nullable('rfm_recency', 'exact'),
  rfmFrequency: nullable('rfm_frequency', 'exact'),
  rfmMonetary: nullable('rfm_monetary', 'exact'),
  risk: nullable('risk', 'exact'),
  alive: always('p_alive', 'float'),
  expectedOrders90: always('expected_orders_90', 'float'),
  expectedOrders365: always('expected_orders_365', 'float'),
  churnRisk90: always('churn_risk_90', 'float'),
  lifetimeValue365: always('lifetime_value_365', 'float'),
  birthday: nullable('birthday', 'day'),
  firstSeenAt: always('first_seen_at', 'moment'),
  lastSeenAt: nullable('last_seen_at', 'moment'),
  firstOrderAt: nullable('first_order_at', 'moment'),
  lastOrderAt: nullable('last_order_at', 'moment'),
  nextOrderAt: { value: 'next_order_at', set: 'next_order_at > 0', kind: 'moment' },
  known: always('known', 'boolean'),
  tags: { value: 'tags', set: 'notEmpty(tags)', kind: 'list' },
}

type ValueType = ValueTest['type']

/** Where a field is kept; own attributes are kept by type. */
export function columnOf(field: string, type: ValueType, binder: Binder): Column {
  if (field.startsWith('attributes.')) return ownColumn(field, type, binder)
  const column = Object.hasOwn(segmentFields, field) ? columns[field as SegmentField] : undefined
  if (column === undefined) throw new Error(`no field of profiles: ${field}`)
  return column
}

function ownColumn(field: string, type: ValueType, binder: Binder): Column {
  const name = binder.bind('String', field.slice('attributes.'.length))
  const { map, kind } = ownMaps[type]
  const value = kind === 'day' ? `toDate32(${map}[${name}])` : `${map}[${name}]`
  const set =
    kind === 'text'
      ? `${value} != ''`
      : kind === 'list'
        ? `notEmpty(${value})`
        : `mapContains(${map}, ${name})`
  return { value, set, kind }
}

const ownMaps: Record<ValueType, { map: string; kind: Column['kind'] }> = {
  text: { map: 'texts', kind: 'text' },
  number: { map: 'numbers', kind: 'float' },
  date: { map: 'dates', kind: 'day' },
  boolean: { map: 'booleans', kind: 'boolean' },
  list: { map: 'lists', kind: 'list' },
}

/** Whether an own attribute is there, of whatever type. */
export function ownIsSet(field: string, binder: Binder): string {
  const types = Object.keys(ownMaps) as ValueType[]
  return `(${types.map((type) => ownColumn(field, type, binder).set).join(' OR ')})`
}

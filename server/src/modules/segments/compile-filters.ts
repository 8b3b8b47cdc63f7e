/** From filters on events to conditions on a row of `events`: pure, with every value bound. */
import {
  eventProperties,
  type EventProperty,
  type PropertyFilter,
  type SegmentEvents,
  type SegmentTest,
} from '@vefa/contract'

import { type Binder, bindMoment, bindNumber } from './bind.ts'
import { foldLetters, foldLettersOf } from './fold-letters.ts'
import type { Edges } from './windows.ts'

type TextTest = Extract<SegmentTest, { type: 'text' }>
type NumberTest = Extract<SegmentTest, { type: 'number' }>

const columns: Record<EventProperty, string> = {
  // Events tell of money in their own currency; it is compared and added up in the reporting currency.
  value: 'reporting_value',
  quantity: 'quantity',
  store: 'store',
  product: 'product_id',
  category: 'category',
  brand: 'brand',
  coupon: 'coupon',
  query: 'query',
  channel: 'channel',
  campaign: 'campaign',
  message: 'message',
  // Kept as `store:number`; people know the number.
  order: "substring(order_id, position(order_id, ':') + 1)",
  currency: 'currency',
  country: 'country',
  city: 'city',
  device: 'device',
  url: 'url',
  referrer: 'referrer',
}

const lineColumns: Partial<Record<string, string>> = {
  product: 'line_products',
  category: 'line_categories',
  brand: 'line_brands',
}

/** One of these events within the edges, with all its filters; what parses JSON comes last. */
export function eventRows(events: SegmentEvents, edges: Edges, binder: Binder): string {
  const filters = events.where.toSorted((a, b) => Number(isOwn(a.property)) - Number(isOwn(b.property)))
  const time = edges.from || edges.to ? [timeWithin(edges, binder)] : []
  return [nameIs(events.names, binder), ...time, ...filters.map((filter) => filterRows(filter, binder))].join(
    ' AND ',
  )
}

export function nameIs(names: readonly string[], binder: Binder): string {
  const [only, ...others] = new Set(names)
  if (only !== undefined && others.length === 0) return `name = ${binder.bind('String', only)}`
  return `name IN ${binder.bind('Array(String)', [...new Set(names)])}`
}

export function timeWithin(edges: Edges, binder: Binder, column = 'time'): string {
  const parts = [
    ...(edges.from ? [`${column} >= ${bindMoment(binder, edges.from)}`] : []),
    ...(edges.to ? [`${column} < ${bindMoment(binder, edges.to)}`] : []),
  ]
  return parts.join(' AND ') || '1'
}

/** The number of a property as a Decimal; null where it is none. */
export function numberOf(property: string, binder: Binder): string {
  if (!isOwn(property)) return columnOf(property)
  const text = ownText(property, binder)
  return `toDecimal64OrNull(if(match(${text}, '^-?[0-9]{1,14}([.][0-9]+)?$'), ${text}, ''), 4)`
}

function isOwn(property: string): boolean {
  return property.startsWith('properties.')
}

function filterRows({ property, test }: PropertyFilter, binder: Binder): string {
  switch (test.type) {
    case 'text':
      return textRows(property, test, binder)
    case 'number':
      return numberHolds(numberOf(property, binder), test, (value) => bindNumber(binder, value))
    case 'boolean':
      return `${ownText(property, binder)} = '${String(test.is)}'`
    default:
      return test.set ? isSet(property, binder) : `NOT ${isSet(property, binder)}`
  }
}

/** False where there is no number. `bound` writes the numbers it is compared with. */
export function numberHolds(value: string, test: NumberTest, boundOf: (value: number) => string): string {
  const bound = boundOf(test.value)
  const comparison = {
    equals: `${value} = ${bound}`,
    above: `${value} > ${bound}`,
    atLeast: `${value} >= ${bound}`,
    below: `${value} < ${bound}`,
    atMost: `${value} <= ${bound}`,
    between: '',
  }[test.is]
  if (test.is !== 'between') return `ifNull(${comparison}, 0)`
  return `ifNull(${value} >= ${bound} AND ${value} <= ${boundOf(test.to ?? test.value)}, 0)`
}

/** Whether a folded text passes the positive form of a test; the values are folded by the caller. */
export function textHolds(
  folded: string,
  test: { is: TextTest['is']; values: readonly string[] },
  binder: Binder,
): string {
  if (test.is === 'in' || test.is === 'notIn')
    return `${folded} IN ${binder.bind('Array(String)', test.values)}`
  const one = (value: string): string =>
    test.is === 'starts' ? `startsWith(${folded}, ${value})` : `position(${folded}, ${value}) > 0`
  const [only, ...others] = test.values
  if (only !== undefined && others.length === 0) return one(binder.bind('String', only))
  return `arrayExists(word -> ${one('word')}, ${binder.bind('Array(String)', test.values)})`
}

export function isNegative(test: { is: TextTest['is'] }): boolean {
  return test.is === 'notIn' || test.is === 'notContains'
}

/** Whether a property, or a line of the event, passes; letters compare as `foldLetters` has them. */
export function textRows(property: string, test: Pick<TextTest, 'is' | 'values'>, binder: Binder): string {
  const folded = { is: test.is, values: [...new Set(test.values.map(foldLetters))] }
  const found = anywhere(property, binder, (text) => textHolds(foldLettersOf(text, binder), folded, binder))
  return isNegative(test) ? `NOT ${found}` : found
}

function isSet(property: string, binder: Binder): string {
  if (isOwn(property)) return `(${ownText(property, binder)} NOT IN ('', '[]'))`
  if (eventProperties[property as EventProperty] === 'number') return `(${columnOf(property)} != 0)`
  return anywhere(property, binder, (text) => `${text} != ''`)
}

/** In the property of the event itself or in one of its lines. */
function anywhere(property: string, binder: Binder, holds: (text: string) => string): string {
  const lines = lineColumns[property]
  const own = holds(isOwn(property) ? ownText(property, binder) : columnOf(property))
  return lines === undefined ? `(${own})` : `(${own} OR arrayExists(line -> ${holds('line')}, ${lines}))`
}

/** Texts as they are; anything else as JSON writes it; nothing and null as ''. */
function ownText(property: string, binder: Binder): string {
  return `JSONExtractString(properties, ${binder.bind('String', property.slice('properties.'.length))})`
}

function columnOf(property: string): string {
  const column = Object.hasOwn(columns, property) ? columns[property as EventProperty] : undefined
  if (column === undefined) throw new Error(`no property of events: ${property}`)
  return column
}

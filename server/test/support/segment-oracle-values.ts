/** Properties and tests as the oracle of segments sees them: plain values, one by one. */
import type { PropertyFilter, SegmentEvents, SegmentTest } from '@vefa/contract'

import type { ToldEvent } from './segment-oracle.ts'

type ValueTest = Exclude<SegmentTest, { type: 'date' }>

export function isOf(event: ToldEvent, events: SegmentEvents): boolean {
  return (
    events.names.includes(event.name) &&
    events.where.every(({ property, test }) => hasProperty(event, property, test))
  )
}

export function hasProperty(event: ToldEvent, property: string, test: PropertyFilter['test']): boolean {
  const values = valuesOf(event, property)
  const negative = test.type === 'text' && (test.is === 'notIn' || test.is === 'notContains')
  if (negative || (test.type === 'presence' && !test.set))
    return values.every((value) => passesTest(value, test, 'event'))
  return values.some((value) => passesTest(value, test, 'event'))
}

/** The property itself and that of each line. */
function valuesOf(event: ToldEvent, property: string): unknown[] {
  if (property.startsWith('properties.')) return [ownValue(event, property, false)]
  if (property === 'product' || property === 'category' || property === 'brand')
    return [event[property], ...event.lines.map((line) => line[property])]
  if (property === 'order') return [event.orderId.slice(event.orderId.indexOf(':') + 1)]
  if (property === 'store') return [event.store]
  if (property === 'value' || property === 'quantity') return [Number(event[property])]
  return [(event as unknown as Record<string, string>)[property] ?? '']
}

/** Text of whatever stands there; as a number only where it looks like a plain one. */
function ownValue(event: ToldEvent, property: string, asNumber: boolean): unknown {
  const value = event.properties[property.slice('properties.'.length)]
  if (value === undefined || value === null) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (!asNumber) return text
  return /^-?\d{1,14}(\.\d+)?$/.test(text) ? unitsOfText(text) : undefined
}

/** In ten-thousandths. */
export function numbersOf(event: ToldEvent, property: string): bigint[] {
  if (property === 'value') return [unitsOfText(event.value)]
  if (property === 'quantity') return [unitsOfText(event.quantity)]
  const number = ownValue(event, property, true)
  return typeof number === 'bigint' ? [number] : []
}

/** Digits beyond the fourth decimal are cut. */
export function unitsOfText(text: string): bigint {
  const [whole = '0', decimals = ''] = text.replace('-', '').split('.')
  const units = BigInt(whole + decimals.slice(0, 4).padEnd(4, '0'))
  return text.startsWith('-') ? -units : units
}

/** Profiles are kept under the fold of the search, events letter by letter; for the letters tried here both are one. */
function plain(text: string): string {
  return text
    .toLocaleLowerCase('tr')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('ı', 'i')
}

function passesList(
  value: readonly unknown[],
  test: { is: 'any' | 'all' | 'none'; values: string[] },
): boolean {
  const items = new Set(value.map((item) => plain(String(item))))
  const found = test.values.map((word) => items.has(plain(word)))
  if (test.is === 'all') return found.every(Boolean)
  return test.is === 'any' ? found.some(Boolean) : !found.some(Boolean)
}

export function passesTest(value: unknown, test: ValueTest | SegmentTest, of: 'event' | 'profile'): boolean {
  switch (test.type) {
    case 'text':
      return passesText(typeof value === 'string' ? value : '', test)
    case 'number': {
      const number = of === 'event' && typeof value === 'string' ? numberIn(value) : value
      return typeof number === 'number' && passesNumber(number, test)
    }
    case 'boolean':
      return of === 'event' ? value === String(test.is) : value === test.is
    case 'list':
      return passesList(Array.isArray(value) ? value : [], test)
    case 'presence':
      return isThere(value, of) === test.set
    default:
      throw new Error('dates are passed elsewhere')
  }
}

function numberIn(text: string): number | undefined {
  return /^-?\d{1,14}(\.\d+)?$/.test(text) ? Number(unitsOfText(text)) / 10_000 : undefined
}

function isThere(value: unknown, of: 'event' | 'profile'): boolean {
  if (value === undefined || value === null || value === '' || value === '[]') return false
  if (Array.isArray(value)) return value.length > 0
  return of === 'profile' || value !== 0
}

function passesText(text: string, test: Extract<SegmentTest, { type: 'text' }>): boolean {
  const own = plain(text)
  const words = test.values.map(plain)
  switch (test.is) {
    case 'in':
      return words.includes(own)
    case 'notIn':
      return !words.includes(own)
    case 'contains':
      return words.some((word) => own.includes(word))
    case 'notContains':
      return !words.some((word) => own.includes(word))
    default:
      return words.some((word) => own.startsWith(word))
  }
}

function passesNumber(value: number, test: Extract<SegmentTest, { type: 'number' }>): boolean {
  switch (test.is) {
    case 'equals':
      return value === test.value
    case 'above':
      return value > test.value
    case 'atLeast':
      return value >= test.value
    case 'below':
      return value < test.value
    case 'atMost':
      return value <= test.value
    default:
      return value >= test.value && value <= (test.to ?? test.value)
  }
}

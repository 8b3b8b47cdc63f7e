/** Owns how values reach a question: each once, as a typed parameter with a name that follows from its place. */
import type { SegmentBounds } from '@vefa/contract'

import type { QueryParams } from '#/platform/event-store/index.ts'

export type Binder = {
  /** The placeholder of a value; the same value of the same type has one. */
  bind(type: string, value: unknown): string
  params: QueryParams
}

export function createBinder(): Binder {
  const params: QueryParams = {}
  const placeholders = new Map<string, string>()
  return {
    params,
    bind(type, value) {
      const key = `${type} ${JSON.stringify(value)}`
      const known = placeholders.get(key)
      if (known !== undefined) return known
      const name = `p${placeholders.size}`
      const placeholder = `{${name}:${type}}`
      params[name] = value
      placeholders.set(key, placeholder)
      return placeholder
    },
  }
}

const earliest = Date.UTC(1900, 0, 1)
const latest = Date.UTC(2299, 11, 31, 23, 59, 59, 999)

/** A moment, at the ends of what the event store can hold where it lies beyond. */
export function bindMoment(binder: Binder, moment: Date): string {
  const held = new Date(Math.min(Math.max(moment.getTime(), earliest), latest))
  return binder.bind("DateTime64(3, 'UTC')", held.toISOString().replace('T', ' ').replace('Z', ''))
}

/** An exact decimal against columns of four decimals and their sums. */
export function bindAmount(binder: Binder, amount: string): string {
  return binder.bind('Decimal(38, 4)', amount)
}

/** A number as it is written: `0.1` is a tenth. Digits beyond the eighteenth decimal are cut. */
export function bindNumber(binder: Binder, value: number): string {
  return binder.bind('Decimal(38, 18)', plainDecimal(value))
}

/** `value` lies within the bounds; `times` multiplies them, to compare a sum with an average. */
export function withinBounds(
  binder: Binder,
  bounds: SegmentBounds,
  of: { value: string; times?: string },
): string {
  const bound = (amount: string): string =>
    `${bindAmount(binder, amount)}${of.times === undefined ? '' : ` * ${of.times}`}`
  if (bounds.is === 'atLeast') return `${of.value} >= ${bound(bounds.value)}`
  if (bounds.is === 'atMost') return `${of.value} <= ${bound(bounds.value)}`
  return `${of.value} >= ${bound(bounds.value)} AND ${of.value} <= ${bound(bounds.to ?? bounds.value)}`
}

function plainDecimal(value: number): string {
  const text = String(value)
  if (text.includes('e')) return value.toFixed(18)
  const point = text.indexOf('.')
  return point < 0 ? text : text.slice(0, point + 19)
}

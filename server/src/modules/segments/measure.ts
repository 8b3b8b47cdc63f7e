/** What a condition measures of a person, as SQL over rows of events or orders, and when it holds. */
import type { SegmentBounds } from '@vefa/contract'

import { compareAmounts, ZERO } from '#/platform/money/money.ts'

import { type Binder, withinBounds } from './bind.ts'

export type FactKind = 'number' | 'decimal' | 'moment' | 'truth'

export type Measure = {
  /** Which rows count. */
  rows: string
  /** Aggregates over a person's rows; `shared`: rows of other conditions are among them. */
  columns(shared: boolean): string[]
  /** Whether it holds, by the names of these columns. */
  holds(columns: readonly string[]): string
  /** The condition holds for those for whom `holds` is false, and for whoever has no rows. */
  negated: boolean
  fact: { kind: FactKind; of(columns: readonly string[]): string }
}

/** An aggregate over its own rows alone. */
export function aggregate(name: string, value: string, only: string | null): string {
  if (only === null) return `${name}(${value})`
  return `${name}If(${[value, only].filter(Boolean).join(', ')})`
}

/** Numbers in every row: `value` is an expression, null where a row has none. */
export type Amount = {
  rows: string
  value: string
  of: 'sum' | 'average' | 'least' | 'greatest'
  bounds: SegmentBounds
}

/** Sums are exact; an average is compared as a sum with so many times the bound. Nothing sums up to 0. */
export function measureOfAmount(amount: Amount, binder: Binder): Measure {
  if (amount.of === 'sum') return sum(amount, binder)
  return amount.of === 'average' ? average(amount, binder) : extreme(amount, binder)
}

function sum({ rows, value, bounds }: Amount, binder: Binder): Measure {
  return {
    rows,
    columns: (shared) => [`ifNull(${aggregate('sum', value, shared ? rows : null)}, 0)`],
    ...fromNothing(bounds, binder),
    fact: { kind: 'decimal', of: ([total = '']) => total },
  }
}

function average({ rows, value, bounds }: Amount, binder: Binder): Measure {
  return {
    rows,
    columns: (shared) => {
      const only = shared ? rows : null
      return [`ifNull(${aggregate('sum', value, only)}, 0)`, aggregate('count', value, only)]
    },
    holds: ([total = '', count = '']) =>
      `(${count} > 0 AND ${withinBounds(binder, bounds, { value: total, times: count })})`,
    negated: false,
    fact: { kind: 'decimal', of: ([total, count]) => `if(${count} > 0, ${total} / ${count}, NULL)` },
  }
}

function extreme({ rows, value, bounds, of }: Amount, binder: Binder): Measure {
  const name = of === 'least' ? 'minOrNull' : 'maxOrNull'
  return {
    rows,
    columns: (shared) => [aggregate(name, value, shared ? rows : null)],
    holds: ([found = '']) => `ifNull(${withinBounds(binder, bounds, { value: found })}, 0)`,
    negated: false,
    fact: { kind: 'decimal', of: ([found = '']) => found },
  }
}

/** A count or a sum that is 0 without rows: where 0 lies within the bounds, those outside are asked for. */
export function fromNothing(bounds: SegmentBounds, binder: Binder): Pick<Measure, 'holds' | 'negated'> {
  const negated = acceptsNothing(bounds)
  return {
    holds: ([value = '']) => `${negated ? 'NOT ' : ''}(${withinBounds(binder, bounds, { value })})`,
    negated,
  }
}

function acceptsNothing(bounds: SegmentBounds): boolean {
  const from = compareAmounts(bounds.value, ZERO)
  if (bounds.is === 'atLeast') return from <= 0
  if (bounds.is === 'atMost') return from >= 0
  return from <= 0 && compareAmounts(bounds.to ?? bounds.value, ZERO) >= 0
}

/** Owns whom a row of `events` counts for while merges are not folded in, and where given people's rows lie. */
import type { Binder } from './bind.ts'
import type { Merge } from './scene.ts'

/** The customer a row counts for. */
export function whoIn(merges: readonly Merge[], binder: Binder): string {
  if (merges.length === 0) return 'customer'
  const losers = binder.bind(
    'Array(UInt32)',
    merges.map((merge) => merge.customer),
  )
  const winners = binder.bind(
    'Array(UInt32)',
    merges.map((merge) => merge.standsFor),
  )
  return `transform(original_customer, ${losers}, ${winners}, customer)`
}

/** Merges that take rows from or give rows to these people. */
export function mergesAround(merges: readonly Merge[], among: readonly number[]): Merge[] {
  const people = new Set(among)
  return merges.filter(({ customer, standsFor, liesAt }) =>
    [customer, standsFor, ...liesAt].some((number) => people.has(number)),
  )
}

/** Rows of these people, found by the numbers they may lie under; `merges` are those around them. */
export function rowsAmong(among: readonly number[], merges: readonly Merge[], binder: Binder): string {
  const numbers = new Set([...among, ...merges.flatMap(({ customer, liesAt }) => [customer, ...liesAt])])
  const ids = [...numbers].sort((a, b) => a - b)
  return `customer IN ${binder.bind('Array(UInt32)', ids)}`
}

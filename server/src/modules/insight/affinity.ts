/** Which products go together: pure. */
import type { Item, PairRow } from './reports-products.ts'

export type Pair = {
  a: Item
  b: Item
  together: number
  support: number
  confidenceAB: number
  confidenceBA: number
  lift: number
  jaccard: number
}

/**
 * support = P(A and B); confidence = P(B|A); lift = support / (P(A)·P(B)); jaccard = both / either. `places` says which
 * product stands at which place of the rows, from 1; of the same id in several stores each counts with its own.
 */
export function pairsOf(rows: readonly PairRow[], items: readonly Item[], baskets: number): Pair[] {
  const places = placesOf(items)
  const byKey = new Map(items.map((item) => [`${item.store}:${item.product}`, item]))
  return rows.flatMap(({ store, a, b, together }) => {
    const first = byKey.get(`${store}:${places[a - 1] ?? ''}`)
    const second = byKey.get(`${store}:${places[b - 1] ?? ''}`)
    return first && second ? [measured(first, second, { together, baskets })] : []
  })
}

/** Ids of products in the order in which pairs are written, by code points. */
export function placesOf(items: readonly Item[]): string[] {
  return [...new Set(items.map((item) => item.product))].sort((one, other) => (one < other ? -1 : 1))
}

function measured(a: Item, b: Item, { together, baskets }: { together: number; baskets: number }): Pair {
  return {
    a,
    b,
    together,
    support: together / baskets,
    confidenceAB: together / a.baskets,
    confidenceBA: together / b.baskets,
    lift: (together * baskets) / (a.baskets * b.baskets),
    jaccard: together / (a.baskets + b.baskets - together),
  }
}

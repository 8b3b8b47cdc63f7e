/** Products bought in one order, with support, confidence and lift. */
import type { App } from '#/platform/app.ts'

import { type Pair, pairsOf, placesOf } from './affinity.ts'
import { type Period, reachOf } from './reach.ts'
import { countOrders, type Item, readItems, readPairs } from './reports-products.ts'

/** Products beyond these are in too few orders to pair; the number of pairs grows with its square. */
const mostItems = 1_000

export async function readAffinity(
  app: Pick<App, 'db' | 'eventStore'>,
  input: Period & { minSupport: number; sort: 'count' | 'lift'; limit: number },
) {
  const reach = await reachOf(app, input)
  const [baskets, all] = await Promise.all([
    countOrders(app.eventStore, reach),
    readItems(app.eventStore, reach, mostItems),
  ])
  const least = Math.max(1, Math.ceil(baskets * input.minSupport - 1e-9))
  const items = all.filter((item) => item.baskets >= least)
  const rows = await readPairs(app.eventStore, reach, { products: placesOf(items), least })
  const pairs = pairsOf(rows, items, baskets).sort(input.sort === 'lift' ? byLift : byCount)
  return {
    baskets,
    products: items.length,
    found: pairs.length,
    pairs: pairs.slice(0, input.limit).map(({ a, b, ...pair }) => ({
      ...pair,
      a: shown(a),
      b: shown(b),
      withA: a.baskets,
      withB: b.baskets,
    })),
  }
}

function shown({ store, product, title }: Item) {
  return { store, id: product, title: title || product }
}

function byCount(one: Pair, other: Pair): number {
  return other.together - one.together || byName(one, other)
}

function byLift(one: Pair, other: Pair): number {
  return other.lift - one.lift || byName(one, other)
}

function byName(one: Pair, other: Pair): number {
  const [first, second] = [`${one.a.product}\n${one.b.product}`, `${other.a.product}\n${other.b.product}`]
  return first < second ? -1 : 1
}

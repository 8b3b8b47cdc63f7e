/** On the event store: what sells together and after one another, what sells best, what needs a coupon, what is searched. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { eventsOf, inDays, isLatest, linesOf, ordersEver, ordersOf, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

export type Item = { store: number; product: string; title: string; baskets: number }

/** Products by the number of orders they were paid for in, the most frequent first, and how many orders there are. */
export async function readItems(store: EventStore, reach: Reach, limit: number): Promise<Item[]> {
  return store.query<Item>(
    `SELECT store, toString(lines.product) AS product, toString(any(lines.title)) AS title, toUInt32(countIf(opens_paid)) AS baskets
     FROM ${linesOf(reach)} AS lines
     WHERE lines.product != '' AND value > 0 GROUP BY store, lines.product
     ORDER BY baskets DESC, store, product LIMIT {limit:UInt32}`,
    { ...paramsOf(reach), limit },
  )
}

export async function countOrders(store: EventStore, reach: Reach): Promise<number> {
  const [row] = await store.query<{ n: number }>(
    `SELECT toUInt32(count()) AS n FROM ${ordersOf(reach)}`,
    paramsOf(reach),
  )
  return row?.n ?? 0
}

export type PairRow = { store: number; a: number; b: number; together: number }

/**
 * Pairs of the named products by the number of orders with both, at least so many. `a` and `b` are places in the list,
 * from 1, a < b.
 */
export async function readPairs(
  store: EventStore,
  reach: Reach,
  given: { products: readonly string[]; least: number },
): Promise<PairRow[]> {
  if (given.products.length < 2) return []
  return store.query<PairRow>(
    `SELECT store, pair.1 AS a, pair.2 AS b, toUInt32(count()) AS together
     FROM (
       SELECT store, arraySort(arrayFilter(place -> place > 0,
         arrayMap(product -> transform(product, arrayMap(one -> sipHash64(one), {products:Array(String)}), {places:Array(UInt16)}, toUInt16(0)), products))) AS items
       FROM ${ordersOf(reach)} WHERE length(products) > 1)
     ARRAY JOIN arrayFlatten(arrayMap((item, nth) -> arrayMap(other -> (item, other), arraySlice(items, nth + 1)),
       items, arrayEnumerate(items))) AS pair
     GROUP BY store, a, b HAVING together >= {least:UInt32}`,
    {
      ...paramsOf(reach),
      products: [...given.products],
      places: given.products.map((_, index) => index + 1),
      least: given.least,
    },
  )
}

const boughtAs = {
  category: { by: (place: string) => `${place}category`, key: (column: string) => `toString(${column})` },
  product: {
    by: (place: string) => `(${place}store, ${place}product)`,
    key: (column: string) => `concat(toString(${column}.1), ':', ${column}.2)`,
  },
} as const

export type PathKind = keyof typeof boughtAs

/** Conditions on the day of the first order. */
function cameIn(reach: Reach): string {
  return inDays(reach, 'first_day')
}

export type FirstRow = { key: string; customers: number; returned: number; medianDays: number | null }

export async function readFirsts(
  store: EventStore,
  reach: Reach,
  given: { by: PathKind; limit: number },
): Promise<(FirstRow & { all: number; allReturned: number })[]> {
  const { by, key } = boughtAs[given.by]
  return store.query(
    `SELECT ${key('one')} AS key, toUInt32(countIf(nth = 1)) AS customers, toUInt32(countIf(nth = 2)) AS returned,
       if(returned = 0, NULL, quantileExactInclusiveIf(0.5)(days, nth = 2)) AS medianDays,
       toUInt32(sum(customers) OVER ()) AS all, toUInt32(sum(returned) OVER ()) AS allReturned
     FROM (SELECT ${by('first_')} AS one, nth, toInt32(day - first_day) AS days FROM ${ordersEver(reach)} WHERE nth <= 2 AND ${cameIn(reach)})
     GROUP BY one ORDER BY customers DESC, key LIMIT {limit:UInt32}`,
    { ...paramsOf(reach), limit: given.limit },
  )
}

export async function readSteps(
  store: EventStore,
  reach: Reach,
  given: { by: PathKind; limit: number },
): Promise<{ from: string; to: string; customers: number; ofFrom: number }[]> {
  const { by, key } = boughtAs[given.by]
  return store.query(
    `SELECT ${key('one')} AS from, ${key('two')} AS to, toUInt32(count()) AS customers, toUInt32(sum(customers) OVER (PARTITION BY from)) AS ofFrom
     FROM (SELECT ${by('first_')} AS one, ${by('')} AS two FROM ${ordersEver(reach)} WHERE nth = 2 AND ${cameIn(reach)})
     GROUP BY one, two ORDER BY customers DESC, from, to LIMIT {limit:UInt32}`,
    { ...paramsOf(reach), limit: given.limit },
  )
}

export type SellerRow = {
  store: number
  id: string
  title: string
  category: string
  revenue: string
  pieces: string
  orders: number
  costed: string
  cost: string
}

const sellerRank = { revenue: 'revenue', pieces: 'pieces', orders: 'orders' } as const

/** Products by what they brought; those without an id are left out. */
export async function readSellers(
  store: EventStore,
  reach: Reach,
  given: { rank: keyof typeof sellerRank; limit: number },
): Promise<SellerRow[]> {
  return store.query<SellerRow>(
    `SELECT store, toString(product) AS id, toString(anyLast(title)) AS title, toString(anyLast(category)) AS category,
       sum(value) AS revenue, sum(quantity) AS pieces, toUInt32(countIf(opens_product)) AS orders,
       sumIf(value, isNotNull(lines.cost)) AS costed, sum(ifNull(lines.cost, toDecimal64(0, 4))) AS cost
     FROM ${linesOf(reach)} AS lines
     WHERE product != '' GROUP BY store, product ORDER BY ${sellerRank[given.rank]} DESC, store, id LIMIT {limit:UInt32}`,
    { ...paramsOf(reach), limit: given.limit },
  )
}

/** Pieces of these products sold in the reach, by `store:id`. */
export async function readSold(
  store: EventStore,
  reach: Reach,
  products: readonly string[],
): Promise<Map<string, number>> {
  const rows = await store.query<{ store: number; id: string; sold: string }>(
    `SELECT store, toString(product) AS id, sum(quantity) AS sold
     FROM ${linesOf(reach)} WHERE product IN {products:Array(String)} GROUP BY store, product`,
    { ...paramsOf(reach), products: [...products] },
  )
  return new Map(rows.map((row) => [`${row.store}:${row.id}`, Number(row.sold)]))
}

export type CouponRow = {
  orders: number
  couponOrders: number
  revenue: string
  couponRevenue: string
  discounts: string
  never: number
  sometimes: number
  always: number
  withFirst: number
  withBack: number
  withoutFirst: number
  withoutBack: number
}

/** Orders and customers of the period, and of those whose first order fell in it whether it carried a coupon and a second came. */
export async function readCouponUse(store: EventStore, reach: Reach): Promise<CouponRow | undefined> {
  const [row] = await store.query<CouponRow>(
    `SELECT toUInt32(sum(n)) AS orders, toUInt32(sum(k)) AS couponOrders, sum(spent) AS revenue, sum(coupon_spent) AS couponRevenue,
       sum(forgone) AS discounts, toUInt32(countIf(k = 0)) AS never, toUInt32(countIf(k > 0 AND k < n)) AS sometimes,
       toUInt32(countIf(k > 0 AND k = n)) AS always,
       toUInt32(sum(came AND began_with)) AS withFirst, toUInt32(sum(came AND began_with AND again)) AS withBack,
       toUInt32(sum(came AND NOT began_with)) AS withoutFirst, toUInt32(sum(came AND NOT began_with AND again)) AS withoutBack
     FROM (
       SELECT customer, count() AS n, countIf(coupon != '') AS k, sum(total) AS spent, sumIf(total, coupon != '') AS coupon_spent,
         sum(discount) AS forgone, max(nth = 1) AS came, max(nth = 1 AND coupon != '') AS began_with, max(nth = 1 AND NOT (${isLatest})) AS again
       FROM ${ordersOf(reach)} GROUP BY customer)`,
    paramsOf(reach),
  )
  return row
}

export type TermRow = {
  term: string
  searches: number
  visitors: number
  inVain: number
  all: number
  told: number
  allInVain: number
}

/** Terms by how often they were searched, without regard to case and outer spaces; or by how often in vain. */
export async function readTerms(
  store: EventStore,
  reach: Reach,
  given: { inVain: boolean; limit: number },
): Promise<TermRow[]> {
  return store.query<TermRow>(
    `SELECT lowerUTF8(trimBoth(replaceAll(replaceAll(query, 'İ', 'i'), 'I', 'ı'))) AS term, toUInt32(count()) AS searches,
       toUInt32(uniqExact(customer, if(customer = 0, anonymous_id, ''))) AS visitors, toUInt32(countIf(results = 0)) AS inVain,
       toUInt32(sum(searches) OVER ()) AS all, toUInt32(sum(countIf(isNotNull(results))) OVER ()) AS told,
       toUInt32(sum(inVain) OVER ()) AS allInVain
     FROM ${eventsOf(reach, ['Products Searched'])} WHERE query != '' AND ${inDays(reach)}
     GROUP BY term ${given.inVain ? 'HAVING inVain > 0 ORDER BY inVain DESC' : 'ORDER BY searches DESC'}, term LIMIT {limit:UInt32}`,
    { ...paramsOf(reach), limit: given.limit },
  )
}

/** On the event store: what sells together and after one another, what sells best, what needs a coupon, what is searched. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { eventsOf, inDays, ordersEver, ordersOf, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

export type Item = { store: number; product: string; title: string; baskets: number }

/** Products by the number of orders they were paid for in, the most frequent first, and how many orders there are. */
export async function readItems(store: EventStore, reach: Reach, limit: number): Promise<Item[]> {
  return store.query<Item>(
    `SELECT store, line.1 AS product, any(line.2) AS title, toUInt32(uniqExact(order_key)) AS baskets
     FROM ${ordersOf(reach)} ARRAY JOIN arrayZip(line_products, arrayResize(line_titles, length(line_products)),
       arrayResize(line_values, length(line_products))) AS line
     WHERE product != '' AND line.3 > 0 GROUP BY store, product ORDER BY baskets DESC, store, product LIMIT {limit:UInt32}`,
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
       SELECT store, arraySort(arrayDistinct(arrayFilter(place -> place > 0,
         arrayMap(product -> transform(product, {products:Array(String)}, {places:Array(UInt16)}, toUInt16(0)),
           arrayFilter((product, worth) -> worth > 0, line_products, arrayResize(line_values, length(line_products))))))) AS items
       FROM ${ordersOf(reach)} WHERE length(line_products) > 1)
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

const mainLine = 'indexOf(line_values, arrayMax(line_values))'
const boughtAs = {
  category: `toString(arrayElement(line_categories, ${mainLine}))`,
  product: `concat(toString(store), ':', arrayElement(line_products, ${mainLine}))`,
} as const

export type PathKind = keyof typeof boughtAs

/** One row a customer whose first order fell in the period: what it was, what the second was, and the days between. */
function firstTwo(reach: Reach, by: PathKind): string {
  return `(
  SELECT customer, anyIf(bought, nth = 1) AS one, anyIf(bought, nth = 2) AS two, max(nth) = 2 AS returned,
    dateDiff('day', minIf(day, nth = 1), maxIf(day, nth = 2)) AS days, minIf(day, nth = 1) AS first
  FROM (
    SELECT customer, day, ${boughtAs[by]} AS bought, row_number() OVER (PARTITION BY customer ORDER BY placed, order_key) AS nth
    FROM ${ordersEver(reach)})
  WHERE nth <= 2 GROUP BY customer HAVING ${inDays(reach).replaceAll('day ', 'first ')})`
}

export type FirstRow = { key: string; customers: number; returned: number; medianDays: number | null }

export async function readFirsts(
  store: EventStore,
  reach: Reach,
  given: { by: PathKind; limit: number },
): Promise<(FirstRow & { all: number; allReturned: number })[]> {
  return store.query(
    `SELECT one AS key, toUInt32(count()) AS customers, toUInt32(sum(people.returned)) AS returned,
       if(sum(people.returned) = 0, NULL, quantileExactInclusiveIf(0.5)(days, people.returned)) AS medianDays,
       toUInt32(sum(customers) OVER ()) AS all, toUInt32(sum(returned) OVER ()) AS allReturned
     FROM ${firstTwo(reach, given.by)} AS people GROUP BY one ORDER BY customers DESC, key LIMIT {limit:UInt32}`,
    { ...paramsOf(reach), limit: given.limit },
  )
}

export async function readSteps(
  store: EventStore,
  reach: Reach,
  given: { by: PathKind; limit: number },
): Promise<{ from: string; to: string; customers: number; ofFrom: number }[]> {
  return store.query(
    `SELECT one AS from, two AS to, toUInt32(count()) AS customers, toUInt32(sum(customers) OVER (PARTITION BY from)) AS ofFrom
     FROM ${firstTwo(reach, given.by)} WHERE returned GROUP BY from, to ORDER BY customers DESC, from, to LIMIT {limit:UInt32}`,
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
    `SELECT store, line.1 AS id, anyLast(line.5) AS title, toString(anyLast(line.6)) AS category, sum(line.2) AS revenue,
       sum(line.3) AS pieces, toUInt32(uniqExact(order_key)) AS orders, sumIf(line.2, isNotNull(line.4)) AS costed,
       sum(ifNull(line.4, toDecimal64(0, 4))) AS cost
     FROM ${ordersOf(reach)} ARRAY JOIN arrayZip(arrayResize(line_products, length(line_values)), line_values,
       arrayResize(line_quantities, length(line_values)), arrayResize(line_costs, length(line_values)),
       arrayResize(line_titles, length(line_values)), arrayResize(line_categories, length(line_values))) AS line
     WHERE id != '' GROUP BY store, id ORDER BY ${sellerRank[given.rank]} DESC, store, id LIMIT {limit:UInt32}`,
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
    `SELECT store, line.1 AS id, sum(line.2) AS sold
     FROM ${ordersOf(reach)} ARRAY JOIN arrayZip(arrayResize(line_products, length(line_quantities)), line_quantities) AS line
     WHERE id IN {products:Array(String)} GROUP BY store, id`,
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
       sum(forgone) AS discounts, toUInt32(countIf(n > 0 AND k = 0)) AS never, toUInt32(countIf(k > 0 AND k < n)) AS sometimes,
       toUInt32(countIf(k > 0 AND k = n)) AS always,
       toUInt32(countIf(came AND began_with)) AS withFirst, toUInt32(countIf(came AND began_with AND ever > 1)) AS withBack,
       toUInt32(countIf(came AND NOT began_with)) AS withoutFirst, toUInt32(countIf(came AND NOT began_with AND ever > 1)) AS withoutBack
     FROM (
       SELECT customer, count() AS ever, countIf(within) AS n, countIf(within AND coupon != '') AS k, sumIf(total, within) AS spent,
         sumIf(total, within AND coupon != '') AS coupon_spent, sumIf(discount, within) AS forgone,
         argMin(coupon != '', (placed, order_key)) AS began_with, argMin(within, (placed, order_key)) AS came
       FROM (SELECT *, ${inDays(reach)} AS within FROM ${ordersEver(reach)}) GROUP BY customer)`,
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

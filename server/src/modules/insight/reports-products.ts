/** On the event store: what sells together and after one another, what sells best, what needs a coupon, what is searched. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { eventsOf, inDays, isLatest, linesOf, ordersEver, ordersOf, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

/** Of the column `item`: the store and the product's id. */
const storeOf = "toUInt16(substringIndex(item, ':', 1))"
const productOf = "substring(item, position(item, ':') + 1)"

export type Item = { store: number; product: string; title: string; baskets: number }

/** Products by the number of orders they were paid for in, the most frequent first, and how many orders there are. */
export async function readItems(store: EventStore, reach: Reach, limit: number): Promise<Item[]> {
  return store.query<Item>(
    `SELECT ${storeOf} AS store, ${productOf} AS product, toString(title) AS title, baskets
     FROM (SELECT item, any(lines.title) AS title, toUInt32(count()) AS baskets FROM ${linesOf(reach)} AS lines WHERE opens_paid GROUP BY item)
     WHERE product != '' ORDER BY baskets DESC, store, product LIMIT {limit:UInt32}`,
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
    `SELECT store, a, b, toUInt32(count()) AS together
     FROM (
       SELECT store, a, arrayJoin(arrayFilter(other -> other > a, items)) AS b
       FROM (
         SELECT store, items, arrayJoin(items) AS a
         FROM (
           SELECT store, arrayFilter(place -> place > 0, arrayMap(one -> transform(one, arrayMap(text -> sipHash64(text), {products:Array(String)}), {places:Array(UInt16)}, toUInt16(0)), products)) AS items
           FROM ${ordersOf(reach)} WHERE length(products) > 1)
         WHERE length(items) > 1))
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
  product: { by: (place: string) => `${place}item`, key: (column: string) => `toString(${column})` },
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

/**
 * Products by what they brought, under the title and category last sold with; those without an id are left out. `last` is
 * the last day anybody ordered, ever.
 */
export async function readSellers(
  store: EventStore,
  reach: Reach,
  given: { rank: keyof typeof sellerRank; limit: number },
): Promise<{ sellers: SellerRow[]; last: string | null }> {
  const rows = await store.query<SellerRow & { last: string }>(
    `SELECT ${storeOf} AS store, ${productOf} AS id, * EXCEPT item, toString((SELECT max(day) FROM ${ordersEver({ ...reach, people: null })})) AS last
     FROM (
       SELECT item, toString(argMax(lines.title, day)) AS title, toString(argMax(lines.category, day)) AS category,
         sum(value) AS revenue, sum(quantity) AS pieces, toUInt32(countIf(opens_product)) AS orders,
         sumIf(value, isNotNull(lines.cost)) AS costed, sum(ifNull(lines.cost, toDecimal64(0, 4))) AS cost
       FROM ${linesOf(reach)} AS lines GROUP BY item)
     WHERE id != '' ORDER BY ${sellerRank[given.rank]} DESC, store, id LIMIT {limit:UInt32}`,
    { ...paramsOf(reach), limit: given.limit },
  )
  return { sellers: rows, last: rows[0]?.last ?? null }
}

/** Pieces of these products (`store:id`) sold in the reach. */
export async function readSold(
  store: EventStore,
  reach: Reach,
  items: readonly string[],
): Promise<Map<string, number>> {
  const rows = await store.query<{ item: string; sold: string }>(
    `SELECT item, sum(quantity) AS sold FROM ${linesOf(reach)} WHERE item IN {items:Array(String)} GROUP BY item`,
    { ...paramsOf(reach), items: [...items] },
  )
  return new Map(rows.map((row) => [row.item, Number(row.sold)]))
}

export type CouponUse = {
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
  /** The coupons most orders carried: coupon, orders, customers, customers new with it, revenue. */
  coupons: [string, number, number, number, string][]
}

/**
 * Orders and customers of the period with and without coupons and by coupon, and of those whose first order fell in it
 * whether it carried a coupon and a second came.
 */
export async function readCouponUse(
  store: EventStore,
  reach: Reach,
  limit: number,
): Promise<CouponUse | undefined> {
  const people = (condition: string): string => `groupBitmapMergeStateIf(people, ${condition})`
  const [row] = await store.query<CouponUse>(
    `SELECT toUInt32(sum(n)) AS orders, toUInt32(sumIf(n, carried)) AS couponOrders, sum(spent) AS revenue,
       sumIf(spent, carried) AS couponRevenue, sum(forgone) AS discounts,
       toUInt32(bitmapAndnotCardinality(${people('NOT carried')}, ${people('carried')})) AS never,
       toUInt32(bitmapAndCardinality(${people('NOT carried')}, ${people('carried')})) AS sometimes,
       toUInt32(bitmapAndnotCardinality(${people('carried')}, ${people('NOT carried')})) AS always,
       toUInt32(sumIf(came, carried)) AS withFirst, toUInt32(sumIf(again, carried)) AS withBack,
       toUInt32(sumIf(came, NOT carried)) AS withoutFirst, toUInt32(sumIf(again, NOT carried)) AS withoutBack,
       arraySlice(arraySort(one -> (-one.2, one.1), groupArrayIf((coupon, toUInt32(n), toUInt32(bitmapCardinality(people)), toUInt32(debuts), spent), carried)), 1, {limit:UInt32}) AS coupons
     FROM (
       SELECT toString(coupon) AS coupon, coupon != '' AS carried, count() AS n, sum(total) AS spent, sum(discount) AS forgone,
         groupBitmapState(customer) AS people, groupBitmapIf(customer, day = first_day) AS debuts,
         countIf(nth = 1) AS came, countIf(nth = 1 AND NOT (${isLatest})) AS again
       FROM ${ordersOf(reach)} AS orders GROUP BY orders.coupon)`,
    { ...paramsOf(reach), limit },
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

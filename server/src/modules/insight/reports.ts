/** On the event store: cohorts, gaps between orders and buyers, from orders that count. */
import { isLatest, ordersEver, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'
import type { Asking } from './together.ts'

/** `place` of orders in their customer's history, 3 for all later ones; `alone` when it stayed the only one. */
export type ReturnCount = {
  place: 1 | 2 | 3
  alone: 0 | 1
  /** Since the order before; of a first order since 1970-01-01. */
  days: number
  n: number
  /** The latest day such an order was placed on. */
  latest: string
}

/** How long every order came after the one before, counted by days. */
export async function readReturns(store: Asking, reach: Reach): Promise<ReturnCount[]> {
  return store.query<ReturnCount>(
    `SELECT toUInt8(least(nth, 3)) AS place, orders_ever = 1 AS alone, toUInt16(day - previous_day) AS days, toUInt32(count()) AS n,
       toString(max(day)) AS latest
     FROM ${ordersEver(reach)} GROUP BY place, alone, days`,
    paramsOf(everything(reach)),
  )
}

/**
 * Whole days between consecutive orders of a customer, all customers together: how many gaps, and the one in the middle;
 * and the last day with an order.
 */
export async function readGaps(
  store: Asking,
  reach: Reach,
): Promise<{ gaps: number; median: number | null; last: string | null }> {
  const [row] = await store.query<{ orders: string; gaps: number; median: number | null; last: string }>(
    `SELECT count() AS orders, toUInt32(countIf(nth > 1)) AS gaps, toString(max(day)) AS last,
       quantileExactInclusiveIf(0.5)(toInt32(day - previous_day), nth > 1) AS median
     FROM ${ordersEver(reach)}`,
    paramsOf(everything(reach)),
  )
  if (!row || Number(row.orders) === 0) return { gaps: 0, median: null, last: null }
  return { gaps: row.gaps, median: row.gaps > 0 ? row.median : null, last: row.last }
}

export type BuyerRow = {
  customer: number
  orders: number
  spent: string
  first: string
  last: string
  gaps: number
  medianGap: number
}

/** One row for each customer with an order that counts, by customer number. */
export async function readBuyers(store: Asking, reach: Reach): Promise<BuyerRow[]> {
  return store.query<BuyerRow>(
    `SELECT customer, orders_ever AS orders, toString(spent_ever) AS spent, toString(first_day) AS first, toString(day) AS last,
       toUInt32(orders_ever - 1) AS gaps, own_gap AS medianGap
     FROM ${ordersEver(reach)} WHERE ${isLatest} ORDER BY customer`,
    paramsOf(everything(reach)),
  )
}

/** These questions are about whole histories; the days of a period are not bound. */
function everything(reach: Reach): Reach {
  return { ...reach, from: undefined, to: undefined }
}

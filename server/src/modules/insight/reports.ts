/** On the event store: cohorts, gaps between orders and buyers, from orders that count. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { isLatest, ordersEver, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

/** Days from first to second order, or from first order to the reference day for those who have not come back. */
export async function readSecondOrders(
  store: EventStore,
  reach: Reach,
  reference: string,
): Promise<{ days: number; events: number; censored: number }[]> {
  return store.query(
    `SELECT if(came, toInt32(day - previous_day), toInt32({reference:Date} - day)) AS days,
       toUInt32(countIf(came)) AS events, toUInt32(countIf(NOT came)) AS censored
     FROM (SELECT nth = 2 AS came, day, previous_day FROM ${ordersEver(reach)}
           WHERE nth = 2 OR (nth = 1 AND ${isLatest}))
     GROUP BY days, came ORDER BY days`,
    { ...paramsOf(everything(reach)), reference },
  )
}

/** Whole days between consecutive orders of a customer, all customers together: how many gaps, and the one in the middle. */
export async function readGaps(
  store: EventStore,
  reach: Reach,
): Promise<{ gaps: number; median: number | null }> {
  const [row] = await store.query<{ gaps: number; median: number | null }>(
    `SELECT toUInt32(count()) AS gaps, quantileExactInclusive(0.5)(toInt32(day - previous_day)) AS median
     FROM ${ordersEver(reach)} WHERE nth > 1`,
    paramsOf(everything(reach)),
  )
  return row && row.gaps > 0 ? row : { gaps: 0, median: null }
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
export async function readBuyers(store: EventStore, reach: Reach): Promise<BuyerRow[]> {
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

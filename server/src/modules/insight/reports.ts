/** On the event store: cohorts, gaps between orders and buyers, from orders that count. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { ordersEver, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

/** Days from first to second order, or from first order to the reference day for those who have not come back. */
export async function readSecondOrders(
  store: EventStore,
  reach: Reach,
  reference: string,
): Promise<{ days: number; events: number; censored: number }[]> {
  return store.query(
    `SELECT toInt32(if(n >= 2, days[2] - days[1], toInt32({reference:Date}) - days[1])) AS days,
       toUInt32(countIf(n >= 2)) AS events, toUInt32(countIf(n < 2)) AS censored
     FROM (SELECT customer, count() AS n, arraySort(groupArray(toInt32(day))) AS days
           FROM ${ordersEver(reach)} GROUP BY customer)
     GROUP BY days, n >= 2 ORDER BY days`,
    { ...paramsOf(everything(reach)), reference },
  )
}

/** Whole days between consecutive orders of a customer, all customers together: how many gaps, and the one in the middle. */
export async function readGaps(
  store: EventStore,
  reach: Reach,
): Promise<{ gaps: number; median: number | null }> {
  const [row] = await store.query<{ gaps: number; median: number | null }>(
    `SELECT toUInt32(count()) AS gaps, quantileExactInclusive(0.5)(gap) AS median
     FROM (SELECT arrayJoin(arrayPopFront(arrayDifference(arraySort(groupArray(toInt32(day)))))) AS gap
           FROM ${ordersEver(reach)} GROUP BY customer)`,
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
    `SELECT customer, toUInt32(count()) AS orders, toString(sum(total)) AS spent, toString(min(day)) AS first,
       toString(max(day)) AS last, toUInt32(count() - 1) AS gaps,
       if(count() < 2, 0, arrayReduce('quantileExactInclusive(0.5)',
         arrayPopFront(arrayDifference(arraySort(groupArray(toInt32(day))))))) AS medianGap
     FROM ${ordersEver(reach)} GROUP BY customer ORDER BY customer`,
    paramsOf(everything(reach)),
  )
}

/** These questions are about whole histories; the days of a period are not bound. */
function everything(reach: Reach): Reach {
  return { ...reach, from: undefined, to: undefined }
}

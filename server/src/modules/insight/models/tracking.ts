/** Owns the curve a person judges a model by: repeat orders of all customers week by week, as they came and as expected. */
import { expectedOfNew } from './predict.ts'
import type { Process } from './process.ts'
import { DAYS_A_WEEK, dailyPurchases, type PurchaseDays } from './purchase-days.ts'

/** Repeat orders from the first day until the end of a week. */
export type TrackingPoint = { week: number; actual: number; expected: number }

/**
 * Expected is the unconditional Σ E[X(t)] over everyone from their first order on, not the sum of what is expected of each
 * person by what they did. Whole weeks from the first day until `end`.
 */
export function trackOrders(process: Process, days: PurchaseDays, end: number): TrackingPoint[] {
  const { start, firsts, repeats } = dailyPurchases(days)
  const weeks = Math.floor((end + 1 - start) / DAYS_A_WEEK)
  const expectedAfter = new Float64Array(weeks * DAYS_A_WEEK + 1).map((_, day) =>
    expectedOfNew(process, day / DAYS_A_WEEK),
  )
  return Array.from({ length: weeks }, (_, index) => {
    const until = (index + 1) * DAYS_A_WEEK
    let [actual, expected] = [0, 0]
    for (let day = 0; day < Math.min(until, firsts.length); day += 1) {
      actual += repeats[day] as number
      expected += (firsts[day] as number) * (expectedAfter[until - day] as number)
    }
    return { week: index + 1, actual, expected }
  })
}

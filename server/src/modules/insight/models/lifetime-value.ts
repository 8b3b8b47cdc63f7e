/** Owns the present value of the orders a customer will place, with the unit beside every length of time. */
import { expectedIfActive, onwards } from './predict.ts'
import type { Process } from './process.ts'

/** Steps of value: `steps` of `unitsPerStep` units of the process (weeks) each, discounted by `discountPerStep`. */
export type Horizon = { steps: number; unitsPerStep: number; discountPerStep: number }

/** A year of months, a month being a twelfth of 365 days, in weeks. */
export const YEAR_IN_MONTHS: Horizon = { steps: 12, unitsPerStep: 365 / 12 / 7, discountPerStep: 0.01 }

/**
 * Discounted orders to come of someone with x orders in T who is active: Σ over steps i of (C(i) − C(i−1))/(1 + d)^i with C the
 * expected orders until the end of step i. Times P(active) and the value of an order it is the lifetime value.
 */
export function discountedOrders(
  process: Process,
  { x, T }: { x: number; T: number },
  { steps, unitsPerStep, discountPerStep }: Horizon,
): number {
  const ahead = onwards(process, { x, T })
  let [sum, before] = [0, 0]
  for (let step = 1; step <= steps; step += 1) {
    const until = expectedIfActive(ahead, step * unitsPerStep)
    sum += (until - before) * (1 + discountPerStep) ** -step
    before = until
  }
  return sum
}

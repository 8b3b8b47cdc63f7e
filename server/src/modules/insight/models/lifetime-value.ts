/** Owns the present value of the orders a customer will place, with the unit beside every length of time. */
import { expectedAtTimes, onwards } from './predict.ts'
import type { Process } from './process.ts'

/** Steps of value: `steps` of `unitsPerStep` units of the process (weeks) each, discounted by `discountPerStep`. */
export type Horizon = { steps: number; unitsPerStep: number; discountPerStep: number }

/** A year of months, a month being a twelfth of 365 days, in weeks. */
export const YEAR_IN_MONTHS: Horizon = { steps: 12, unitsPerStep: 365 / 12 / 7, discountPerStep: 0.01 }

/** The end of each step, in units of the process. */
export function stepEnds({ steps, unitsPerStep }: Horizon): number[] {
  return Array.from({ length: steps }, (_, index) => (index + 1) * unitsPerStep)
}

/**
 * Discounted orders: Σ over steps i of (C(i) − C(i−1))/(1 + d)^i with C(i) the orders expected until the end of step i, as
 * {@link stepEnds} has them. Times P(active) and the value of an order it is the lifetime value.
 */
export function discounted(expected: readonly number[], discountPerStep: number): number {
  return expected.reduce(
    (sum, until, index) => sum + (until - (expected[index - 1] ?? 0)) * (1 + discountPerStep) ** -(index + 1),
    0,
  )
}

/** Discounted orders to come of someone with x orders in T who is active. */
export function discountedOrders(
  process: Process,
  customer: { x: number; T: number },
  horizon: Horizon,
): number {
  const expected = expectedAtTimes(onwards(process, customer), stepEnds(horizon))
  return discounted(expected, horizon.discountPerStep)
}

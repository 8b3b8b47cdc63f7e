/** Which rate holds on a day: the newest one not after it. */

/** The rates of one currency, oldest first. */
export type RateSteps = readonly { day: string; rate: string }[]

/**
 * The rate of a currency on a day (`YYYY-MM-DD`). Null before the first one: a later rate would be a guess,
 * and where money loses its value quickly a bad one.
 */
export function rateOn(steps: RateSteps, day: string): string | null {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    const step = steps[middle]
    if (step && step.day <= day) low = middle + 1
    else high = middle
  }
  return steps[low - 1]?.rate ?? null
}

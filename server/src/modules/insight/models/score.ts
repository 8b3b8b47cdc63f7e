/** Owns scoring every customer with a fitted process: typed arrays in, typed arrays out. */
import { logLikelihood } from './fit-process.ts'
import { discounted, stepEnds, YEAR_IN_MONTHS } from './lifetime-value.ts'
import { expectedAtTimes, expectedIfActive, medianWait, noneIfActive, onwards } from './predict.ts'
import type { Process } from './process.ts'
import { DAYS_A_WEEK, type Snapshot } from './purchase-days.ts'
import type { Rows } from './rows.ts'
import { expectedValue, type Spend } from './spend.ts'

/** One position a customer. Orders and chances; value in the reporting currency; the day (since 1970) of the next order, 0 for none. */
export type Scores = {
  customer: Uint32Array
  active: Float64Array
  orders90: Float64Array
  orders365: Float64Array
  churn90: Float64Array
  value365: Float64Array
  nextDay: Uint16Array
}

/** Weeks, the unit processes are fitted in. */
const QUARTER = 90 / DAYS_A_WEEK
/** The last of them is 365 days. */
const monthEnds = stepEnds(YEAR_IN_MONTHS)
/** A next order farther away than this, or of someone more likely gone than not, is not dated. */
const FARTHEST_DAYS = 730
const STILL_LIKELY = 0.5

export type Scoring = {
  process: Process
  /** The value of an order of each customer. */
  value: Float64Array
  snapshot: Pick<Snapshot, 'customer' | 'x' | 'T'>
  grouped: { rows: Rows; rowOf: Uint32Array }
  /** The day the snapshot was taken, days since 1970. */
  end: number
}

/** Everything to come depends on tx through P(active) alone, so it is reckoned once for each distinct (x, T). */
export function scoreCustomers({ process, value, snapshot, grouped, end }: Scoring): Scores {
  const { rows, rowOf } = grouped
  const active = new Float64Array(rows.size)
  logLikelihood(rows, process, { aliveShare: active })
  const { ahead, pairOf } = aheadOfPairs(process, rows)
  const scores = emptyScores(snapshot.customer)
  for (let index = 0; index < scores.customer.length; index += 1) {
    const row = rowOf[index] as number
    const pair = (pairOf[row] as number) * AHEAD
    const chance = active[row] as number
    const wait = ahead[pair + 4] as number
    scores.active[index] = chance
    scores.orders90[index] = chance * (ahead[pair] as number)
    scores.orders365[index] = chance * (ahead[pair + 1] as number)
    scores.churn90[index] = 1 - chance * (1 - (ahead[pair + 2] as number))
    scores.value365[index] = chance * (ahead[pair + 3] as number) * (value[index] as number)
    scores.nextDay[index] = chance >= STILL_LIKELY && wait <= FARTHEST_DAYS ? end + Math.ceil(wait) : 0
  }
  return scores
}

/** Expected orders in the next t weeks of the customers of each row. */
export function expectedOfRows(process: Process, rows: Rows, t: number): Float64Array {
  const active = new Float64Array(rows.size)
  logLikelihood(rows, process, { aliveShare: active })
  const { pairOf, pairs } = pairsOf(rows)
  const ahead = pairs.map((pair) => expectedIfActive(onwards(process, pair), t))
  return active.map((chance, row) => chance * (ahead[pairOf[row] as number] ?? 0))
}

/** The value of an order of each customer under the spending model. */
export function orderValues(spend: Spend, { x, m }: Pick<Snapshot, 'x' | 'm'>): Float64Array {
  return x.map((count, index) => expectedValue(spend, { x: count, m: m[index] ?? 0 }))
}

export function emptyScores(customer: Uint32Array): Scores {
  const column = () => new Float64Array(customer.length)
  return {
    customer,
    active: column(),
    orders90: column(),
    orders365: column(),
    churn90: column(),
    value365: column(),
    nextDay: new Uint16Array(customer.length),
  }
}

/** Numbers kept of each pair: orders in 90 and 365 days, none in 90, discounted orders of a year, days to wait; if active. */
const AHEAD = 5

function aheadOfPairs(process: Process, rows: Rows): { ahead: Float64Array; pairOf: Uint32Array } {
  const { pairOf, pairs } = pairsOf(rows)
  const ahead = new Float64Array(pairs.length * AHEAD)
  pairs.forEach((pair, index) => {
    const next = onwards(process, pair)
    const [quarter = 0, ...months] = expectedAtTimes(next, [QUARTER, ...monthEnds])
    ahead[index * AHEAD] = quarter
    ahead[index * AHEAD + 1] = months.at(-1) ?? 0
    ahead[index * AHEAD + 2] = noneIfActive(next, QUARTER)
    ahead[index * AHEAD + 3] = discounted(months, YEAR_IN_MONTHS.discountPerStep)
    ahead[index * AHEAD + 4] = medianWait(process, pair) * DAYS_A_WEEK
  })
  return { ahead, pairOf }
}

/** Distinct (x, T), and which of them each row has. */
function pairsOf({ xs, times, xAt, endAt, size }: Rows): {
  pairs: { x: number; T: number }[]
  pairOf: Uint32Array
} {
  const places = new Map<number, number>()
  const pairOf = new Uint32Array(size)
  const pairs: { x: number; T: number }[] = []
  for (let row = 0; row < size; row += 1) {
    const x = xAt[row] as number
    const end = endAt[row] as number
    const key = x * times.length + end
    let place = places.get(key)
    if (place === undefined) {
      place = pairs.length
      places.set(key, place)
      pairs.push({ x: xs[x] as number, T: times[end] as number })
    }
    pairOf[row] = place
  }
  return { pairs, pairOf }
}

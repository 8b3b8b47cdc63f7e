/** Owns how well predictions did on a time that was held out, beside plain guesses that need no model. */
import { correlationOf } from './spend.ts'

/** Orders and money of each customer in the time held out. */
export type Outcome = { orders: Float64Array; revenue: Float64Array }

export type Score = {
  /** Of orders a customer; null for rankings that predict no number. */
  meanAbsoluteError: number | null
  rootMeanSquare: number | null
  predicted: number | null
  actual: number
  /** Sum predicted over sum that came, less one; as a share. */
  sumBias: number | null
  correlation: number | null
  /** P(someone who ordered ranks above someone who did not), ties half; null for a constant. */
  auc: number | null
  /** Share of the revenue that came from the tenth ranked highest. */
  topTenthRevenue: number | null
}

export const GUESSES = ['zero', 'meanRate', 'ownRate', 'pastOrders', 'recency', 'pastSpend'] as const
export type Guess = (typeof GUESSES)[number]

export type Past = { x: Float64Array; tx: Float64Array; T: Float64Array; spent: Float64Array }

/** Someone observed for less than a day (in weeks) counts as observed for one. */
const ONE_DAY = 1 / 7

/** What needs no model: nobody orders, all at the mean rate, each at their own, as many as so far; and two plain rankings. */
export function guessScores(past: Past, outcome: Outcome, length: number): Record<Guess, Score> {
  const { x, tx, T, spent } = past
  const meanRate = sum(x) / sum(T)
  const rankedBy = (ranking: Float64Array) => scoreRanking(ranking, outcome)
  return {
    zero: scoreCounts(new Float64Array(x.length), outcome),
    meanRate: scoreCounts(new Float64Array(x.length).fill(meanRate * length), outcome),
    ownRate: scoreCounts(
      x.map((count, index) => (count / Math.max(T[index] ?? 0, ONE_DAY)) * length),
      outcome,
    ),
    pastOrders: scoreCounts(x, outcome),
    recency: rankedBy(tx.map((last, index) => last - (T[index] ?? 0))),
    pastSpend: rankedBy(spent),
  }
}

/** `value`, where given, ranks for revenue; otherwise the predicted orders do. */
export function scoreCounts(
  predicted: Float64Array,
  outcome: Outcome,
  value: Float64Array = predicted,
): Score {
  const { orders } = outcome
  let [absolute, square] = [0, 0]
  predicted.forEach((guess, index) => {
    const off = guess - (orders[index] ?? 0)
    absolute += Math.abs(off)
    square += off * off
  })
  const n = predicted.length
  const [whole, actual] = [sum(predicted), sum(orders)]
  return {
    ...scoreRanking(predicted, outcome, value),
    meanAbsoluteError: absolute / n,
    rootMeanSquare: Math.sqrt(square / n),
    predicted: whole,
    sumBias: actual > 0 ? whole / actual - 1 : null,
    correlation: correlationOf(predicted, orders),
  }
}

function scoreRanking(ranking: Float64Array, { orders, revenue }: Outcome, value = ranking): Score {
  return {
    meanAbsoluteError: null,
    rootMeanSquare: null,
    predicted: null,
    actual: sum(orders),
    sumBias: null,
    correlation: null,
    auc: areaUnderCurve(ranking, orders),
    topTenthRevenue: topTenth(value, revenue),
  }
}

/** Mann-Whitney, ties count one half; null where all rank alike or all (or none) ordered. */
export function areaUnderCurve(ranking: Float64Array, orders: Float64Array): number | null {
  const order = ascendingOrder(ranking)
  const n = ranking.length
  let [ranks, hits] = [0, 0]
  for (let from = 0; from < n;) {
    let to = from
    let here = 0
    for (; to < n && ranking[order[to] ?? 0] === ranking[order[from] ?? 0]; to += 1) {
      if ((orders[order[to] ?? 0] ?? 0) > 0) here += 1
    }
    if (from === 0 && to === n) return null
    ranks += here * ((from + to + 1) / 2)
    hits += here
    from = to
  }
  const misses = n - hits
  return hits === 0 || misses === 0 ? null : (ranks - (hits * (hits + 1)) / 2) / (hits * misses)
}

/** Revenue of the tenth of customers (rounded up) with the highest rank over all revenue; ties as they come. */
function topTenth(ranking: Float64Array, revenue: Float64Array): number | null {
  const whole = sum(revenue)
  if (!(whole > 0)) return null
  const order = ascendingOrder(ranking)
  const from = ranking.length - Math.ceil(ranking.length / 10)
  let top = 0
  for (let index = from; index < ranking.length; index += 1) top += revenue[order[index] ?? 0] ?? 0
  return ranking.length > 0 && ranking[order[0] ?? 0] !== ranking[order.at(-1) ?? 0] ? top / whole : null
}

function ascendingOrder(values: Float64Array): Uint32Array {
  return Uint32Array.from(values.keys()).sort(
    (a, b) => (values[a] as number) - (values[b] as number) || a - b,
  )
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}

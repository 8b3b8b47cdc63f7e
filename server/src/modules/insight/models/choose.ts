/** Owns choosing the model of a shop: every family is fitted to the past of a time held out and judged by that time. */
import { fitFamily, type FamilyFit } from './fit-family.ts'
import { GUESSES, type Guess, guessScores, type Outcome, type Score, scoreCounts } from './hold-out.ts'
import { FAMILIES, type Family } from './process.ts'
import { DAYS_A_WEEK, type PurchaseDays, type Snapshot, snapshotAt } from './purchase-days.ts'
import { groupRows } from './rows.ts'
import { averageValues, enoughForModels } from './rules.ts'
import { expectedOfRows, orderValues } from './score.ts'
import { fitSpend, repeatersOf, spendIsUsable } from './spend.ts'

export type Trial = {
  /** Days since 1970: the last day fitted to, and the last day judged. */
  calibrationEnd: number
  end: number
  weeks: number
  customers: number
  /** True where only some of the customers were looked at, chosen by their numbers. */
  sampled: boolean
  fits: FamilyFit[]
  scores: { name: Family | Guess; score: Score }[]
  /** The family with the least root mean square error; among those within half a percent, the one that ranks best. */
  best: Family
  /** The plain guess with a smaller error than the best model, if any. */
  betterGuess: Guess | null
}

/** At most a third of the history is held out, and at most half a year. */
const LONGEST_DAYS = 182
/** So many customers tell the errors of models apart well enough; more would only take longer. */
const MOST_CUSTOMERS = 25_000
const NEAR_ERROR = 1.005
const NEAR_AUC = 0.001

/** The trial of the shop; null where the time before is too short for a model. */
export function tryModels(days: PurchaseDays, span: { start: number; end: number }): Trial | null {
  const { start, end } = span
  const calibrationEnd = end - Math.min(LONGEST_DAYS, Math.floor((end - start) / 3))
  const people = snapshotAt(days, calibrationEnd)
  if (calibrationEnd >= end || !enoughForModels(people)) return null
  const share = MOST_CUSTOMERS / people.customer.length
  const sampled = share < 1
  const past = sampled ? snapshotAt(days, calibrationEnd, inSample(share)) : people
  const weeks = (end - calibrationEnd) / DAYS_A_WEEK
  const grouped = groupRows(past)
  const fits = FAMILIES.map((family) => fitFamily(grouped.rows, family))
  const outcome = { orders: past.laterOrders, revenue: past.laterRevenue }
  const models = judge({ past, grouped, outcome, weeks }, fits)
  const guesses = guessScores(past, outcome, weeks)
  const best = bestOf(models)
  return {
    calibrationEnd,
    end,
    weeks,
    customers: past.customer.length,
    sampled,
    fits,
    scores: [...models, ...GUESSES.map((name) => ({ name, score: guesses[name] }))],
    best,
    betterGuess: guessBetterThan(models.find(({ name }) => name === best)?.score, guesses),
  }
}

type Judging = { past: Snapshot; grouped: ReturnType<typeof groupRows>; outcome: Outcome; weeks: number }
type Judged = { name: Family; score: Score }

function judge(
  { past, grouped: { rows, rowOf }, outcome, weeks }: Judging,
  fits: readonly FamilyFit[],
): Judged[] {
  const spend = fitSpend(repeatersOf(past.x, past.m))
  const values = spendIsUsable(spend) ? orderValues(spend.spend, past) : averageValues(past)
  return fits.map(({ family, process }) => {
    const ofRow = expectedOfRows(process, rows, weeks)
    const predicted = Float64Array.from(rowOf, (row) => ofRow[row] ?? 0)
    const value = predicted.map((orders, index) => orders * (values[index] ?? 0))
    return { name: family, score: scoreCounts(predicted, outcome, value) }
  })
}

/** In the order of the families where nothing tells them apart. */
export function bestOf(models: readonly Judged[]): Family {
  const error = ({ score }: Judged) => score.rootMeanSquare ?? Infinity
  const rank = ({ score }: Judged) => score.auc ?? 0
  const least = Math.min(...models.map(error))
  const near = models.filter((model) => error(model) <= least * NEAR_ERROR)
  const highest = Math.max(...near.map(rank))
  return near.find((model) => rank(model) >= highest - NEAR_AUC)?.name ?? 'bgnbd'
}

function guessBetterThan(model: Score | undefined, guesses: Record<Guess, Score>): Guess | null {
  const error = (score: Score | undefined) => score?.rootMeanSquare ?? Infinity
  const [best] = GUESSES.toSorted((one, other) => error(guesses[one]) - error(guesses[other]))
  return best && error(guesses[best]) < error(model) ? best : null
}

/** The same people every night: a multiplicative hash of the customer number. */
function inSample(share: number): (customer: number) => boolean {
  const limit = Math.floor(share * 4_294_967_296)
  return (customer) => Math.imul(customer, 2_654_435_761) >>> 0 < limit
}

/** Owns plain rules for shops too young for a model: rates and silence, labelled as rules wherever they are shown. */
import { DAYS_A_WEEK, type Snapshot } from './purchase-days.ts'
import { emptyScores, type Scores } from './score.ts'

/**
 * Below any of these a model's numbers are noise: four numbers from fewer than fifty repeaters are known to a factor of two at
 * best, and within twelve weeks most people had no chance yet to come back.
 */
export const LEAST_DATA = { customers: 100, repeaters: 50, weeks: 12 }

/** Silence against the usual gap, as the risk rule of the named groups has it: within 1.5 gaps active, within 3 half, beyond a tenth. */
const SILENCE = [
  { gaps: 1.5, active: 1 },
  { gaps: 3, active: 0.5 },
  { gaps: Infinity, active: 0.1 },
]

export function enoughForModels(snapshot: Snapshot): boolean {
  const repeaters = snapshot.x.reduce((count, x) => count + (x > 0 ? 1 : 0), 0)
  const longest = snapshot.T.reduce((most, length) => Math.max(most, length), 0)
  return (
    snapshot.x.length >= LEAST_DATA.customers &&
    repeaters >= LEAST_DATA.repeaters &&
    longest >= LEAST_DATA.weeks
  )
}

/** The mean value of an order day of each customer, pulled towards the shop's by one order. */
export function averageValues({ x, spent }: Pick<Snapshot, 'x' | 'spent'>): Float64Array {
  const days = x.reduce((sum, count) => sum + count + 1, 0)
  const mean = days === 0 ? 0 : spent.reduce((sum, value) => sum + value, 0) / days
  return spent.map((value, index) => (value + mean) / ((x[index] ?? 0) + 2))
}

/**
 * Orders to come at each person's own rate (the shop's where they came once), less what silence takes away; as if orders came
 * at random.
 */
export function scoreByRules(snapshot: Snapshot, value: Float64Array, end: number): Scores {
  const scores = emptyScores(snapshot.customer)
  const { x, tx, T } = snapshot
  const weeks = T.reduce((sum, length) => sum + length, 0)
  const shopRate = weeks > 0 ? x.reduce((sum, count) => sum + count, 0) / weeks : 0
  x.forEach((count, index) => {
    const length = Math.max(T[index] ?? 0, 1 / DAYS_A_WEEK)
    const rate = count > 0 ? count / length : shopRate
    const silent = ((T[index] ?? 0) - (tx[index] ?? 0)) * rate
    const active = SILENCE.find(({ gaps }) => silent <= gaps)?.active ?? 0
    const inDays = (days: number) => (active * rate * days) / DAYS_A_WEEK
    scores.active[index] = active
    scores.orders90[index] = inDays(90)
    scores.orders365[index] = inDays(365)
    scores.churn90[index] = 1 - active * -Math.expm1((-rate * 90) / DAYS_A_WEEK)
    scores.value365[index] = inDays(365) * (value[index] ?? 0)
    const wait = rate > 0 ? Math.ceil((DAYS_A_WEEK * Math.LN2) / rate) : Infinity
    scores.nextDay[index] = active >= 0.5 && wait <= 730 ? end + wait : 0
  })
  return scores
}

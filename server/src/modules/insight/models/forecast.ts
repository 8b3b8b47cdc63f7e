/** Owns the whole of a night's work without its surroundings: choose, fit, track, and score every customer. */
import { type Trial, tryModels } from './choose.ts'
import { fitFamily, type FamilyFit } from './fit-family.ts'
import type { Family, Process } from './process.ts'
import { type PurchaseDays, type Snapshot, snapshotAt } from './purchase-days.ts'
import { groupRows } from './rows.ts'
import { averageValues, enoughForModels, scoreByRules } from './rules.ts'
import { orderValues, scoreCustomers, type Scores } from './score.ts'
import {
  fitSpend,
  repeatersOf,
  type Spend,
  type SpendFit,
  spendIsUsable,
  type SpendWarning,
  spendWarnings,
} from './spend.ts'
import { trackOrders, type TrackingPoint } from './tracking.ts'

export type ForecastWarning =
  | SpendWarning
  /** Not enough customers, repeaters or weeks: rules instead of a model. */
  | 'rules_only'
  /** No time could be held out: the model is the first of the list, unproven. */
  | 'no_hold_out'
  /** A plain guess had a smaller error on the time held out. */
  | 'guess_was_better'
  | 'not_converged'

/** What is needed to score again tomorrow, without fitting. */
export type Numbers = { process: Process | null; spend: Spend | null }

export type Forecast = {
  model: Family | 'rules'
  /** Days since 1970: the first purchase, and the day reckoned from. */
  start: number
  end: number
  counts: { customers: number; repeaters: number; rows: number; purchaseDays: number }
  fit: FamilyFit | null
  spend: SpendFit | null
  trial: Trial | null
  tracking: TrackingPoint[]
  warnings: ForecastWarning[]
}

/** Fits and judges. `end` is the last day that counts as observed. */
export function forecast(days: PurchaseDays, end: number): { forecast: Forecast; scores: Scores } {
  const start = days.day.reduce((least, day) => Math.min(least, day), end)
  const now = snapshotAt(days, end)
  const enough = enoughForModels(now)
  const trial = enough ? tryModels(days, { start, end }) : null
  const grouped = groupRows(now)
  const fit = enough ? fitFamily(grouped.rows, trial?.best ?? 'bgnbd') : null
  const spend = fitSpend(repeatersOf(now.x, now.m))
  const numbers = { process: fit?.process ?? null, spend: spendIsUsable(spend) ? spend.spend : null }
  return {
    forecast: {
      model: fit?.family ?? 'rules',
      start,
      end,
      counts: countsOf(now, { rows: grouped.rows.size, purchaseDays: days.day.length }),
      fit,
      spend,
      trial,
      tracking: fit ? trackOrders(fit.process, days, end) : [],
      warnings: warningsOf({ fit, spend, trial }),
    },
    scores: scoreSnapshot({ now, grouped, end }, numbers),
  }
}

/** Scores with the numbers of an earlier fit. */
export function scoreAgain(days: PurchaseDays, end: number, numbers: Numbers): Scores {
  const now = snapshotAt(days, end)
  return scoreSnapshot({ now, grouped: groupRows(now), end }, numbers)
}

function scoreSnapshot(
  { now, grouped, end }: { now: Snapshot; grouped: ReturnType<typeof groupRows>; end: number },
  { process, spend }: Numbers,
): Scores {
  const value = spend ? orderValues(spend, now) : averageValues(now)
  if (process === null) return scoreByRules(now, value, end)
  return scoreCustomers({ process, value, snapshot: now, grouped, end })
}

function countsOf(now: Snapshot, sizes: { rows: number; purchaseDays: number }): Forecast['counts'] {
  return {
    customers: now.customer.length,
    repeaters: now.x.reduce((count, x) => count + (x > 0 ? 1 : 0), 0),
    ...sizes,
  }
}

function warningsOf(given: Pick<Forecast, 'fit' | 'spend' | 'trial'>): ForecastWarning[] {
  const { fit, spend, trial } = given
  const warnings: ForecastWarning[] = [...spendWarnings(spend)]
  if (fit === null) return ['rules_only', ...warnings]
  if (trial === null) warnings.push('no_hold_out')
  if (trial?.betterGuess) warnings.push('guess_was_better')
  if (!fit.converged) warnings.push('not_converged')
  return warnings
}

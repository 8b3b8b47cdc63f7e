/** Fits of the models on PostgreSQL: one row a night, the newest is what holds. */
import { sql } from 'kysely'

import type { InsightTables } from '#/modules/insight/tables.ts'
import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { Forecast, ForecastWarning } from './forecast.ts'
import { type Boundary, boundaryOf, parametersOf, type Process } from './process.ts'
import { dayOf } from './days.ts'
import { type HoldOut, holdOutOf, type SpendFacts, spendOf } from './told.ts'
import type { TrackingPoint } from './tracking.ts'

/** How many nights are kept. */
const keptFits = 400

export async function saveFit(
  tx: Tx,
  { forecast, ordersSeen, at }: { forecast: Forecast; ordersSeen: string; at: Date },
): Promise<void> {
  const { fit, counts, trial, spend } = forecast
  const boundary = fit ? boundaryOf(fit.process) : null
  const { id } = await tables<InsightTables>(tx)
    .insertInto('model_fits')
    .values({
      fitted_at: at,
      model: forecast.model,
      process: fit && JSON.stringify(fit.process),
      parameters: JSON.stringify(fit ? parametersOf(fit.process) : {}),
      boundary_purchases: boundary?.purchases ?? null,
      boundary_drop_out: boundary?.dropOut ?? null,
      log_likelihood: fit?.logLikelihood ?? null,
      converged: fit?.converged ?? true,
      unit: 'week',
      customers: counts.customers,
      repeaters: counts.repeaters,
      purchase_days: counts.purchaseDays,
      distinct_rows: counts.rows,
      first_day: dayOf(forecast.start),
      last_day: dayOf(forecast.end),
      spend: spend && JSON.stringify(spendOf(spend)),
      warnings: forecast.warnings,
      hold_out: trial && JSON.stringify(holdOutOf(trial)),
      tracking: JSON.stringify(forecast.tracking),
      orders_seen: ordersSeen,
      scored_at: at,
      scored_through: dayOf(forecast.end),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tables<InsightTables>(tx)
    .deleteFrom('model_fits')
    .where('id', '<=', id - keptFits)
    .execute()
}

/** Customers were scored again with the newest fit. */
export async function markScored(tx: Tx, given: { end: number; at: Date }): Promise<void> {
  await tables<InsightTables>(tx)
    .updateTable('model_fits')
    .set({ scored_at: given.at, scored_through: dayOf(given.end) })
    .where('id', '=', (of) => of.selectFrom('model_fits').select((row) => row.fn.max('id').as('id')))
    .execute()
}

export type SavedFit = {
  fittedAt: Date
  model: Forecast['model']
  process: Process | null
  parameters: Record<string, number>
  boundary: Boundary
  logLikelihood: number | null
  converged: boolean
  counts: { customers: number; repeaters: number; purchaseDays: number; rows: number }
  first: string
  last: string
  spend: SpendFacts | null
  warnings: ForecastWarning[]
  holdOut: HoldOut | null
  ordersSeen: string
  scoredAt: Date
  scoredThrough: string
}

/** The newest fit without its curve; null before the first. */
export async function loadFit(db: Db): Promise<SavedFit | null> {
  const row = await tables<InsightTables>(db)
    .selectFrom('model_fits')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return {
    fittedAt: row.fitted_at,
    model: row.model as SavedFit['model'],
    process: row.process as Process | null,
    parameters: row.parameters as Record<string, number>,
    boundary: { purchases: row.boundary_purchases, dropOut: row.boundary_drop_out } as Boundary,
    logLikelihood: row.log_likelihood,
    converged: row.converged,
    counts: {
      customers: row.customers,
      repeaters: row.repeaters,
      purchaseDays: row.purchase_days,
      rows: row.distinct_rows,
    },
    first: row.first_day,
    last: row.last_day,
    spend: row.spend as SpendFacts | null,
    warnings: row.warnings as ForecastWarning[],
    holdOut: row.hold_out as HoldOut | null,
    ordersSeen: row.orders_seen,
    scoredAt: row.scored_at,
    scoredThrough: row.scored_through,
  }
}

/** The newest fit's curve, and the first day it counts weeks from. */
export async function loadTracking(db: Db): Promise<{ first: string; points: TrackingPoint[] } | null> {
  const row = await tables<InsightTables>(db)
    .selectFrom('model_fits')
    .select(['first_day', 'tracking'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { first: row.first_day, points: row.tracking as TrackingPoint[] } : null
}

/** How many buyers the newest fit knew; null before the first. */
export async function buyersAtFit(db: Db): Promise<number | null> {
  const { rows } = await sql<{ customers: number }>`
    SELECT customers FROM model_fits ORDER BY id DESC LIMIT 1`.execute(db)
  return rows[0]?.customers ?? null
}

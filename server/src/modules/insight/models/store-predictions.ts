/** Predictions of customers on PostgreSQL: replaced as a whole, read one by one. */
import { sql } from 'kysely'

import type { InsightTables } from '#/modules/insight/tables.ts'
import { type Db, holdLock, tables, type Tx } from '#/platform/db/index.ts'

import type { Forecast } from './forecast.ts'

/** Columns of many predictions as PostgreSQL's array literals, in the order of the table without model and moment. */
export type PredictionColumns = {
  customer: string
  active: string
  orders90: string
  orders365: string
  churn90: string
  value365: string
  /** Days since 1970; 0 for none. */
  nextDay: string
}

/** Scorings may not overtake each other; a second one waits for the first. Begins the table that will take over. */
export async function beginPredictions(tx: Tx): Promise<void> {
  await holdLock(tx, 'insight.scoring')
  await sql`CREATE TABLE customer_predictions_next (LIKE customer_predictions INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`.execute(
    tx,
  )
}

export async function addPredictions(
  tx: Tx,
  rows: PredictionColumns,
  scoring: { model: string; at: Date },
): Promise<void> {
  await sql`
    INSERT INTO customer_predictions_next
    SELECT c, a, o, y, r, v, to_timestamp(nullif(n, 0) * 86400.0), ${scoring.model}, ${scoring.at}
    FROM unnest(${rows.customer}::int[], ${rows.active}::float8[], ${rows.orders90}::float8[], ${rows.orders365}::float8[],
      ${rows.churn90}::float8[], ${rows.value365}::numeric[], ${rows.nextDay}::int[]) AS p (c, a, o, y, r, v, n)`.execute(
    tx,
  )
}

/** The new table takes the name of the old one; readers wait for nothing but this moment. */
export async function finishPredictions(tx: Tx): Promise<void> {
  await sql`ALTER TABLE customer_predictions_next ADD CONSTRAINT customer_predictions_next_pkey PRIMARY KEY (customer_id)`.execute(
    tx,
  )
  await sql`DROP TABLE customer_predictions`.execute(tx)
  await sql`ALTER TABLE customer_predictions_next RENAME TO customer_predictions`.execute(tx)
  await sql`ALTER INDEX customer_predictions_next_pkey RENAME TO customer_predictions_pkey`.execute(tx)
}

export type Prediction = {
  model: Forecast['model']
  active: number
  orders90: number
  orders365: number
  churn90: number
  /** Exact text, reporting currency. */
  value365: string
  nextOrderAt: Date | null
  scoredAt: Date
}

/** Null for someone who has bought nothing, or not before the last scoring. */
export async function loadPrediction(db: Db, customerId: number): Promise<Prediction | null> {
  const row = await tables<InsightTables>(db)
    .selectFrom('customer_predictions')
    .select([
      'model',
      'p_alive as active',
      'expected_orders_90d as orders90',
      'expected_orders_365d as orders365',
      'churn_risk_90d as churn90',
      'lifetime_value_365d as value365',
      'next_order_at as nextOrderAt',
      'scored_at as scoredAt',
    ])
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  return row ? { ...row, model: row.model as Prediction['model'] } : null
}

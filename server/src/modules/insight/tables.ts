/** The tables insight owns, as Kysely sees them. */
import type { ColumnType, Generated } from 'kysely'

export type InsightTables = {
  group_members: {
    group_name: string
    customer_id: number
    value: string
    why: ColumnType<unknown, string, string>
    usual_gap_days: number
    gap_basis: string
    reckoned_at: Date
  }
  reckonings: {
    one: boolean
    reckoned_at: Date
    reference: string | null
    buyers: number
    cells: ColumnType<unknown, string, string>
    classes: ColumnType<unknown, string, string>
  }
  explorations: {
    id: string
    owner_id: string
    name: string
    question: ColumnType<unknown, string, string>
    shared: boolean
    schedule: ColumnType<unknown, string | null, string | null>
    next_send_at: Date | null
    last_sent_at: Generated<Date | null>
    version: number
    created_at: Date
    updated_at: Date
  }
  exploration_mails: {
    exploration_id: string
    due_at: Date
    reader_id: string
    claimed_at: Date
    sent_at: Generated<Date | null>
    problem: Generated<string | null>
  }
  model_fits: {
    id: Generated<number>
    fitted_at: Date
    model: string
    process: ColumnType<unknown, string | null, never>
    parameters: ColumnType<unknown, string, never>
    boundary_purchases: string | null
    boundary_drop_out: string | null
    log_likelihood: number | null
    converged: boolean
    unit: string
    customers: number
    repeaters: number
    purchase_days: number
    distinct_rows: number
    first_day: string
    last_day: string
    spend: ColumnType<unknown, string | null, never>
    warnings: string[]
    hold_out: ColumnType<unknown, string | null, never>
    tracking: ColumnType<unknown, string, never>
    orders_seen: string
    scored_at: Date
    scored_through: string
  }
  customer_predictions: {
    customer_id: number
    p_alive: number
    expected_orders_90d: number
    expected_orders_365d: number
    churn_risk_90d: number
    lifetime_value_365d: string
    next_order_at: Date | null
    model: string
    scored_at: Date
  }
}

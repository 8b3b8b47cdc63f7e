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
}

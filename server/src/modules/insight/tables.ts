/** The tables insight owns, as Kysely sees them. */
import type { ColumnType } from 'kysely'

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
}

/** The tables team owns, as Kysely sees them. */
import type { ColumnType, Generated } from 'kysely'

type Moment = ColumnType<Date, Date, Date>

export type TeamTables = {
  settings: { name: string; value: ColumnType<unknown, string, string>; updated_at: Moment }
  stores: {
    id: Generated<number>
    name: string
    kind: string
    url: string | null
    currency: string
    time_zone: string
    archived_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    created_at: Moment
  }
  audit_entries: {
    id: Generated<string>
    at: Moment
    actor_kind: string
    actor_id: string | null
    actor_name: string
    action: string
    subject_kind: string
    subject_id: string
    before: ColumnType<unknown, string | null, never>
    after: ColumnType<unknown, string | null, never>
    ip: string | null
  }
}

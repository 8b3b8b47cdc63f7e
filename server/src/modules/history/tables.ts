/** The tables history owns, as Kysely sees them. */
import type { ColumnType, Generated } from 'kysely'

type Moment = ColumnType<Date, Date, Date>

/** Event names, and for each the customers; under `*` those whose whole history counts for somebody else now. */
export type ArrivedCustomers = Record<string, number[]>

export type HistoryTables = {
  intake_batches: {
    id: Generated<string>
    body: ColumnType<string | null, string | Buffer | null, never>
    packed: ColumnType<Buffer | null, Buffer | null, never>
    origin: ColumnType<unknown, string, never>
    received_at: Moment
    events: number
  }
  intake_seen: { message: string; batch_id: string }
  quarantine: {
    id: Generated<string>
    received_at: Moment
    origin: ColumnType<unknown, string, never>
    body: string
    reason: string
    detail: string
    event_name: string
    state: Generated<string>
    edited_by: ColumnType<string | null, string | null | undefined, string | null>
    decided_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  }
  intake_drops: { day: string; reason: string; count: string }
  history_merges: {
    customer: number
    stands_for: number
    changed_at: Moment
    lies_at: number[]
  }
  history_arrivals: {
    id: Generated<string>
    customers: ColumnType<ArrivedCustomers, string, never>
    earliest: ColumnType<Date | null, Date | null, never>
    latest: ColumnType<Date | null, Date | null, never>
  }
  history_folds: { month: number; started_at: Moment }
}

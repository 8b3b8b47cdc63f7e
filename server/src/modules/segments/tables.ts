/** The tables segments owns, as Kysely sees them. */
import type { SegmentDefinition } from '@vefa/contract'
import type { ColumnType, Generated } from 'kysely'

type Moment = ColumnType<Date, Date, Date>
type MaybeMoment = ColumnType<Date | null, Date | null | undefined, Date | null>
type MaybeText = ColumnType<string | null, string | null | undefined, string | null>
type MaybeNumber = ColumnType<number | null, number | null | undefined, number | null>

export type SegmentState = 'building' | 'ready' | 'failed' | 'archived'

export type SegmentTables = {
  segments: {
    id: string
    name: string
    name_folded: string
    note: string
    definition: ColumnType<SegmentDefinition, string, string>
    ready_made: MaybeText
    state: SegmentState
    problem: MaybeText
    version: Generated<number>
    rule_version: Generated<number>
    built_rule: MaybeNumber
    members_version: Generated<string>
    people: MaybeNumber
    as_of: MaybeMoment
    due_at: MaybeMoment
    created_by: string
    created_at: Moment
    updated_at: Moment
  }
  segment_chunks: { segment_id: string; chunk: number; bits: Buffer }
  segment_days: { segment_id: string; day: string; people: number; entered: number; departed: number }
  profile_changes: { id: Generated<string>; customers: number[] }
}

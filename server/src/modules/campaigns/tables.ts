/** The tables campaigns owns, as Kysely sees them. */
import type { Audience, CampaignState, Letter } from '@vefa/contract'
import type { ColumnType } from 'kysely'

type Moment = ColumnType<Date, Date, Date>
type MaybeMoment = ColumnType<Date | null, Date | null | undefined, Date | null>
type MaybeText = ColumnType<string | null, string | null | undefined, string | null>

export type CampaignTables = {
  campaigns: {
    id: string
    name: string
    state: CampaignState
    audience: ColumnType<Audience, string, string>
    letter: ColumnType<Letter, string, string>
    template_version_id: MaybeText
    hold_out: number
    tracked: boolean
    created_by: string
    launched_by: MaybeText
    created_at: Moment
    updated_at: Moment
    launched_at: MaybeMoment
    finished_at: MaybeMoment
  }
  campaign_audience: {
    campaign_id: string
    customer_id: number
    original_customer_id: number
    held_out: boolean
    blocked: string
  }
}

/** The tables delivery owns, as Kysely sees them. */
import type { MessageState, Purpose } from '@vefa/contract'
import type { ColumnType } from 'kysely'

type Moment = ColumnType<Date, Date, Date>
type MaybeMoment = ColumnType<Date | null, Date | null | undefined, Date | null>

/** Why a sending exists; `id` is the campaign's. */
export type SendingReason = { kind: 'campaign'; id: string }

export type SendingState = 'open' | 'paused' | 'cancelled' | 'done'

export type DeliveryTables = {
  sendings: {
    id: string
    reason: ColumnType<SendingReason, string, never>
    template_version_id: string
    channel: string
    purpose: Purpose
    tracked: boolean
    state: SendingState
    created_at: Moment
    finished_at: MaybeMoment
  }
  messages: {
    id: string
    sending_id: string
    customer_id: number
    original_customer_id: number
    address: ColumnType<string, string | undefined, string>
    state: MessageState
    state_reason: ColumnType<string, string | undefined, string>
    subject: ColumnType<string, string | undefined, string>
    attempts: ColumnType<number, number | undefined, number>
    repeated: ColumnType<boolean, boolean | undefined, boolean>
    claimed_until: MaybeMoment
    due_at: Moment
    provider_response: ColumnType<string, string | undefined, string>
    sent_at: MaybeMoment
    opened_at: MaybeMoment
    clicked_at: MaybeMoment
    robot_opened_at: MaybeMoment
    robot_clicked_at: MaybeMoment
    unsubscribed_at: MaybeMoment
    created_at: Moment
  }
  suppressions: { channel: string; address: string; reason: string; source: string; at: Moment }
  mailbox: {
    id: string
    customer_id: number | null
    sending_id: string | null
    from_address: string
    to_address: string
    subject: string
    html: string
    text: string
    headers: ColumnType<Record<string, string>, string, never>
    search_text: string
    at: Moment
  }
}

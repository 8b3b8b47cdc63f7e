/** The tables team owns, as Kysely sees them. */
import type { KeyScope, Language, Role } from '@vefa/contract'
import type { ColumnType, Generated } from 'kysely'

type Moment = ColumnType<Date, Date, Date>
type MaybeMoment = ColumnType<Date | null, Date | null | undefined, Date | null>
/** Read as a value, written as JSON text. */
type Json = ColumnType<unknown, string, string>

export type TeamTables = {
  settings: { name: string; value: Json; updated_at: Moment }
  stores: {
    id: Generated<number>
    name: string
    kind: 'web' | 'marketplace' | 'retail'
    url: string | null
    currency: string
    time_zone: string
    archived_at: MaybeMoment
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
  users: {
    id: string
    email: string
    name: string
    role: Role
    language: Language
    theme: 'light' | 'dark' | 'system'
    two_factor_enabled: Generated<boolean>
    disabled_at: MaybeMoment
    created_at: Moment
    updated_at: Moment
  }
  sessions: {
    id: string
    user_id: string
    token: string
    expires_at: Moment
    ip_address: string | null
    user_agent: string | null
    created_at: Moment
    updated_at: Moment
  }
  accounts: {
    id: string
    user_id: string
    account_id: string
    provider_id: string
    password: string | null
    created_at: Moment
    updated_at: Moment
  }
  verifications: { id: string; expires_at: Moment }
  rate_limits: { key: string; count: number; window_ends_at: Moment }
  invitations: {
    id: string
    email: string
    role: Role
    token_hash: string
    invited_by: string | null
    expires_at: Moment
    accepted_at: MaybeMoment
    revoked_at: MaybeMoment
    created_at: Moment
  }
  api_keys: {
    id: string
    name: string
    scope: KeyScope
    key_hash: string
    key_start: string
    store_id: number | null
    created_by: string | null
    last_used_at: MaybeMoment
    revoked_at: MaybeMoment
    created_at: Moment
  }
  saved_views: {
    id: string
    list: string
    name: string
    owner_id: string | null
    shared: boolean
    view: Json
    created_at: Moment
    updated_at: Moment
  }
  currency_rates: { currency: string; day: string; rate: string; source: string }
}

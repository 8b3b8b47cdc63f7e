/** The tables content owns, as Kysely sees them. */
import type { ColumnType } from 'kysely'

type Moment = ColumnType<Date, Date, Date>

export type ContentTables = {
  templates: {
    id: string
    name: string
    channel: string
    purpose: 'marketing' | 'service'
    archived_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    created_at: Moment
    updated_at: Moment
  }
  template_versions: {
    id: string
    template_id: string
    number: number
    subject: string
    preheader: string
    body: string
    text_body: string
    created_by: string
    created_at: Moment
  }
}

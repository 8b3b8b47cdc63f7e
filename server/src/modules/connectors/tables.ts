/** The tables of connectors as Kysely sees them. */
import type { Generated } from 'kysely'

type ImportsTable = {
  id: string
  number: Generated<number>
  store_id: number
  file_name: string
  /** bigint, as text. */
  file_size: string
  file_hash: string
  shape: string
  kind: string
  mapping: string
  currency: string
  state: string
  phase: Generated<string>
  failure: string | null
  progress: string
  applied_to: Generated<string>
  created_by: string
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
}

type ImportRejectsTable = {
  id: Generated<string>
  import_id: string
  row_number: number
  phase: string
  doubt: boolean
  reason: string
  column_name: string
  excerpt: string
}

export type ConnectorTables = { imports: ImportsTable; import_rejects: ImportRejectsTable }

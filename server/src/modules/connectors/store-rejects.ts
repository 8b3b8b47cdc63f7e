/** What was not taken from a file, row by row, with its reason. */
import { columnList, type Db, type RowColumns, rowSource, tables, type Tx } from '#/platform/db/index.ts'
import { sql } from 'kysely'

import type { Phase } from './import.ts'
import type { ConnectorTables } from './tables.ts'

/** `doubt`: the row was taken without this cell. `column` is '' where the row as a whole is meant. */
export type Reject = { row: number; reason: string; column: string; excerpt: string; doubt: boolean }

export type StoredReject = Reject & { id: string }

const columns: RowColumns<Reject> = {
  row_number: ['int', (reject) => reject.row],
  doubt: ['bool', (reject) => reject.doubt],
  reason: ['text', (reject) => reject.reason],
  column_name: ['text', (reject) => reject.column],
  excerpt: ['text', (reject) => reject.excerpt],
}

export async function insertRejects(
  db: Db | Tx,
  of: { importId: string; phase: Phase },
  rejects: readonly Reject[],
): Promise<void> {
  if (rejects.length === 0) return
  await sql`INSERT INTO import_rejects (import_id, phase, ${columnList(columns)})
    SELECT ${of.importId}::uuid, ${of.phase}, ${columnList(columns)}
    FROM ${rowSource(rejects, columns, 'd')}`.execute(db)
}

export async function removeRejects(db: Db | Tx, of: { importId: string; phase: Phase }): Promise<void> {
  await tables<ConnectorTables>(db)
    .deleteFrom('import_rejects')
    .where('import_id', '=', of.importId)
    .where('phase', '=', of.phase)
    .execute()
}

/** In the order they were found; `after` is the id of the last one of the page before. */
export async function selectRejects(
  db: Db,
  page: { importId: string; after: string | undefined; limit: number },
): Promise<StoredReject[]> {
  let query = tables<ConnectorTables>(db)
    .selectFrom('import_rejects')
    .select(['id', 'row_number as row', 'reason', 'column_name as column', 'excerpt', 'doubt'])
    .where('import_id', '=', page.importId)
    .orderBy('id')
    .limit(page.limit)
  if (page.after !== undefined) query = query.where('id', '>', page.after)
  return query.execute()
}

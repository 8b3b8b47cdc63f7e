/** The rows of a running import, mapped and brought into the order of what they belong to. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

/** `key` is what the row belongs to (an order, a product); `draft` is JSON. */
export type StagedRow = { key: string; row: number; draft: string }

function tableOf(importNumber: number) {
  return sql.raw(`import_rows_${Math.trunc(importNumber)}`)
}

/**
 * An empty table of the import's own. It is not logged, which halves the cost; a crash of PostgreSQL empties it, and
 * then reading starts over.
 */
export async function createStaging(db: Db | Tx, importNumber: number): Promise<void> {
  await dropStaging(db, importNumber)
  await sql`CREATE UNLOGGED TABLE ${tableOf(importNumber)} (key text COLLATE "C" NOT NULL, row int NOT NULL,
    draft text NOT NULL)`.execute(db)
}

export async function dropStaging(db: Db | Tx, importNumber: number): Promise<void> {
  await sql`DROP TABLE IF EXISTS ${tableOf(importNumber)}`.execute(db)
}

/** Neither keys nor JSON hold it, so that the rows travel as one text without any escaping. */
const separator = '\u001e'

/** Keys and drafts must not hold control characters. */
export async function insertStaged(
  db: Db | Tx,
  importNumber: number,
  rows: readonly StagedRow[],
): Promise<void> {
  if (rows.length === 0) return
  const joined = (read: (staged: StagedRow) => string | number) => rows.map(read).join(separator)
  await sql`INSERT INTO ${tableOf(importNumber)} (key, row, draft)
    SELECT * FROM unnest(string_to_array(${joined((staged) => staged.key)}, ${separator}),
      string_to_array(${joined((staged) => staged.row)}, ${separator})::int[],
      string_to_array(${joined((staged) => staged.draft)}, ${separator}))`.execute(db)
}

/** Puts the rows in order once all are there; answers how many groups they make. */
export async function orderStaging(db: Db | Tx, importNumber: number): Promise<number> {
  await sql`CREATE INDEX ON ${tableOf(importNumber)} (key, row)`.execute(db)
  const { rows } = await sql<{ groups: number }>`
    SELECT count(DISTINCT key)::int AS groups FROM ${tableOf(importNumber)}`.execute(db)
  return rows[0]?.groups ?? 0
}

/** Whether the rows an earlier process left are there. */
export async function hasStaging(db: Db | Tx, importNumber: number): Promise<boolean> {
  const name = `import_rows_${Math.trunc(importNumber)}`
  const { rows } = await sql<{ there: boolean }>`SELECT to_regclass(${name}) IS NOT NULL AS there`.execute(db)
  if (rows[0]?.there !== true) return false
  const some = await sql`SELECT FROM ${tableOf(importNumber)} LIMIT 1`.execute(db)
  return some.rows.length > 0
}

/** The next rows after a key, in the order of keys; the last group may be cut off by the limit. */
export async function selectStaged(
  db: Db | Tx,
  importNumber: number,
  page: { after: string; limit: number },
): Promise<StagedRow[]> {
  const { rows } = await sql<StagedRow>`
    SELECT key, row, draft FROM ${tableOf(importNumber)} WHERE key > ${page.after}
    ORDER BY key, row LIMIT ${page.limit}`.execute(db)
  return rows
}

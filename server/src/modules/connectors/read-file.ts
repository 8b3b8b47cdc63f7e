/** The reading phase: a file as a stream of rows, mapped, into the staging table and the list of rejects. */
import type { App } from '#/platform/app.ts'
import type { Db } from '#/platform/db/index.ts'

import { compileMapping, type MappedRow } from './csv/mapping.ts'
import { openTable } from './csv/read-csv.ts'
import type { ReadRow } from './csv/rows.ts'
import { refuse } from './errors.ts'
import { openFile } from './files.ts'
import type { Import } from './import.ts'
import type { Progress } from './progress.ts'
import { stagingKey } from './staging-key.ts'
import { insertRejects, type Reject, removeRejects } from './store-rejects.ts'
import { createStaging, insertStaged, orderStaging, type StagedRow } from './store-staging.ts'

/** Rows written with one statement. */
const batchRows = 4_000
const excerptChars = 200

type Reading = Pick<App, 'clock' | 'config'> & { db: Db }

/**
 * Reads the whole file; begins anew whenever it is called. `tell` is awaited after every batch with the progress so
 * far and throws to stop. Memory: two batches.
 */
export async function readFile(
  app: Reading,
  of: Import,
  tell: (progress: Progress) => Promise<void>,
): Promise<Progress> {
  await createStaging(app.db, of.number)
  await removeRejects(app.db, { importId: of.id, phase: 'reading' })
  const { progress } = of
  const fresh: Progress = {
    ...progress,
    bytesRead: 0,
    rowsRead: 0,
    rowsRejected: 0,
    doubts: 0,
    phaseFrom: 0,
    phaseSince: app.clock.now().toISOString(),
  }
  const done = await stageRows(app, { ...of, progress: fresh }, tell)
  const groups = await orderStaging(app.db, of.number)
  return { ...done, bytesRead: of.fileSize, groups }
}

async function stageRows(
  app: Reading,
  of: Import,
  tell: (progress: Progress) => Promise<void>,
): Promise<Progress> {
  const file = await openFile(app, of.id)
  const { dialect, encoding, hasHeader } = of.shape
  const table = await openTable(file, { dialect, encoding, hasHeader })
  const compiled = compileMapping(of.mapping, table.columns)
  if (!compiled.ok) throw refuse('import_columns_missing', { columns: compiled.missingColumns.join(', ') })
  const progress = { ...of.progress }
  let batch = new Batch()
  let writing: Promise<void> = Promise.resolve()
  try {
    for await (const rows of table.batches) {
      for (const row of rows) batch.take(row, row.ok ? compiled.apply(row.cells) : null)
      if (batch.rows < batchRows) continue
      await writing
      count(progress, batch, file.bytesRead)
      writing = write(app.db, of, batch)
      // The next batch is read while this one is written; its failure is met at the next turn.
      writing.catch(() => undefined)
      await tell(progress)
      batch = new Batch()
    }
    await writing
    count(progress, batch, file.bytesRead)
    await write(app.db, of, batch)
  } finally {
    file.destroy()
  }
  return progress
}

function count(progress: Progress, batch: Batch, bytesRead: number): void {
  progress.bytesRead = bytesRead
  progress.rowsRead += batch.rows
  progress.rowsRejected += batch.rejected
  progress.doubts += batch.rejects.length - batch.rejected
}

async function write(db: Db, of: Import, batch: Batch): Promise<void> {
  await insertStaged(db, of.number, batch.staged)
  await insertRejects(db, { importId: of.id, phase: 'reading' }, batch.rejects)
}

/** Rows of the file until they are written. */
class Batch {
  readonly staged: StagedRow[] = []
  readonly rejects: Reject[] = []
  rows = 0
  rejected = 0

  take(read: ReadRow, mapped: MappedRow | null): void {
    this.rows += 1
    if (!read.ok)
      return this.reject({ row: read.row, reason: read.reason, column: '', excerpt: read.excerpt })
    if (mapped === null) return
    if (!mapped.ok) {
      const excerpt = read.cells.join(' | ')
      return this.reject({ row: read.row, reason: mapped.reason, column: mapped.column, excerpt })
    }
    for (const { column, reason } of mapped.doubts) {
      this.rejects.push({ row: read.row, reason, column, excerpt: cut(read.cells.join(' | ')), doubt: true })
    }
    const lineKind = mapped.kind === 'order-lines' ? { lineKind: mapped.lineKind } : {}
    const draft = JSON.stringify({ ...mapped.draft, ...lineKind })
    this.staged.push({ key: stagingKey(mapped, read.row), row: read.row, draft })
  }

  private reject(reject: Omit<Reject, 'doubt'>): void {
    this.rejected += 1
    this.rejects.push({ ...reject, excerpt: cut(reject.excerpt), doubt: false })
  }
}

function cut(text: string): string {
  return text.slice(0, excerptChars).replaceAll('\0', '')
}

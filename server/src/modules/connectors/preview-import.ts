/** Shows the first rows of a file as they would be taken in. */
import type { App } from '#/platform/app.ts'

import { compileMapping, type Doubt, type MappedRow } from './csv/mapping.ts'
import { openTable } from './csv/read-csv.ts'
import type { ReadRow } from './csv/rows.ts'
import { refuse } from './errors.ts'
import { openFile } from './files.ts'
import { findImport } from './store.ts'

export type PreviewRow = {
  row: number
  cells: string[]
  /** By field, as text: dates in ISO 8601, amounts with four decimals. */
  values: Record<string, string>
  reject: { column: string; reason: string } | null
  doubts: Doubt[]
}

const longestCell = 200

/** @throws `import_not_found`, `import_file_gone`, `import_columns_missing` */
export async function previewImport(
  app: Pick<App, 'db' | 'config'>,
  input: { id: string; limit: number },
): Promise<{ rows: PreviewRow[] }> {
  const of = await findImport(app.db, input.id)
  if (of === null) throw refuse('import_not_found', { id: input.id })
  const file = await openFile(app, of.id)
  try {
    const { dialect, encoding, hasHeader } = of.shape
    const table = await openTable(file, { dialect, encoding, hasHeader })
    const compiled = compileMapping(of.mapping, table.columns)
    if (!compiled.ok) throw refuse('import_columns_missing', { columns: compiled.missingColumns.join(', ') })
    const rows: PreviewRow[] = []
    for await (const batch of table.batches) {
      for (const read of batch.slice(0, input.limit - rows.length)) {
        rows.push(previewRow(read, read.ok ? compiled.apply(read.cells) : null))
      }
      if (rows.length >= input.limit) break
    }
    return { rows }
  } finally {
    file.destroy()
  }
}

function previewRow(read: ReadRow, mapped: MappedRow | null): PreviewRow {
  if (!read.ok || mapped === null) {
    const { reason, excerpt } = read.ok ? { reason: '', excerpt: '' } : read
    return { row: read.row, cells: [cut(excerpt)], values: {}, reject: { column: '', reason }, doubts: [] }
  }
  const cells = read.cells.map(cut)
  if (!mapped.ok) {
    const { column, reason } = mapped
    return { row: read.row, cells, values: {}, reject: { column, reason }, doubts: [] }
  }
  return { row: read.row, cells, values: asTexts(mapped.draft), reject: null, doubts: mapped.doubts }
}

function asTexts(draft: object): Record<string, string> {
  return Object.fromEntries(Object.entries(draft).map(([field, value]) => [field, cut(asText(value))]))
}

/** Dates are the only numbers in a draft. */
function asText(value: unknown): string {
  if (typeof value === 'number') return new Date(value).toISOString()
  return Array.isArray(value) ? value.join(', ') : String(value)
}

function cut(text: string): string {
  return text.slice(0, longestCell).replaceAll('\0', '')
}

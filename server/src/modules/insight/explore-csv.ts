/** An exploration as a table: its lines as CSV, and its cells as text for a mail. */
import type { ExploreAnswer, ExploreQuestion } from '@vefa/contract'

import { BYTE_ORDER_MARK, type CsvCell, csvLine } from '#/platform/text/csv-line.ts'

type Language = 'tr' | 'en'

/** Exact values as they are; the names of columns are those of the API. */
export function exploreCsv(
  { by, measure }: Pick<ExploreQuestion, 'by' | 'measure'>,
  answer: ExploreAnswer,
  language: Language,
): string {
  const head = csvLine([by, 'label', measure, 'sample', 'low', 'high', 'covered'], language)
  const last = answer.others ? [{ ...answer.others, key: '…' }] : []
  const lines = [...answer.rows, ...last, { ...answer.total, key: 'total' }]
  return BYTE_ORDER_MARK + head + lines.map((row) => csvLine(cellsOf(row), language)).join('')
}

function cellsOf(row: ExploreAnswer['total']): CsvCell[] {
  return [
    row.key,
    row.label ?? '',
    numberCell(row.value),
    String(row.sample),
    numberCell(row.interval?.low),
    numberCell(row.interval?.high),
    numberCell(row.covered),
  ]
}

function numberCell(value: string | number | null | undefined): CsvCell {
  return value === null || value === undefined ? '' : { decimal: String(value) }
}

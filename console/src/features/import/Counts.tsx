/** What an import has made, changed and found unchanged. */
import type { ImportDetail } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { type Column, DataTable } from '#/ui/DataTable.tsx'

import { useImportWords } from './import-words.ts'

type Row = { noun: string; created: number; updated: number; unchanged: number }

export function Counts({ of }: { of: ImportDetail }) {
  const t = useT()
  const format = useFormat()
  const words = useImportWords()
  const rows: Row[] = Object.entries(of.progress.counts).map(([noun, { created, updated, unchanged }]) => ({
    noun,
    created,
    updated,
    unchanged,
  }))
  if (rows.length === 0) return null
  const figure = (name: 'created' | 'updated' | 'unchanged'): Column<Row> => ({
    id: name,
    label: t(`import.${name}`),
    align: 'right',
    cell: (row) => format.number(row[name]),
  })
  return (
    <DataTable
      label={t('import.noun')}
      height="content"
      rows={rows}
      rowId={(row) => row.noun}
      columns={[
        { id: 'noun', label: t('import.noun'), lead: true, cell: (row) => words.noun(row.noun) },
        figure('created'),
        figure('updated'),
        figure('unchanged'),
      ]}
    />
  )
}

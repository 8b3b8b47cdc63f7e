/** The first rows as they would be taken in, with their problems. */
import { useQuery } from '@tanstack/react-query'
import type { ImportDetail } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { useImportWords } from './import-words.ts'

type Row = {
  row: number
  cells: string[]
  values: Record<string, string>
  reject: { column: string; reason: string } | null
  doubts: { column: string; reason: string }[]
}

export function Preview({ of }: { of: ImportDetail }) {
  const t = useT()
  const format = useFormat()
  const columns = usePreviewColumns(of)
  const preview = useQuery(api.imports.preview.queryOptions({ input: { id: of.id } }))
  if (preview.error) return <FailureState error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return <Skeleton lines={4} label={t('app.loading')} />
  const rows: Row[] = preview.data.rows
  const problems = rows.filter((row) => row.reject !== null || row.doubts.length > 0).length
  return (
    <Panel
      title={t('import.check')}
      end={<Badge tone={problems > 0 ? 'warn' : 'good'}>{t('import.problems', { count: problems })}</Badge>}
      foot={t('import.checkText', { count: rows.length })}
      flush
    >
      <DataTable
        label={t('import.check')}
        columns={columns}
        rows={rows}
        rowId={(row) => format.number(row.row)}
        height="content"
      />
    </Panel>
  )
}

function usePreviewColumns(of: ImportDetail): Column<Row>[] {
  const t = useT()
  const words = useImportWords()
  const say = ({ column, reason }: { column: string; reason: string }): string =>
    column === '' ? words.reason(reason) : t('import.columnReason', { column, reason: words.reason(reason) })
  const problem = (row: Row): string =>
    [row.reject, ...row.doubts].flatMap((one) => (one ? [say(one)] : [])).join(' · ')
  return [
    { id: 'row', label: t('import.row'), align: 'right', width: '64px', lead: true, cell: (row) => row.row },
    {
      id: 'problem',
      label: t('import.problem'),
      cell: (row) =>
        problem(row) === '' ? (
          '–'
        ) : (
          <span className={row.reject ? 'text-bad-text' : 'text-warn-text'}>{problem(row)}</span>
        ),
    },
    ...Object.keys(of.mapping.fields).map((field): Column<Row> => ({
      id: field,
      label: words.field(field),
      cell: (row) => <span className="block max-w-[200px] truncate">{row.values[field] ?? ''}</span>,
    })),
  ]
}

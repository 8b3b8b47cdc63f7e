/** The first rows as they would be taken in, with their problems. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ImportDetail } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { usePhone } from '#/ui/phone.ts'
import { Skeleton } from '#/ui/States.tsx'

import { useImportWords } from './import-words.ts'

type Row = {
  row: number
  cells: string[]
  values: Record<string, string>
  reject: { column: string; reason: string } | null
  doubts: { column: string; reason: string }[]
}

/** Cards are tall. */
const onPhone = 8

export function Preview({ of }: { of: ImportDetail }) {
  const t = useT()
  const format = useFormat()
  const phone = usePhone()
  const columns = usePreviewColumns(of)
  const preview = useQuery({
    ...api.imports.preview.queryOptions({ input: { id: of.id } }),
    // It follows from the file and what is said of it alone. Under a key of its own nothing that happens to the import
    // asks for it again: once that has begun, the file may be gone.
    queryKey: ['import-preview', of.id, of.kind, of.mapping],
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
  if (preview.error) return <FailureState error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return <Skeleton lines={4} label={t('app.loading')} />
  const all: Row[] = preview.data.rows
  const rows = phone ? all.slice(0, onPhone) : all
  const problems = all.filter((row) => row.reject !== null || row.doubts.length > 0).length
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
  const say = useProblemText(of)
  const show = useValueText(of)
  const at = new Map(of.columns.map(({ name }, index) => [name, index]))
  return [
    { id: 'row', label: t('import.row'), align: 'right', width: '64px', lead: true, cell: (row) => row.row },
    {
      id: 'problem',
      label: t('import.problem'),
      cell: (row) =>
        say(row) === '' ? (
          '–'
        ) : (
          <span className={row.reject ? 'text-bad-text' : 'text-warn-text'}>{say(row)}</span>
        ),
    },
    ...Object.entries(of.mapping.fields).map(([field, { column }]): Column<Row> => ({
      id: field,
      label: words.field(field),
      // What cannot be read is shown as the file has it.
      cell: (row) => (
        <span className="block max-w-[200px] truncate">
          {show(row.values[field]) ?? row.cells[at.get(column) ?? -1] ?? ''}
        </span>
      ),
    })),
  ]
}

/** Problems by the file's own columns; of fields no column leads to, by the field's name. */
function useProblemText(of: ImportDetail): (row: Row) => string {
  const t = useT()
  const words = useImportWords()
  const columns = new Set(of.columns.map(({ name }) => name))
  const nameOf = (part: string): string => (columns.has(part) ? part : words.field(part))
  const say = ({ column, reason }: { column: string; reason: string }): string => {
    const name = column.split(' / ').map(nameOf).join(' / ')
    return column === ''
      ? words.reason(reason)
      : t('import.columnReason', { column: name, reason: words.reason(reason) })
  }
  return (row) => [row.reject, ...row.doubts].flatMap((one) => (one ? [say(one)] : [])).join(' · ')
}

/** Dates and amounts as people here write them; times on the clock of the file's zone. */
function useValueText(of: ImportDetail): (value: string | undefined) => string | undefined {
  const format = useFormat()
  return (value) => {
    if (value === undefined) return undefined
    if (/^-?\d+\.\d{4}$/.test(value)) return format.number(value, { maximumFractionDigits: 4 })
    if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return value
    return format.date(value, { dateStyle: 'medium', timeStyle: 'short', timeZone: of.mapping.zone })
  }
}

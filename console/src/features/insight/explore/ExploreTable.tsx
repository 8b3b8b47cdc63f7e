/** The rows as a table, with sample and interval, what is beyond them, and the whole. */
import type { ExploreAnswer } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { type Column, DataTable } from '#/ui/DataTable.tsx'

import { valueText } from '#/ui/explain.tsx'

import { useRowName } from './explore-words.ts'
import type { Question } from './question.ts'

type Row = ExploreAnswer['rows'][number] & { name: string; quiet?: boolean }

export function ExploreTable({
  answer,
  question,
  label,
}: {
  answer: ExploreAnswer
  question: Question
  label: string
}) {
  const t = useT()
  const name = useRowName(question.by)
  const columns = useColumns(answer, question)
  const { others, total } = answer
  const rows: Row[] = [
    ...answer.rows.map((row) => ({ ...row, name: name(row) })),
    ...(others
      ? [{ ...others, key: 'others', name: t('insight.othersRow', { n: others.rows }), quiet: true }]
      : []),
    { ...total, key: 'total', name: t('explore.total'), quiet: true },
  ]
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowId={(row) => `${row.quiet ? 'sum' : 'row'} ${row.key}`}
    />
  )
}

function useColumns({ kind }: ExploreAnswer, { measure, by }: Question): Column<Row>[] {
  const t = useT()
  const format = useFormat()
  const show = (value: number): string => valueText(format, kind, value)
  const covered: Column<Row> = {
    id: 'covered',
    label: t('explore.covered'),
    align: 'right',
    cell: (row) => (row.covered === null ? '–' : format.percent(row.covered, 0)),
  }
  return [
    {
      id: 'name',
      label: t(`dimensions.${by}`),
      lead: true,
      cell: (row) => (
        <span
          className={
            row.quiet ? 'block max-w-[380px] truncate text-ink-2' : 'block max-w-[380px] truncate font-medium'
          }
          title={row.name}
        >
          {row.name}
        </span>
      ),
    },
    {
      id: 'value',
      label: t(`measures.${measure}`),
      align: 'right',
      cell: (row) => valueText(format, kind, row.value),
    },
    {
      id: 'interval',
      label: t('goods.reach'),
      align: 'right',
      cell: (row) => (row.interval ? `${show(row.interval.low)} – ${show(row.interval.high)}` : '–'),
    },
    {
      id: 'sample',
      label: t('explore.sample'),
      align: 'right',
      cell: (row) => (row.sample === 0 && row.value !== null ? '–' : format.number(row.sample)),
    },
    ...(measure === 'margin' || measure === 'marginRate' ? [covered] : []),
  ]
}

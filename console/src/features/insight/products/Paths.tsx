/** What the second order brought after what the first one did, and which first orders bring people back. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { Segmented } from '#/ui/Field.tsx'
import { type HeatRow, HeatTable } from '#/ui/Heat.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { Answer } from '#/features/insight/Answer.tsx'
import { useChoice, useReach } from '#/features/insight/reach.ts'
import { useShareReach } from '#/features/insight/words.ts'

type Data = Awaited<ReturnType<typeof client.insight.paths>>
type First = Data['firsts'][number]

const kinds = ['category', 'product'] as const
/** More than this on a side is not read any more. */
const most = 10

export function Paths() {
  const t = useT()
  const { input } = useReach()
  const [by, choose] = useChoice('by', kinds)
  const columns = useColumns()
  const paths = useQuery({
    ...api.insight.paths.queryOptions({ input: { ...input, by, limit: 100 } }),
    placeholderData: keepPreviousData,
  })
  const choices = kinds.map((value) => ({ value, label: t(`goods.${value}`) }))
  const foot = paths.data && (
    <span>{t('goods.returnedOf', { n: paths.data.customers, returned: paths.data.returned })}</span>
  )
  return (
    <Panel
      title={t('goods.paths')}
      end={<Segmented label={t('goods.pathsBy')} value={by} onChange={choose} choices={choices} />}
      foot={foot}
      flush
    >
      <Answer
        of={paths}
        empty={({ firsts }) => firsts.length === 0}
        title={t('goods.paths')}
        nothing={t('goods.pathsEmpty')}
      >
        {(data) => (
          <>
            <p className="max-w-[860px] px-4 py-3 text-ink-2">{t('goods.pathsText')}</p>
            <DataTable
              label={t('goods.firsts')}
              columns={columns}
              rows={data.firsts}
              rowId={({ key }) => key || '-'}
            />
            {data.steps.length > 0 && (
              <div className="border-t border-line p-4">
                <h3 className="mb-3 font-semibold">{t('goods.steps')}</h3>
                <Steps data={data} />
              </div>
            )}
          </>
        )}
      </Answer>
    </Panel>
  )
}

/** From rows to columns: of those who came back after the row, how many took the column. */
function Steps({ data }: { data: Data }) {
  const t = useT()
  const format = useFormat()
  const named = (label: string | null, key: string): string => label ?? (key || t('insight.notKnown'))
  const sums = (side: 'from' | 'to'): string[] => {
    const people = new Map<string, number>()
    for (const step of data.steps) people.set(step[side], (people.get(step[side]) ?? 0) + step.customers)
    return [...people]
      .sort(([, one], [, other]) => other - one)
      .slice(0, most)
      .map(([key]) => key)
  }
  const labels = new Map(
    data.steps.flatMap((step) => [
      [step.from, named(step.fromLabel, step.from)],
      [step.to, named(step.toLabel, step.to)],
    ]),
  )
  const found = new Map(data.steps.map((step) => [`${step.from}\n${step.to}`, step]))
  const columns = sums('to')
  const greatest = Math.max(...data.steps.map(({ share }) => share), 1e-9)
  const rows: HeatRow[] = sums('from').map((from) => ({
    id: from || '-',
    label: labels.get(from) ?? from,
    cells: columns.map((to) => {
      const step = found.get(`${from}\n${to}`)
      return {
        id: `${from}>${to}`,
        share: step ? step.share / greatest : null,
        text: step ? format.percent(step.share, 0) : '–',
        title: t('goods.stepTitle', {
          from: labels.get(from) ?? from,
          to: labels.get(to) ?? to,
          n: step?.customers ?? 0,
        }),
      }
    }),
  }))
  return (
    <HeatTable label={t('goods.steps')} columns={columns.map((to) => labels.get(to) ?? to)} rows={rows} />
  )
}

function useColumns(): Column<First>[] {
  const t = useT()
  const format = useFormat()
  const reach = useShareReach()
  return [
    {
      id: 'first',
      label: t('goods.inFirstOrder'),
      lead: true,
      cell: (row) => (
        <span className="block max-w-[320px] truncate font-medium">
          {row.label ?? (row.key || t('insight.notKnown'))}
        </span>
      ),
    },
    { id: 'people', label: t('insight.people'), align: 'right', cell: (row) => format.number(row.customers) },
    {
      id: 'returned',
      label: t('goods.cameBack'),
      align: 'right',
      cell: (row) => format.number(row.returned),
    },
    { id: 'rate', label: t('goods.rate'), align: 'right', cell: (row) => format.percent(row.returnRate) },
    { id: 'reach', label: t('goods.reach'), align: 'right', cell: (row) => reach(row.interval) },
    {
      id: 'days',
      label: t('goods.medianDays'),
      align: 'right',
      cell: (row) => (row.medianDays === null ? '–' : t('goods.days', { n: Math.round(row.medianDays) })),
    },
  ]
}

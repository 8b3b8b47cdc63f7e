/** Pairs of products bought in one order, with how often, how surely and how much more than by chance. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { Select } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { Answer } from '#/features/insight/Answer.tsx'
import { useChoice, useReach } from '#/features/insight/reach.ts'

type Pair = Awaited<ReturnType<typeof client.insight.affinity>>['pairs'][number]

const sorts = ['count', 'lift'] as const
const supports = ['0.001', '0.0001', '0.01', '0.05'] as const

export function Affinity() {
  const t = useT()
  const format = useFormat()
  const { input } = useReach()
  const columns = useColumns()
  const [sort, choose] = useChoice('pairs', sorts)
  const [support, chooseSupport] = useChoice('support', supports)
  const pairs = useQuery({
    ...api.insight.affinity.queryOptions({
      input: { ...input, sort, minSupport: Number(support), limit: 200 },
    }),
    placeholderData: keepPreviousData,
  })
  const least = (
    <Select
      aria-label={t('goods.support')}
      value={support}
      onChange={(event) => chooseSupport(event.target.value as (typeof supports)[number])}
      choices={[...supports].sort().map((value) => ({
        value,
        label: t('goods.atLeast', {
          share: format.percent(Number(value), value.length > 4 ? value.length - 4 : 0),
        }),
      }))}
    />
  )
  const foot = pairs.data && (
    <span>{t('goods.pairsFound', { found: pairs.data.found, baskets: pairs.data.baskets })}</span>
  )
  return (
    <Panel title={t('goods.together')} end={least} foot={foot} flush>
      <p className="max-w-[860px] px-4 py-3 text-ink-2">{t('goods.togetherText')}</p>
      <Answer
        of={pairs}
        empty={(data) => data.pairs.length === 0}
        title={t('goods.together')}
        nothing={t('goods.togetherEmpty')}
      >
        {(data) => (
          <DataTable
            label={t('goods.together')}
            columns={columns}
            rows={data.pairs}
            rowId={({ a, b }) => `${a.store}:${a.id} ${b.store}:${b.id}`}
            sort={{ by: sort, direction: 'desc' }}
            onSort={({ by }) => choose(by as (typeof sorts)[number])}
          />
        )}
      </Answer>
    </Panel>
  )
}

function useColumns(): Column<Pair>[] {
  const t = useT()
  const format = useFormat()
  const name = ({ title, id }: Pair['a']) => (
    <span className="block max-w-[260px] truncate font-medium" title={title || id}>
      {title || id}
    </span>
  )
  return [
    { id: 'a', label: t('goods.first'), lead: true, cell: (row) => name(row.a) },
    { id: 'b', label: t('goods.second'), cell: (row) => name(row.b) },
    {
      id: 'together',
      label: t('goods.inOneOrder'),
      sort: 'count',
      align: 'right',
      cell: (row) => format.number(row.together),
    },
    {
      id: 'support',
      label: t('goods.shareOfBaskets'),
      align: 'right',
      hideOnCard: true,
      cell: (row) => format.percent(row.support, 2),
    },
    {
      id: 'ab',
      label: t('goods.firstThenSecond'),
      align: 'right',
      cell: (row) => format.percent(row.confidenceAB),
    },
    {
      id: 'ba',
      label: t('goods.secondThenFirst'),
      align: 'right',
      cell: (row) => format.percent(row.confidenceBA),
    },
    {
      id: 'lift',
      label: t('goods.lift'),
      sort: 'lift',
      align: 'right',
      cell: (row) => t('goods.times', { n: format.number(row.lift, { maximumFractionDigits: 1 }) }),
    },
  ]
}

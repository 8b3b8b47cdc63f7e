/** What visitors searched for, and what for in vain: what the shop might sell, or call by another name. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { Segmented } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { Answer } from '#/features/insight/Answer.tsx'
import { useChoice, useReach } from '#/features/insight/reach.ts'

type Term = Awaited<ReturnType<typeof client.insight.searches>>['terms'][number]

const choices = ['inVain', 'all'] as const

export function Searches() {
  const t = useT()
  const format = useFormat()
  const { input } = useReach()
  const columns = useColumns()
  const [only, choose] = useChoice('only', choices)
  const searches = useQuery({
    ...api.insight.searches.queryOptions({ input: { ...input, only, limit: 200 } }),
    placeholderData: keepPreviousData,
  })
  const { data } = searches
  const foot = data && data.searches > 0 && (
    <span>
      {t('goods.searchesTold', {
        n: data.searches,
        told: data.told,
        inVain: data.inVain,
        share: format.percent(data.told === 0 ? 0 : data.inVain / data.told),
      })}
    </span>
  )
  return (
    <Panel
      title={t('goods.searches')}
      end={
        <Segmented
          label={t('goods.searches')}
          value={only}
          onChange={choose}
          choices={choices.map((value) => ({ value, label: t(`goods.searchesOnly.${value}`) }))}
        />
      }
      foot={foot}
      flush
    >
      <Answer
        of={searches}
        empty={({ terms }) => terms.length === 0}
        title={t('goods.searches')}
        nothing={data && data.searches > 0 ? t('goods.nothingInVain') : t('goods.searchesEmpty')}
      >
        {({ terms }) => (
          <DataTable label={t('goods.searches')} columns={columns} rows={terms} rowId={({ term }) => term} />
        )}
      </Answer>
    </Panel>
  )
}

function useColumns(): Column<Term>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'term',
      label: t('goods.term'),
      lead: true,
      cell: (row) => <q className="font-medium">{row.term}</q>,
    },
    { id: 'n', label: t('goods.searched'), align: 'right', cell: (row) => format.number(row.searches) },
    {
      id: 'visitors',
      label: t('goods.visitors'),
      align: 'right',
      cell: (row) => format.number(row.visitors),
    },
    { id: 'vain', label: t('goods.inVain'), align: 'right', cell: (row) => format.number(row.inVain) },
  ]
}

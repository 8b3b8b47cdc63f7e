/** What sold most, what it earned, and how many days the stock lasts. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { Answer } from '#/features/insight/Answer.tsx'
import { useChoice, useReach } from '#/features/insight/reach.ts'

type Row = Awaited<ReturnType<typeof client.insight.bestSellers>>['products'][number]

const sorts = ['revenue', 'pieces', 'orders', 'cover'] as const
/** Below this many days a shop has hardly time to order more. */
const soonOut = 14

export function BestSellers() {
  const t = useT()
  const { input } = useReach()
  const columns = useColumns()
  const [sort, choose] = useChoice('sort', sorts)
  const best = useQuery({
    ...api.insight.bestSellers.queryOptions({ input: { ...input, sort, limit: 100 } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Panel title={t('goods.best')} foot={<span>{t('goods.coverNote')}</span>} flush>
      <Answer
        of={best}
        empty={({ products }) => products.length === 0}
        title={t('goods.best')}
        nothing={t('goods.bestEmpty')}
      >
        {({ products }) => (
          <DataTable
            label={t('goods.best')}
            columns={columns}
            rows={products}
            rowId={(row) => `${row.store}:${row.id}`}
            sort={{ by: sort, direction: sort === 'cover' ? 'asc' : 'desc' }}
            onSort={({ by }) => choose(by as (typeof sorts)[number])}
          />
        )}
      </Answer>
    </Panel>
  )
}

function useColumns(): Column<Row>[] {
  const t = useT()
  const format = useFormat()
  const money = (value: string | null): string =>
    value === null ? '–' : format.money(value, format.currency)
  return [
    {
      id: 'title',
      label: t('goods.product'),
      lead: true,
      cell: (row) => (
        <span className="block max-w-[340px] truncate font-medium" title={row.title}>
          {row.title || row.id}
        </span>
      ),
    },
    { id: 'category', label: t('goods.category'), hideOnCard: true, cell: (row) => row.category || '–' },
    {
      id: 'revenue',
      label: t('measures.revenue'),
      sort: 'revenue',
      align: 'right',
      cell: (row) => money(row.revenue),
    },
    {
      id: 'pieces',
      label: t('goods.pieces'),
      sort: 'pieces',
      align: 'right',
      cell: (row) => format.number(Number(row.pieces)),
    },
    {
      id: 'orders',
      label: t('measures.orders'),
      sort: 'orders',
      align: 'right',
      cell: (row) => format.number(row.orders),
    },
    { id: 'margin', label: t('measures.margin'), align: 'right', cell: (row) => money(row.margin) },
    {
      id: 'stock',
      label: t('goods.stock'),
      align: 'right',
      cell: (row) => (row.stock === null ? '–' : format.number(row.stock)),
    },
    {
      id: 'cover',
      label: t('goods.cover'),
      sort: 'cover',
      align: 'right',
      cell: (row) => <Cover row={row} />,
    },
  ]
}

function Cover({ row: { stock, coverDays, dailySales } }: { row: Row }) {
  const t = useT()
  const format = useFormat()
  if (stock !== null && stock <= 0) return <Badge tone="bad">{t('goods.soldOut')}</Badge>
  if (coverDays === null) return <>–</>
  const days = t('goods.days', { n: Math.floor(coverDays) })
  const daily = t('goods.daily', { n: format.number(dailySales, { maximumFractionDigits: 1 }) })
  return <span title={daily}>{coverDays < soonOut ? <Badge tone="warn">{days}</Badge> : days}</span>
}

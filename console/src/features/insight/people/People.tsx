/** The people behind a number: a class, a cell of the RFM grid, a cohort and its month, a state of churn; with a file of them. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { PeopleOf } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { buttonLook } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Icon } from '#/ui/Icon.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { exportAddress } from '#/features/insight/words.ts'

import { usePeopleName } from './people-name.ts'
import { readPeople } from './people-search.ts'

type Person = Awaited<ReturnType<typeof client.insight.listPeople>>['items'][number]

export function People() {
  const t = useT()
  const of = readPeople(useSearch({ strict: false }))
  if (of) return <List key={JSON.stringify(of)} of={of} />
  return (
    <EmptyState
      title={t('people.noneTitle')}
      action={
        <Link to="/insight/$view" params={{ view: 'classes' }} className={buttonLook('primary')}>
          {t('insight.classes')}
        </Link>
      }
    >
      {t('people.none')}
    </EmptyState>
  )
}

function List({ of }: { of: PeopleOf }) {
  const t = useT()
  const navigate = useNavigate()
  const { name, back } = usePeopleName(of)
  const columns = useColumns()
  const people = useInfiniteQuery(
    api.insight.listPeople.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...of, cursor, limit: 60 }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  if (people.error) return <FailureState error={people.error} onRetry={() => void people.refetch()} />
  const rows = people.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Panel title={name} end={<Actions of={of} count={people.data?.pages[0]?.people} back={back} />} flush>
      {people.isLoading && <Skeleton label={t('app.loading')} lines={6} />}
      {people.data && rows.length === 0 && <EmptyState title={name}>{t('people.empty')}</EmptyState>}
      {rows.length > 0 && (
        <DataTable
          label={name}
          columns={columns}
          rows={rows}
          rowId={(row) => String(row.customerId)}
          onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: String(row.customerId) } })}
          onEnd={() => {
            if (people.hasNextPage && !people.isFetchingNextPage) void people.fetchNextPage()
          }}
        />
      )}
    </Panel>
  )
}

function Actions({ of, count, back }: { of: PeopleOf; count: number | undefined; back: string }) {
  const t = useT()
  const may = useRights()
  const search: Record<string, unknown> = useSearch({ strict: false })
  return (
    <>
      {count !== undefined && (
        <span className="num text-12 text-ink-3 max-phone:hidden">{t('people.count', { n: count })}</span>
      )}
      {may('customers.export') && may('insight.export') && (
        <a href={exportAddress('insight-people', of)} download className={buttonLook('plain', true)}>
          <Icon name="download" size={14} className="opacity-75" />
          {t('insight.csvPeople')}
        </a>
      )}
      <Link
        to="/insight/$view"
        params={{ view: back }}
        search={{
          store: search['store'],
          segment: search['segment'],
          by: back === 'retention' ? of.by : undefined,
        }}
        className={buttonLook('quiet', true)}
      >
        {t('app.back')}
      </Link>
    </>
  )
}

function useColumns(): Column<Person>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'name',
      label: t('insight.name'),
      lead: true,
      cell: (row) => (
        <Link
          to="/customers/$id"
          params={{ id: String(row.customerId) }}
          className="font-medium hover:underline"
          onClick={(event) => event.stopPropagation()}
        >
          {row.name || row.email || `#${row.customerId}`}
        </Link>
      ),
    },
    { id: 'email', label: t('people.email'), hideOnCard: true, cell: (row) => row.email ?? '–' },
    { id: 'city', label: t('insight.city'), cell: (row) => row.city ?? '–' },
    {
      id: 'orders',
      label: t('insight.orders'),
      align: 'right',
      cell: (row) => format.number(row.orderCount),
    },
    {
      id: 'spent',
      label: t('insight.spent'),
      align: 'right',
      cell: (row) => format.money(row.spent, format.currency),
    },
    {
      id: 'last',
      label: t('insight.lastOrder'),
      align: 'right',
      cell: (row) => (row.lastOrderAt ? format.date(row.lastOrderAt) : '–'),
    },
  ]
}

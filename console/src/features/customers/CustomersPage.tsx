/** The list of customers: filters in the address, columns to choose, selection, views, CSV. */
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button, buttonLook, IconButton } from '#/ui/Button.tsx'
import { DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Menu } from '#/ui/Overlay.tsx'
import { TitleBar } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { BulkActions } from './BulkActions.tsx'
import { useColumns } from './columns.tsx'
import { CreateDialog } from './CreateDialog.tsx'
import { FilterBar } from './FilterBar.tsx'
import { columnIds, type ColumnId, countFilters, type ListSearch, questionOf } from './list-search.ts'
import { SuggestionsPanel } from './SuggestionsPanel.tsx'
import { type CustomerRow, useCount, useCustomers, useListSearch } from './use-list.ts'
import { ViewsMenu } from './ViewsMenu.tsx'

export function CustomersPage() {
  const t = useT()
  const [search, change] = useListSearch()
  const [creating, setCreating] = useState(false)
  const may = useRights()
  return (
    <>
      <TitleBar
        title={t('customers.title')}
        hint={<CountHint search={search} />}
        actions={
          <>
            <ViewsMenu search={search} />
            <SuggestionsPanel />
            <ColumnChooser search={search} change={change} />
            {may('customers.export') && <ExportLink search={search} />}
            {may('customers.write') && (
              <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
                {t('customers.create')}
              </Button>
            )}
          </>
        }
      />
      <FilterBar search={search} change={change} />
      <CustomerTable search={search} change={change} />
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
    </>
  )
}

function CountHint({ search }: { search: ListSearch }) {
  const t = useT()
  const format = useFormat()
  const { data } = useCount(search)
  if (!data) return null
  return <>{t('customers.count', { count: format.number(data.count), more: data.more ? '+' : '' })}</>
}

function ColumnChooser({
  search,
  change,
}: {
  search: ListSearch
  change: (part: Partial<ListSearch>) => void
}) {
  const t = useT()
  const toggle = (id: ColumnId): void => {
    const on = search.columns.includes(id)
    change({ columns: columnIds.filter((one) => (one === id ? !on : search.columns.includes(one))) })
  }
  return (
    <span className="max-phone:hidden">
      <Menu
        label={t('app.columns')}
        trigger={<IconButton icon="columns" label={t('app.columns')} />}
        items={columnIds
          .filter((id) => id !== 'name')
          .map((id) => ({
            label: t(`customers.columns.${id}`),
            checked: search.columns.includes(id),
            onSelect: () => toggle(id),
          }))}
      />
    </span>
  )
}

function ExportLink({ search }: { search: ListSearch }) {
  const t = useT()
  const filters = encodeURIComponent(JSON.stringify(questionOf(search)))
  return (
    <a
      className={`${buttonLook()} max-phone:hidden`}
      href={`/api/customer-export.csv?filters=${filters}`}
      download
    >
      {t('app.csv')}
    </a>
  )
}

function CustomerTable({
  search,
  change,
}: {
  search: ListSearch
  change: (part: Partial<ListSearch>) => void
}) {
  const t = useT()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const columns = useColumns(search.columns)
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useCustomers(search)
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const open = (row: CustomerRow): void =>
    void navigate({
      to: '/customers/$id',
      params: { id: String(row.id) },
      search: (previous: object) => previous,
    } as never)
  if (error) return <FailureState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton label={t('app.loading')} lines={12} />
  if (rows.length === 0) return <NobodyHere search={search} change={change} />
  return (
    <>
      <DataTable
        label={t('customers.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => String(row.id)}
        onOpen={open}
        sort={{ by: search.sort, direction: search.direction }}
        onSort={({ by, direction }) => change({ sort: by as ListSearch['sort'], direction })}
        selection={{
          ids: chosen,
          onChange: setChosen,
          selectLabel: t('app.selectRow'),
          allLabel: t('app.selectAll'),
        }}
        onEnd={more}
        height="fill"
      />
      {chosen.size > 0 && (
        <BulkActions
          chosen={chosen}
          whole={chosen.size === rows.length && rows.length > 1}
          search={search}
          onDone={() => setChosen(new Set())}
        />
      )}
    </>
  )
}

function NobodyHere({ search, change }: { search: ListSearch; change: (part: Partial<ListSearch>) => void }) {
  const t = useT()
  const narrowed = countFilters(search) > 0 || Boolean(search.q)
  if (narrowed) {
    return (
      <EmptyState
        title={t('customers.noneTitle')}
        action={<Button onClick={() => change(nothingAsked)}>{t('customers.clear')}</Button>}
      >
        {t('customers.noneText')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t('customers.emptyTitle')}
      action={
        <a className={buttonLook('primary')} href="/import">
          {t('customers.emptyAction')}
        </a>
      }
    >
      {t('customers.emptyText')}
    </EmptyState>
  )
}

/** Every filter off. */
export const nothingAsked: Partial<ListSearch> = {
  who: 'known',
  q: undefined,
  classes: undefined,
  tags: undefined,
  consentChannel: undefined,
  consentPurpose: undefined,
  consentState: undefined,
  city: undefined,
  country: undefined,
  language: undefined,
  source: undefined,
  ordersFrom: undefined,
  ordersTo: undefined,
  spentFrom: undefined,
  spentTo: undefined,
  lastOrderFrom: undefined,
  lastOrderTo: undefined,
  attributes: undefined,
}

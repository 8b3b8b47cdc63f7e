/** The list of orders. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { OrderItem } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button, buttonLook } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Input, Select } from '#/ui/Field.tsx'
import { Page, Panel, TitleBar, Toolbar } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { PaymentBadge, StatusBadge } from './OrderBadge.tsx'
import { type OrderView, sorts, statuses, useOrderView } from './order-view.ts'
import { SearchInput } from './SearchInput.tsx'

export function OrdersPage() {
  const t = useT()
  const may = useRights()
  const [view, change] = useOrderView()
  const csv = may('customers.export') && (
    <a className={buttonLook()} href={exportAddress(view)} download>
      {t('orders.csv')}
    </a>
  )
  return (
    <>
      <TitleBar title={t('orders.title')} actions={csv} />
      <Filters view={view} change={change} />
      <Page>
        <List view={view} change={change} />
      </Page>
    </>
  )
}

function exportAddress(view: OrderView): string {
  const query = new URLSearchParams(Object.entries(view).map(([name, value]) => [name, String(value)]))
  return `/api/exports/orders.csv?${query.toString()}`
}

type Viewing = { view: OrderView; change: ReturnType<typeof useOrderView>[1] }

function Filters({ view, change }: Viewing) {
  const t = useT()
  const any = { value: '', label: t('orders.anyStatus') }
  return (
    <Toolbar>
      <SearchInput
        label={t('orders.search')}
        value={view.query ?? ''}
        onChange={(query) => change({ query })}
      />
      <Select
        aria-label={t('orders.statusLabel')}
        value={view.status ?? ''}
        choices={[any, ...statuses.map((value) => ({ value, label: t(`orders.status.${value}`) }))]}
        onChange={(event) => change({ status: statuses.find((known) => known === event.target.value) })}
      />
      {(['from', 'to'] as const).map((side) => (
        <Input
          key={side}
          type="date"
          aria-label={t(`orders.${side}`)}
          title={t(`orders.${side}`)}
          value={view[side] ?? ''}
          onChange={(event) => change({ [side]: event.target.value })}
          className="max-w-[150px]"
        />
      ))}
      <Select
        aria-label={t('orders.sort')}
        value={view.sort ?? 'newest'}
        choices={sorts.map((value) => ({ value, label: t(`orders.${value}`) }))}
        onChange={(event) => change({ sort: sorts.find((known) => known === event.target.value) })}
      />
    </Toolbar>
  )
}

function List({ view, change }: Viewing) {
  const t = useT()
  const navigate = useNavigate()
  const columns = useColumns()
  const orders = useInfiniteQuery(
    api.commerce.orders.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...view, cursor, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  if (orders.error) return <FailureState error={orders.error} onRetry={() => void orders.refetch()} />
  if (!orders.data) return <Skeleton lines={8} label={t('app.loading')} />
  const rows = orders.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) {
    const filtered = Object.keys(view).some((name) => name !== 'sort')
    return filtered ? <NoneFit onClear={() => change(nothing)} /> : <NoOrders />
  }
  return (
    <Panel flush>
      <DataTable
        label={t('orders.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/orders/${row.id}` as never })}
        onEnd={() => void (orders.hasNextPage && orders.fetchNextPage())}
      />
    </Panel>
  )
}

const nothing = { query: undefined, status: undefined, from: undefined, to: undefined, productId: undefined }

function NoneFit({ onClear }: { onClear: () => void }) {
  const t = useT()
  return (
    <div className="flex flex-col items-start gap-3 py-6">
      <p className="text-ink-2">{t('orders.noneFit')}</p>
      <Button onClick={onClear}>{t('orders.clear')}</Button>
    </div>
  )
}

function NoOrders() {
  const t = useT()
  const may = useRights()
  const action = may('imports.write') && (
    <Link to="/import" className={buttonLook('primary')}>
      {t('orders.import')}
    </Link>
  )
  return (
    <EmptyState title={t('orders.empty')} action={action}>
      {t('orders.emptyText')}
    </EmptyState>
  )
}

function useColumns(): Column<OrderItem>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'number',
      label: t('orders.number'),
      lead: true,
      cell: (row) => (
        <Link
          to={`/orders/${row.id}` as never}
          className="font-medium hover:underline"
          onClick={(event) => event.stopPropagation()}
        >
          {row.number}
        </Link>
      ),
    },
    {
      id: 'customer',
      label: t('orders.customer'),
      cell: (row) => <Buyer customer={row.customer} />,
    },
    {
      id: 'placed',
      label: t('orders.placed'),
      cell: (row) => (
        <time dateTime={row.placedAt} title={format.dateTime(row.placedAt)}>
          {format.date(row.placedAt, { day: 'numeric', month: 'short', year: 'numeric' })}
        </time>
      ),
    },
    { id: 'status', label: t('orders.statusLabel'), cell: (row) => <StatusBadge status={row.status} /> },
    {
      id: 'payment',
      label: t('orders.payment'),
      hideOnCard: true,
      cell: (row) => <PaymentBadge status={row.financialStatus} />,
    },
    { id: 'city', label: t('orders.city'), hideOnCard: true, cell: (row) => row.city },
    {
      id: 'pieces',
      label: t('orders.pieces'),
      align: 'right',
      hideOnCard: true,
      cell: (row) => format.number(row.pieces),
    },
    {
      id: 'total',
      label: t('orders.total'),
      align: 'right',
      cell: (row) => format.money(row.total, row.currency, { exact: true }),
    },
  ]
}

function Buyer({ customer }: { customer: OrderItem['customer'] }) {
  const t = useT()
  const name = customer?.name ?? customer?.email
  return (
    <span className="block max-w-[220px] truncate">
      {name ?? <span className="text-ink-3">{t('orders.nameless')}</span>}
    </span>
  )
}

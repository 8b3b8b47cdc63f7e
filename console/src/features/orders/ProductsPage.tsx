/** The catalogue. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ProductItem } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button, buttonLook } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Select } from '#/ui/Field.tsx'
import { Page, Panel, TitleBar, Toolbar } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { SearchInput } from './SearchInput.tsx'

const statuses = ['active', 'draft', 'archived'] as const
const stocks = ['in', 'out'] as const

type View = {
  query?: string
  status?: (typeof statuses)[number]
  stock?: (typeof stocks)[number]
  category?: string
}
type Change = (part: { [Key in keyof View]: View[Key] | undefined }) => void

/** The filters as they stand in the address; what is none is left out. */
function useView(): [View, Change] {
  const navigate = useNavigate()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  const view = withoutEmpty({
    query: text(search.query),
    category: text(search.category),
    status: statuses.find((known) => known === search.status),
    stock: stocks.find((known) => known === search.stock),
  })
  const change: Change = (part) => {
    void navigate({ to: '.', search: withoutEmpty({ ...view, ...part }), replace: true })
  }
  return [view, change]
}

function withoutEmpty(view: { [Key in keyof View]: View[Key] | undefined }): View {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined && value !== ''))
}

export function ProductsPage() {
  const t = useT()
  const [view, change] = useView()
  return (
    <>
      <TitleBar title={t('products.title')} />
      <Filters view={view} change={change} />
      <Page>
        <List view={view} change={change} />
      </Page>
    </>
  )
}

function Filters({ view, change }: { view: View; change: Change }) {
  const t = useT()
  const categories = useQuery(api.commerce.products.categories.queryOptions())
  const named = (value: string, label: string) => ({ value, label })
  return (
    <Toolbar>
      <SearchInput
        label={t('products.search')}
        value={view.query ?? ''}
        onChange={(query) => change({ query })}
      />
      <Select
        aria-label={t('products.category')}
        value={view.category ?? ''}
        className="max-w-[220px]"
        choices={[
          named('', t('products.anyCategory')),
          ...(categories.data ?? []).map((category) => named(category, category)),
        ]}
        onChange={(event) => change({ category: event.target.value })}
      />
      <Select
        aria-label={t('products.stockLabel')}
        value={view.stock ?? ''}
        choices={[
          named('', t('products.anyStock')),
          named('in', t('products.inStock')),
          named('out', t('products.outOfStock')),
        ]}
        onChange={(event) => change({ stock: stocks.find((known) => known === event.target.value) })}
      />
      <Select
        aria-label={t('products.statusLabel')}
        value={view.status ?? ''}
        choices={[
          named('', t('products.anyStatus')),
          ...statuses.map((status) => named(status, t(`products.status.${status}`))),
        ]}
        onChange={(event) => change({ status: statuses.find((known) => known === event.target.value) })}
      />
    </Toolbar>
  )
}

function List({ view, change }: { view: View; change: Change }) {
  const t = useT()
  const navigate = useNavigate()
  const columns = useColumns()
  const products = useInfiniteQuery(
    api.commerce.products.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...view, cursor, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  if (products.error) return <FailureState error={products.error} onRetry={() => void products.refetch()} />
  if (!products.data) return <Skeleton lines={8} label={t('app.loading')} />
  const rows = products.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <Nothing filtered={Object.keys(view).length > 0} change={change} />
  return (
    <Panel flush>
      <DataTable
        label={t('products.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => String(row.id)}
        onOpen={(row) => void navigate({ to: `/products/${row.id}` as never })}
        onEnd={() => void (products.hasNextPage && products.fetchNextPage())}
      />
    </Panel>
  )
}

function Nothing({ filtered, change }: { filtered: boolean; change: Change }) {
  const t = useT()
  const may = useRights()
  const clear = (): void =>
    change({ query: undefined, status: undefined, stock: undefined, category: undefined })
  if (filtered) {
    return (
      <div className="flex flex-col items-start gap-3 py-6">
        <p className="text-ink-2">{t('products.noneFit')}</p>
        <Button onClick={clear}>{t('orders.clear')}</Button>
      </div>
    )
  }
  const action = may('imports.write') && (
    <Link to="/import" className={buttonLook('primary')}>
      {t('orders.import')}
    </Link>
  )
  return (
    <EmptyState title={t('products.empty')} action={action}>
      {t('products.emptyText')}
    </EmptyState>
  )
}

function useColumns(): Column<ProductItem>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'title',
      label: t('products.name'),
      lead: true,
      cell: (row) => (
        <Link
          to={`/products/${row.id}` as never}
          className="block max-w-[380px] truncate font-medium hover:underline"
          onClick={(event) => event.stopPropagation()}
        >
          {row.title}
        </Link>
      ),
    },
    { id: 'brand', label: t('products.brand'), hideOnCard: true, cell: (row) => row.brand },
    { id: 'category', label: t('products.category'), cell: (row) => row.category },
    {
      id: 'status',
      label: t('products.statusLabel'),
      hideOnCard: true,
      cell: (row) => (
        <Badge tone={row.status === 'active' ? 'good' : 'plain'}>{t(`products.status.${row.status}`)}</Badge>
      ),
    },
    {
      id: 'price',
      label: t('products.price'),
      align: 'right',
      cell: (row) => (row.price ? priceText(row.price, format.money) : '–'),
    },
    {
      id: 'stock',
      label: t('products.stock'),
      align: 'right',
      cell: (row) =>
        row.stock === null ? (
          <span className="text-ink-3">{t('products.notTracked')}</span>
        ) : (
          format.number(row.stock)
        ),
    },
  ]
}

type Money = ReturnType<typeof useFormat>['money']

function priceText(price: { from: string; to: string; currency: string }, money: Money): string {
  const show = (amount: string): string => money(amount, price.currency, { exact: true })
  return price.from === price.to ? show(price.from) : `${show(price.from)} – ${show(price.to)}`
}

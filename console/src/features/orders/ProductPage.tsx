/** One product. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Product } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button, linkLook } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Tile, Tiles } from '#/ui/Figures.tsx'
import { Definitions, Notice, Page, Panel, TitleBar } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { EditProductDialog } from './EditProductDialog.tsx'

export function ProductPage() {
  const t = useT()
  const may = useRights()
  const { id = '' }: { id?: string } = useParams({ strict: false })
  const [editing, setEditing] = useState(false)
  const product = useQuery(api.commerce.products.get.queryOptions({ input: { id: Number(id) } }))
  const crumbs = (
    <Link to="/products" className={linkLook}>
      {t('products.title')}
    </Link>
  )
  const edit = product.data && may('products.write') && (
    <Button icon="edit" onClick={() => setEditing(true)}>
      {t('products.edit')}
    </Button>
  )
  return (
    <>
      <TitleBar title={product.data?.title ?? t('products.name')} crumbs={crumbs} actions={edit} />
      <Page>
        {product.error && <FailureState error={product.error} onRetry={() => void product.refetch()} />}
        {product.isPending && <Skeleton lines={8} label={t('app.loading')} />}
        {product.data && <Content product={product.data} />}
      </Page>
      {editing && product.data && (
        <EditProductDialog product={product.data} onClose={() => setEditing(false)} />
      )}
    </>
  )
}

function Content({ product }: { product: Product }) {
  const t = useT()
  return (
    <>
      {!product.inCatalogue && <Notice>{t('products.fromOrders')}</Notice>}
      <Sales product={product} />
      <div className="grid gap-5 phone:grid-cols-[minmax(0,1fr)_340px]">
        <Variants product={product} />
        <Details product={product} />
      </div>
    </>
  )
}

function Sales({ product }: { product: Product }) {
  const t = useT()
  const format = useFormat()
  const { sales } = product
  return (
    <Tiles>
      <Tile
        label={t('products.revenue')}
        figure={format.money(sales.revenue, sales.currency)}
        explanation={{ title: t('products.revenue'), definition: t('products.revenueText') }}
      />
      <Tile
        label={t('products.units')}
        figure={format.number(sales.units)}
        explanation={{ title: t('products.units'), definition: t('products.unitsText') }}
      />
      <Tile
        label={t('products.orders')}
        figure={format.number(sales.orders)}
        explanation={{
          title: t('products.orders'),
          definition: t('products.ordersText'),
          people: (
            <Link to="/orders" search={{ productId: product.id }} className={linkLook}>
              {t('products.seeOrders')}
            </Link>
          ),
        }}
      />
      <Tile
        label={t('products.lastSold')}
        figure={
          sales.lastSoldAt === null
            ? '–'
            : format.date(sales.lastSoldAt, { day: 'numeric', month: 'short', year: 'numeric' })
        }
      />
    </Tiles>
  )
}

type Variant = Product['variants'][number]

function Variants({ product }: { product: Product }) {
  const t = useT()
  const columns = useColumns()
  return (
    <Panel title={t('products.variants')} flush>
      {product.variants.length === 0 ? (
        <p className="p-4 text-ink-3">{t('products.noVariants')}</p>
      ) : (
        <DataTable
          label={t('products.variants')}
          columns={columns}
          rows={product.variants}
          rowId={(variant) => String(variant.id)}
        />
      )}
    </Panel>
  )
}

function useColumns(): Column<Variant>[] {
  const t = useT()
  const format = useFormat()
  const money = (amount: string | null, currency: string): string =>
    amount === null ? '–' : format.money(amount, currency, { exact: true })
  return [
    {
      id: 'title',
      label: t('products.variant'),
      lead: true,
      cell: (variant) => variant.title || variant.sku || variant.externalId,
    },
    { id: 'sku', label: t('products.sku'), cell: (variant) => variant.sku },
    { id: 'barcode', label: t('products.barcode'), hideOnCard: true, cell: (variant) => variant.barcode },
    {
      id: 'price',
      label: t('products.price'),
      align: 'right',
      cell: (variant) => money(variant.price, variant.currency),
    },
    {
      id: 'cost',
      label: t('products.cost'),
      align: 'right',
      cell: (variant) => money(variant.cost, variant.currency),
    },
    {
      id: 'stock',
      label: t('products.stock'),
      align: 'right',
      cell: (variant) =>
        variant.stock === null ? (
          <span className="text-ink-3">{t('products.notTracked')}</span>
        ) : (
          format.number(variant.stock)
        ),
    },
  ]
}

function Details({ product }: { product: Product }) {
  const t = useT()
  const texts = [
    [t('products.brand'), product.brand],
    [t('products.category'), product.category],
    [t('products.externalId'), product.externalId],
  ] as const
  const items = [
    {
      term: t('products.statusLabel'),
      value: (
        <Badge tone={product.status === 'active' ? 'good' : 'plain'}>
          {t(`products.status.${product.status}`)}
        </Badge>
      ),
    },
    ...texts.filter(([, value]) => value !== '').map(([term, value]) => ({ term, value })),
    ...(product.url === null
      ? []
      : [{ term: t('products.address'), value: <ShopAddress address={product.url} /> }]),
  ]
  return (
    <Panel title={t('products.details')}>
      <Definitions items={items} />
      {product.description !== '' && <p className="mt-3 line-clamp-6 text-ink-2">{product.description}</p>}
    </Panel>
  )
}

/** Files write addresses of every kind; only pages become links. */
function ShopAddress({ address }: { address: string }) {
  if (!/^(https?:\/\/|\/[^/])/.test(address)) return address
  return (
    <a href={address} className={linkLook} target="_blank" rel="noreferrer">
      {address.replace(/^https?:\/\//, '')}
    </a>
  )
}

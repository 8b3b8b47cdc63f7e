/** What was bought, and what it came to. */
import { Link } from '@tanstack/react-router'
import type { Order } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { linkLook } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { Definitions, Panel } from '#/ui/Panel.tsx'

type Line = Order['lines'][number]

export function OrderLines({ order }: { order: Order }) {
  const t = useT()
  const columns = useColumns(order.currency)
  return (
    <Panel title={t('orders.lines')} flush>
      <DataTable
        label={t('orders.lines')}
        columns={columns}
        rows={order.lines}
        rowId={(line) => String(line.position)}
      />
    </Panel>
  )
}

function useColumns(currency: string): Column<Line>[] {
  const t = useT()
  const format = useFormat()
  const money = (amount: string): string => format.money(amount, currency, { exact: true })
  return [
    {
      id: 'product',
      label: t('orders.product'),
      lead: true,
      cell: (line) => <LineTitle line={line} />,
    },
    {
      id: 'quantity',
      label: t('orders.quantity'),
      align: 'right',
      cell: (line) => format.number(line.quantity),
    },
    { id: 'price', label: t('orders.unitPrice'), align: 'right', cell: (line) => money(line.unitPrice) },
    {
      id: 'discount',
      label: t('orders.discount'),
      align: 'right',
      hideOnCard: true,
      cell: (line) => [line.discount, line.orderDiscount].filter(isSome).map(money).join(' + '),
    },
    { id: 'total', label: t('orders.lineTotal'), align: 'right', cell: (line) => money(line.total) },
  ]
}

function isSome(amount: string): boolean {
  return Number(amount) !== 0
}

function LineTitle({ line }: { line: Line }) {
  const title = <span className="block max-w-[360px] truncate">{line.title}</span>
  if (line.productId === null) return title
  return (
    <Link to={`/products/${line.productId}` as never} className={linkLook}>
      {title}
    </Link>
  )
}

export function OrderAmounts({ order }: { order: Order }) {
  const t = useT()
  const format = useFormat()
  const money = (amount: string, currency = order.currency) => (
    <span className="num">{format.money(amount, currency, { exact: true })}</span>
  )
  const parts = [
    [t('orders.subtotal'), order.subtotal],
    [t('orders.orderDiscount'), order.discount],
    [t('orders.shipping'), order.shipping],
    [t('orders.tax'), order.tax],
  ] as const
  const items = [
    ...parts.filter(([, amount]) => isSome(amount)).map(([term, amount]) => ({ term, value: money(amount) })),
    { term: t('orders.total'), value: <strong>{money(order.total)}</strong> },
    ...(isSome(order.refunded) ? [{ term: t('orders.refunded'), value: money(order.refunded) }] : []),
    ...(order.currency === order.reportingCurrency
      ? []
      : [
          {
            term: t('orders.converted', { currency: order.reportingCurrency }),
            value:
              order.reportingTotal === null
                ? t('orders.noRate')
                : money(order.reportingTotal, order.reportingCurrency),
          },
        ]),
  ]
  return (
    <Panel
      title={t('orders.amounts')}
      {...(order.rate !== null &&
        order.currency !== order.reportingCurrency && { foot: <RateUsed order={order} rate={order.rate} /> })}
    >
      <Definitions items={items} />
    </Panel>
  )
}

function RateUsed({ order, rate }: { order: Order; rate: string }) {
  const t = useT()
  const format = useFormat()
  const shown = format.number(rate, { maximumFractionDigits: 6 })
  return <>{t('orders.rate', { from: order.currency, rate: shown, to: order.reportingCurrency })}</>
}

/** One order. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Order } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button, linkLook } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Definitions, Page, Panel, TitleBar } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'
import { Timeline } from '#/ui/Timeline.tsx'

import { CancelDialog } from './CancelDialog.tsx'
import { PaymentBadge, StatusBadge } from './OrderBadge.tsx'
import { OrderAmounts, OrderLines } from './OrderLines.tsx'
import { RefundDialog } from './RefundDialog.tsx'

export function OrderPage() {
  const t = useT()
  const { id = '' }: { id?: string } = useParams({ strict: false })
  const order = useQuery(api.commerce.orders.get.queryOptions({ input: { id } }))
  const crumbs = (
    <Link to="/orders" className={linkLook}>
      {t('orders.title')}
    </Link>
  )
  return (
    <>
      <TitleBar
        title={order.data?.number ?? t('orders.number')}
        crumbs={crumbs}
        actions={order.data && <Actions order={order.data} />}
      />
      <Page>
        {order.error && <FailureState error={order.error} onRetry={() => void order.refetch()} />}
        {order.isPending && <Skeleton lines={8} label={t('app.loading')} />}
        {order.data && <Content order={order.data} />}
      </Page>
    </>
  )
}

function Actions({ order }: { order: Order }) {
  const t = useT()
  const may = useRights()
  const [open, setOpen] = useState<'cancel' | 'refund' | null>(null)
  if (!may('orders.write')) return null
  return (
    <>
      {Number(order.refundable) > 0 && (
        <Button icon="return" onClick={() => setOpen('refund')}>
          {t('orders.refundOrder')}
        </Button>
      )}
      {order.cancelledAt === null && (
        <Button kind="danger" onClick={() => setOpen('cancel')}>
          {t('orders.cancelOrder')}
        </Button>
      )}
      {open === 'refund' && <RefundDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CancelDialog order={order} onClose={() => setOpen(null)} />}
    </>
  )
}

function Content({ order }: { order: Order }) {
  return (
    <div className="grid gap-5 phone:grid-cols-[minmax(0,1fr)_340px]">
      <div className="flex min-w-0 flex-col gap-5">
        <OrderLines order={order} />
        <Happened order={order} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <Details order={order} />
        <OrderAmounts order={order} />
        <Payments order={order} />
      </div>
    </div>
  )
}

function Details({ order }: { order: Order }) {
  const t = useT()
  const format = useFormat()
  const texts = [
    [t('orders.city'), [order.city, order.country].filter(Boolean).join(', ')],
    [t('orders.channel'), order.channel],
    [t('orders.coupon'), order.coupon],
    [t('orders.source'), order.source],
    [t('orders.note'), order.note],
  ] as const
  const items = [
    {
      term: t('orders.statusLabel'),
      value: (
        <span className="flex flex-wrap gap-1">
          <StatusBadge status={order.status} />
          <PaymentBadge status={order.financialStatus} />
        </span>
      ),
    },
    { term: t('orders.customer'), value: <CustomerLink order={order} /> },
    { term: t('orders.placed'), value: format.dateTime(order.placedAt) },
    ...texts.filter(([, value]) => value !== '').map(([term, value]) => ({ term, value })),
  ]
  return (
    <Panel title={t('orders.details')}>
      <Definitions items={items} />
    </Panel>
  )
}

function CustomerLink({ order }: { order: Order }) {
  const t = useT()
  if (!order.customer) return <span className="text-ink-3">{t('orders.nameless')}</span>
  return (
    <Link to={`/customers/${order.customer.id}` as never} className={linkLook}>
      {order.customer.name ?? order.customer.email ?? `#${order.customer.id}`}
    </Link>
  )
}

function Payments({ order }: { order: Order }) {
  const t = useT()
  const format = useFormat()
  return (
    <Panel title={t('orders.payments')}>
      {order.payments.length === 0 && <p className="text-ink-3">{t('orders.noPayments')}</p>}
      <Definitions
        items={order.payments.map((payment) => ({
          term: payment.method,
          value: <span className="num">{format.money(payment.amount, order.currency, { exact: true })}</span>,
        }))}
      />
    </Panel>
  )
}

const icons = { placed: 'order', payment: 'check', refund: 'return', cancelled: 'close' } as const

function Happened({ order }: { order: Order }) {
  const t = useT()
  const format = useFormat()
  const days = Map.groupBy(order.moments.toReversed(), (moment) => format.day(moment.at))
  return (
    <Panel title={t('orders.happened')}>
      <Timeline
        days={[...days].map(([label, moments]) => ({
          id: label,
          label,
          items: moments.map((moment, index) => ({
            id: `${moment.kind}${moment.at}${index}`,
            icon: icons[moment.kind],
            tone: moment.kind === 'cancelled' ? ('bad' as const) : ('plain' as const),
            title: [
              t(`orders.moment.${moment.kind}`),
              moment.amount === null ? '' : format.money(moment.amount, order.currency, { exact: true }),
            ]
              .filter(Boolean)
              .join(' · '),
            sub: moment.text || undefined,
            time: format.time(moment.at),
            dateTime: moment.at,
          })),
        }))}
      />
    </Panel>
  )
}

/** How much of the business needs a coupon, who buys only with one, and whether those who began with one come back. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { Tile, Tiles } from '#/ui/Figures.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { Answer } from '#/features/insight/Answer.tsx'
import { useReach } from '#/features/insight/reach.ts'
import { ShareRows } from '#/features/insight/ShareRows.tsx'
import { useShareReach } from '#/features/insight/words.ts'

type Data = Awaited<ReturnType<typeof client.insight.couponDependence>>
type Coupon = Data['coupons'][number]

const habits = ['never', 'sometimes', 'always'] as const

export function Coupons() {
  const t = useT()
  const { input } = useReach()
  const coupons = useQuery({
    ...api.insight.couponDependence.queryOptions({ input }),
    placeholderData: keepPreviousData,
  })
  return (
    <Answer
      of={coupons}
      empty={({ orders }) => orders === 0}
      title={t('goods.coupons')}
      nothing={t('insight.noRows')}
    >
      {(data) => (
        <>
          <Weight data={data} />
          <div className="grid items-start gap-5 wide:grid-cols-2">
            <Habits data={data} />
            <Beginners data={data} />
          </div>
          <CouponTable rows={data.coupons} />
        </>
      )}
    </Answer>
  )
}

function Weight({ data }: { data: Data }) {
  const t = useT()
  const format = useFormat()
  const reach = useShareReach()
  const money = (value: string): string => format.money(value, format.currency)
  const revenue = Number(data.revenue)
  return (
    <Tiles>
      <Tile
        label={t('measures.couponShare')}
        figure={format.percent(data.share)}
        explanation={{
          title: t('measures.couponShare'),
          definition: t('definitions.couponShare'),
          formula: t('formulas.couponShare'),
          note: t('goods.couponSample', {
            n: data.orders,
            hits: data.couponOrders,
            reach: reach(data.interval),
          }),
        }}
        sub={reach(data.interval)}
      />
      <Tile
        label={t('goods.couponRevenue')}
        figure={money(data.couponRevenue)}
        sub={t('goods.ofRevenue', {
          share: format.percent(revenue === 0 ? 0 : Number(data.couponRevenue) / revenue),
        })}
      />
      <Tile
        label={t('measures.discounts')}
        figure={money(data.discounts)}
        sub={t('goods.ofRevenue', {
          share: format.percent(revenue === 0 ? 0 : Number(data.discounts) / revenue),
        })}
      />
    </Tiles>
  )
}

function Habits({ data }: { data: Data }) {
  const t = useT()
  const whole = habits.reduce((sum, habit) => sum + data.customers[habit], 0)
  return (
    <Panel title={t('goods.habits')}>
      <ShareRows
        label={t('goods.habits')}
        rows={habits.map((habit) => ({
          id: habit,
          label: t(`goods.habit.${habit}`),
          count: data.customers[habit],
          share: data.customers[habit] / Math.max(1, whole),
        }))}
      />
    </Panel>
  )
}

/** Whether the second order comes as often after a first one with a coupon. */
function Beginners({ data: { first } }: { data: Data }) {
  const t = useT()
  const format = useFormat()
  const rows = (['withCoupon', 'without'] as const).map((id) => ({
    id,
    label: t(`goods.began.${id}`),
    count: first[id].hits,
    share: first[id].hits / Math.max(1, first[id].n),
  }))
  return (
    <Panel title={t('goods.beganTitle')} foot={<span>{t('goods.beganNote')}</span>}>
      <ShareRows label={t('goods.beganTitle')} rows={rows} />
      <p className="mt-3 text-ink-2">{beganText()}</p>
    </Panel>
  )

  function beganText(): string {
    const { difference, interval } = first
    if (difference === null || interval === null) return t('insight.tooFew')
    const values = {
      points: format.number(Math.abs(difference) * 100, { maximumFractionDigits: 1 }),
      low: format.number(interval.low * 100, { maximumFractionDigits: 1 }),
      high: format.number(interval.high * 100, { maximumFractionDigits: 1 }),
    }
    if (interval.low <= 0 && interval.high >= 0) return t('goods.beganNoise', values)
    return t(difference > 0 ? 'goods.beganMore' : 'goods.beganLess', values)
  }
}

function CouponTable({ rows }: { rows: readonly Coupon[] }) {
  const t = useT()
  const format = useFormat()
  if (rows.length === 0) return null
  const columns: Column<Coupon>[] = [
    {
      id: 'coupon',
      label: t('goods.coupon'),
      lead: true,
      cell: (row) => <span className="font-mono text-12 font-medium">{row.coupon}</span>,
    },
    { id: 'orders', label: t('measures.orders'), align: 'right', cell: (row) => format.number(row.orders) },
    {
      id: 'customers',
      label: t('measures.customers'),
      align: 'right',
      cell: (row) => format.number(row.customers),
    },
    {
      id: 'new',
      label: t('measures.newCustomers'),
      align: 'right',
      cell: (row) => format.number(row.newCustomers),
    },
    {
      id: 'revenue',
      label: t('measures.revenue'),
      align: 'right',
      cell: (row) => format.money(row.revenue, format.currency),
    },
  ]
  return (
    <Panel title={t('goods.byCoupon')} flush>
      <DataTable label={t('goods.byCoupon')} columns={columns} rows={rows} rowId={({ coupon }) => coupon} />
    </Panel>
  )
}

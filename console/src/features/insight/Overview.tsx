/** The figures of a period, how one of them went, and how soon people come back. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { MeasureName } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Notice } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { type FiguresAnswer, useShownFigures } from '#/ui/explain.tsx'
import { FigureTiles } from './FigureTiles.tsx'
import { MeasureTrend } from './MeasureTrend.tsx'
import { NoOrders } from './NoOrders.tsx'
import { useChoice, useReach } from './reach.ts'
import { SecondOrder } from './SecondOrder.tsx'

const groups = {
  sales: [
    'revenue',
    'newRevenue',
    'returningRevenue',
    'newRevenueShare',
    'orders',
    'averageOrder',
    'medianOrder',
    'pieces',
  ],
  people: [
    'customers',
    'newCustomers',
    'returningCustomers',
    'ordersPerCustomer',
    'repeatRate',
    'repeaterRevenueShare',
    'retention',
    'churn',
    'lifetimeValue',
    'conversion',
  ],
  earned: ['margin', 'marginRate', 'discounts', 'couponShare', 'refunds', 'refundShare', 'unnamedRevenue'],
} as const satisfies Record<string, readonly MeasureName[]>

const groupNames = ['sales', 'people', 'earned'] as const
const measures = [...groups.sales, ...groups.people, ...groups.earned] as [MeasureName, ...MeasureName[]]

export function Overview() {
  const t = useT()
  const { reach, input } = useReach()
  const [measure, choose] = useChoice('measure', measures)
  const figures = useQuery({
    ...api.insight.figures.queryOptions({ input: { ...input, compare: reach.compare } }),
    placeholderData: keepPreviousData,
  })
  const ever = useQuery(api.insight.figures.queryOptions({ input: { compare: 'none' } }))
  const shown = useShownFigures(figures.data)
  const error = figures.error ?? ever.error
  if (error) return <FailureState error={error} onRetry={() => void figures.refetch()} />
  if (!figures.data || !ever.data) return <Skeleton label={t('app.loading')} lines={6} />
  if (ever.data.last === null) return <NoOrders />
  const empty = figures.data.figures.every(({ sample }) => sample === 0)
  return (
    <>
      <Reckoned answer={ever.data} compared={figures.data.compared} empty={empty} />
      {groupNames.map((name) => (
        <section key={name} className="flex flex-col gap-2">
          <h2 className="text-13 font-semibold">{t(`insight.tiles.${name}`)}</h2>
          <FigureTiles
            names={groups[name]}
            shown={shown}
            chosen={measure}
            onChoose={(next) => choose(next as MeasureName)}
          />
        </section>
      ))}
      <MeasureTrend measure={measure} />
      <SecondOrder />
    </>
  )
}

function Reckoned({
  answer,
  compared,
  empty,
}: {
  answer: FiguresAnswer
  compared: FiguresAnswer['compared']
  empty: boolean
}) {
  const t = useT()
  const format = useFormat()
  const { first, last, reference } = answer
  if (!first || !last || !reference) return null
  const show = (day: string): string => format.date(`${day}T12:00:00Z`)
  if (empty) return <Notice>{t('insight.emptyPeriod', { last: show(last) })}</Notice>
  return (
    <p className="text-12 text-ink-3">
      {t('insight.reckonedFrom', { day: show(reference), first: show(first), last: show(last) })}{' '}
      {compared && t('insight.comparedWith', { from: show(compared.from), to: show(compared.to) })}
    </p>
  )
}

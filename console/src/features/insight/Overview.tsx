/** The figures of a period, how they went, and how soon people come back. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Chart } from '#/ui/Chart.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Segmented } from '#/ui/Field.tsx'
import { Notice, Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { type FiguresAnswer, useShownFigures } from './explain.ts'
import { FigureTiles } from './FigureTiles.tsx'
import { NoOrders } from './NoOrders.tsx'
import { usePeriod } from './period.ts'
import { SecondOrder } from './SecondOrder.tsx'

const firstRow = ['revenue', 'orders', 'customers', 'averageOrder', 'repeatRate']
const secondRow = [
  'repeaterRevenueShare',
  'ordersPerCustomer',
  'medianOrder',
  'newCustomers',
  'refunds',
  'unnamedRevenue',
]

export function Overview() {
  const t = useT()
  const { days } = usePeriod()
  const figures = useQuery({
    ...api.insight.figures.queryOptions({ input: days }),
    placeholderData: keepPreviousData,
  })
  const ever = useQuery(api.insight.figures.queryOptions({ input: {} }))
  const shown = useShownFigures(figures.data)
  if (figures.error) return <FailureState error={figures.error} onRetry={() => void figures.refetch()} />
  if (!figures.data || !ever.data) return <Skeleton label={t('app.loading')} lines={6} />
  if (ever.data.last === null) return <NoOrders />
  return (
    <>
      <Reckoned answer={ever.data} emptyPeriod={figures.data.last === null} />
      <FigureTiles names={firstRow} shown={shown} />
      <FigureTiles names={secondRow} shown={shown} />
      <Trend days={days} />
      <SecondOrder />
    </>
  )
}

function Reckoned({ answer, emptyPeriod }: { answer: FiguresAnswer; emptyPeriod: boolean }) {
  const t = useT()
  const format = useFormat()
  const { first, last, reference } = answer
  if (!first || !last || !reference) return null
  const show = (day: string): string => format.date(`${day}T12:00:00Z`)
  if (emptyPeriod) return <Notice>{t('insight.emptyPeriod', { last: show(last) })}</Notice>
  return (
    <p className="text-12 text-ink-3">
      {t('insight.reckonedFrom', { day: show(reference), first: show(first), last: show(last) })}
    </p>
  )
}

function Trend({ days }: { days: { from?: string; to?: string } }) {
  const t = useT()
  const format = useFormat()
  const [step, setStep] = useState<'day' | 'week' | 'month'>(days.from ? 'day' : 'month')
  const trend = useQuery({
    ...api.insight.trend.queryOptions({ input: { ...days, step } }),
    placeholderData: keepPreviousData,
  })
  const points = trend.data?.points
  const chart = useMemo(() => {
    const shown = points ?? []
    const name = (start: string): string =>
      step === 'month'
        ? format.month(start.slice(0, 7))
        : format.date(`${start}T12:00:00Z`, { day: 'numeric', month: 'short', year: '2-digit' })
    return {
      categories: shown.map((point) => name(point.start)),
      series: [
        {
          name: t('insight.trendRevenue'),
          values: shown.map((point) => Number(point.revenue)),
          kind: 'bar' as const,
        },
        {
          name: t('insight.trendNew'),
          values: shown.map((point) => Number(point.newRevenue)),
          comparison: true,
        },
      ],
    }
  }, [points, step, format, t])
  const texts = { table: t('app.asTable'), chart: t('app.asChart'), png: t('app.png'), csv: t('app.csv') }
  return (
    <Panel
      title={t('insight.trend')}
      end={
        <Segmented
          label={t('insight.step')}
          value={step}
          onChange={setStep}
          choices={(['day', 'week', 'month'] as const).map((value) => ({
            value,
            label: t(`insight.${value}`),
          }))}
        />
      }
    >
      {trend.error ? (
        <FailureState error={trend.error} onRetry={() => void trend.refetch()} />
      ) : (
        <Chart
          label={t('insight.trend')}
          {...chart}
          format={(value) => format.money(value, format.currency)}
          texts={texts}
        />
      )}
    </Panel>
  )
}

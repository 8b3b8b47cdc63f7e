/** How soon a second order comes: shares with intervals, and the curve. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Chart } from '#/ui/Chart.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { useReach } from './reach.ts'
import { useChartTexts } from './words.ts'

export function SecondOrder() {
  const t = useT()
  const format = useFormat()
  const { among } = useReach()
  const second = useQuery(api.insight.secondOrder.queryOptions({ input: among }))
  const { data } = second
  const chart = useMemo(() => {
    const points = (data?.curve ?? []).filter((point) => point.days <= 365)
    return {
      categories: points.map((point) => String(point.days)),
      series: [{ name: t('insight.secondOrder'), values: points.map((point) => point.share) }],
    }
  }, [data, t])
  const texts = useChartTexts()
  return (
    <Panel
      title={t('insight.secondOrder')}
      end={
        data && <span className="num text-12 text-ink-3">{t('insight.sample', { n: data.customers })}</span>
      }
    >
      {second.error && <FailureState error={second.error} onRetry={() => void second.refetch()} />}
      {!data && !second.error && <Skeleton label={t('app.loading')} />}
      {data && (
        <div className="grid gap-6 wide:grid-cols-[320px_minmax(0,1fr)]">
          <div>
            <p className="text-ink-2">{t('insight.secondOrderText')}</p>
            <dl className="mt-3 grid grid-cols-[1fr_auto_auto] items-baseline gap-x-4 gap-y-2">
              {data.shares.map(({ days, share, low, high }) => (
                <div key={days} className="contents">
                  <dt className="text-ink-2">{t('insight.within', { days })}</dt>
                  <dd className="num text-right text-16 font-semibold">{format.percent(share)}</dd>
                  <dd className="num text-12 text-ink-3">
                    {low !== null && high !== null && `${format.percent(low)} – ${format.percent(high)}`}
                  </dd>
                </div>
              ))}
            </dl>
            <p className="mt-3 text-12 text-ink-3">
              {data.medianGapDays === null
                ? t('insight.noGap')
                : t('insight.medianGap', { days: data.medianGapDays, gaps: data.gaps })}
            </p>
          </div>
          <Chart
            label={t('insight.secondOrder')}
            {...chart}
            axis={t('insight.daysAfter')}
            format={(value) => format.percent(value, 0)}
            texts={texts}
            height={220}
          />
        </div>
      )}
    </Panel>
  )
}

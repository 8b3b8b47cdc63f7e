/** How one measure went, with its interval and the period it is compared with beside it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { MeasureName } from '@vefa/contract'

import { useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Chart } from '#/ui/Chart.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Segmented } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { axisText } from '#/ui/explain.tsx'
import { type Days, useChoice, useReach } from './reach.ts'
import { useChartTexts } from './words.ts'

const steps = ['day', 'week', 'month'] as const

/** Steps of which a period has enough to see and not too many: the first is the usual one. */
function stepsFor({ from, to }: Days): readonly ['day' | 'week' | 'month', ...('day' | 'week' | 'month')[]] {
  const days = from && to ? (Date.parse(to) - Date.parse(from)) / 86_400_000 : Number.POSITIVE_INFINITY
  if (days <= 45) return ['day', 'week', 'month']
  return days <= 200 ? ['week', 'day', 'month'] : ['month', 'week', 'day']
}

export function MeasureTrend({ measure }: { measure: MeasureName }) {
  const t = useT()
  const name = useCodeText('measures')
  const { reach, input } = useReach()
  const [step, setStep] = useChoice('step', stepsFor(reach.days))
  const trend = useQuery({
    ...api.insight.measureTrend.queryOptions({ input: { ...input, measure, step, compare: reach.compare } }),
    placeholderData: keepPreviousData,
  })
  return (
    <Panel
      title={t('insight.trendOf', { measure: name(measure) })}
      end={
        <Segmented
          label={t('insight.step')}
          value={step}
          onChange={setStep}
          choices={steps.map((value) => ({ value, label: t(`insight.${value}`) }))}
        />
      }
    >
      {trend.error && <FailureState error={trend.error} onRetry={() => void trend.refetch()} />}
      {trend.isLoading && <Skeleton label={t('app.loading')} lines={5} />}
      {trend.data && <TrendChart answer={trend.data} label={name(measure)} step={step} />}
    </Panel>
  )
}

type Answer = Awaited<ReturnType<typeof client.insight.measureTrend>>
type Point = Answer['points'][number]

function TrendChart({
  answer,
  label,
  step,
}: {
  answer: Answer
  label: string
  step: (typeof steps)[number]
}) {
  const t = useT()
  const format = useFormat()
  const texts = useChartTexts()
  const chart = useMemo(() => {
    const nameOf = ({ start }: Point): string =>
      step === 'month'
        ? format.month(start.slice(0, 7))
        : format.date(`${start}T12:00:00Z`, { day: 'numeric', month: 'short', year: '2-digit' })
    const values = (points: readonly Point[]) =>
      answer.points.map((_, index) => {
        const value = points[index]?.value ?? null
        return value === null ? null : Number(value)
      })
    const hasBand = answer.points.some((point) => point.interval !== null)
    const hasCompared = answer.compared.some((point) => point.value !== null)
    return {
      categories: answer.points.map(nameOf),
      series: [
        {
          name: label,
          values: values(answer.points),
          ...(hasBand && { band: answer.points.map((point) => point.interval) }),
        },
        ...(hasCompared
          ? [{ name: t('insight.comparedLine'), values: values(answer.compared), comparison: true }]
          : []),
      ],
    }
  }, [answer, step, label, format, t])
  const { kind } = answer
  return (
    <>
      <Chart label={label} {...chart} format={(value) => axisText(format, kind, value)} texts={texts} />
      {chart.series.some((one) => 'band' in one) && (
        <p className="mt-1 text-12 text-ink-3">{t('insight.bandNote')}</p>
      )}
    </>
  )
}

/** How many people the segment held at the end of each day, and who came and went. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Chart } from '#/ui/Chart.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Segmented } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

const lengths = ['30', '90', '365'] as const

export function Growth({ id }: { id: string }) {
  const t = useT()
  const format = useFormat()
  const [days, setDays] = useState<(typeof lengths)[number]>('90')
  const growth = useQuery(api.segments.growth.queryOptions({ input: { id, days: Number(days) } }))
  const chart = useMemo(() => {
    const points = growth.data?.points ?? []
    return {
      categories: points.map((point) =>
        format.date(`${point.day}T12:00:00Z`, { day: 'numeric', month: 'short' }),
      ),
      series: [
        { name: t('segments.people'), values: points.map((point) => point.people) },
        { name: t('segments.entered'), kind: 'bar' as const, values: points.map((point) => point.entered) },
        { name: t('segments.left'), kind: 'bar' as const, values: points.map((point) => -point.left) },
      ],
    }
  }, [growth.data, format, t])
  const texts = { table: t('app.asTable'), chart: t('app.asChart'), png: t('app.png'), csv: t('app.csv') }
  return (
    <Panel
      title={t('segments.growth')}
      end={
        <Segmented
          label={t('segments.growthDays')}
          value={days}
          onChange={setDays}
          choices={lengths.map((value) => ({ value, label: t('segments.days', { days: Number(value) }) }))}
        />
      }
    >
      {growth.error && <FailureState error={growth.error} onRetry={() => void growth.refetch()} />}
      {growth.isPending && <Skeleton label={t('app.loading')} />}
      {growth.data && chart.categories.length === 0 && (
        <p className="text-ink-3">{t('segments.growthNone')}</p>
      )}
      {growth.data && chart.categories.length > 0 && (
        <Chart
          label={t('segments.growth')}
          {...chart}
          format={(value) => format.number(value)}
          texts={texts}
          height={220}
        />
      )}
    </Panel>
  )
}

/** Repeat orders by week as they came and as the model expects. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Chart } from '#/ui/Chart.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

export function Tracking() {
  const t = useT()
  const format = useFormat()
  const tracking = useQuery(api.models.tracking.queryOptions())
  const { data } = tracking
  const chart = useMemo(
    () => ({
      categories: (data?.points ?? []).map((point) => String(point.week)),
      series: [
        { name: t('models.actual'), values: (data?.points ?? []).map((point) => point.actual) },
        {
          name: t('models.expected'),
          values: (data?.points ?? []).map((point) => point.expected),
          comparison: true,
        },
      ],
    }),
    [data, t],
  )
  const texts = { table: t('app.asTable'), chart: t('app.asChart'), png: t('app.png'), csv: t('app.csv') }
  return (
    <Panel title={t('models.trackingTitle')} foot={t('models.trackingNote')}>
      {tracking.error && <FailureState error={tracking.error} onRetry={() => void tracking.refetch()} />}
      {tracking.isPending && <Skeleton label={t('app.loading')} />}
      {data && (
        <Chart
          label={t('models.tracking')}
          {...chart}
          unit={t('models.week')}
          format={(value) => format.number(value, { maximumFractionDigits: 0 })}
          texts={texts}
        />
      )}
    </Panel>
  )
}

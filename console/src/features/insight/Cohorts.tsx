/** The cohort table: who of those that came in a month came again in the months after. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Segmented } from '#/ui/Field.tsx'
import { type HeatRow, HeatTable } from '#/ui/Heat.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { NoOrders } from './NoOrders.tsx'

type Cohort = Awaited<ReturnType<typeof client.insight.cohorts>>['rows'][number]
type Shown = 'customers' | 'orders' | 'revenue'

export function Cohorts() {
  const t = useT()
  const [shown, setShown] = useState<Shown>('customers')
  const cohorts = useQuery(api.insight.cohorts.queryOptions({ input: {} }))
  if (cohorts.error) return <FailureState error={cohorts.error} onRetry={() => void cohorts.refetch()} />
  if (!cohorts.data) return <Skeleton label={t('app.loading')} lines={8} />
  if (cohorts.data.rows.length === 0) return <NoOrders />
  const choices = [
    { value: 'customers', label: t('insight.showCustomers') },
    { value: 'orders', label: t('insight.showOrders') },
    { value: 'revenue', label: t('insight.showRevenue') },
  ] as const
  return (
    <Panel
      title={t('insight.cohortTitle')}
      end={
        <Segmented<Shown>
          label={t('insight.cohortTitle')}
          value={shown}
          onChange={setShown}
          choices={choices}
        />
      }
      foot={cohorts.data.rows.some((row) => row.lastIsPartial) && t('insight.partial')}
    >
      <CohortTable rows={cohorts.data.rows} shown={shown} />
    </Panel>
  )
}

function CohortTable({ rows, shown }: { rows: readonly Cohort[]; shown: Shown }) {
  const t = useT()
  const format = useFormat()
  const width = Math.max(...rows.map((row) => row.customers.length))
  const text = (row: Cohort, index: number): string => {
    if (shown === 'customers') return format.percent((row.customers[index] ?? 0) / Math.max(1, row.size), 0)
    if (shown === 'orders') return format.number(row.orders[index] ?? 0)
    return format.number(Number(row.revenue[index] ?? 0), { notation: 'compact', maximumFractionDigits: 1 })
  }
  const amount = (row: Cohort, index: number): number =>
    Number(row[shown][index] ?? 0) / (shown === 'customers' ? Math.max(1, row.size) : 1)
  const greatest = Math.max(
    ...rows.flatMap((row) => row.customers.map((_, index) => (index === 0 ? 0 : amount(row, index)))),
    1e-9,
  )
  const heat: HeatRow[] = rows.map((row) => ({
    id: row.cohort,
    label: format.month(row.cohort),
    lead: format.number(row.size),
    cells: row.customers.map((_, index) => ({
      id: `${row.cohort}-${index}`,
      share: index === 0 ? null : amount(row, index) / greatest,
      text: text(row, index),
      title: t('insight.cohortCell', {
        cohort: format.month(row.cohort),
        month: index,
        value: text(row, index),
      }),
    })),
  }))
  return (
    <HeatTable
      label={t('insight.cohortTitle')}
      leadLabel={t('insight.cohortSize')}
      columns={Array.from({ length: width }, (_, index) => String(index))}
      rows={heat}
    />
  )
}

/** Who stays: cohorts by what the first order was, as triangle and curves; and churn by each person's own interval. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { cohortKinds } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Input, Segmented, Select } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { NoOrders } from '#/features/insight/NoOrders.tsx'
import { useChoice, useReach } from '#/features/insight/reach.ts'

import { Churn } from './Churn.tsx'
import { CohortCurves } from './CohortCurves.tsx'
import { CohortTable } from './CohortTable.tsx'
import { shownMeasures } from './cohort-values.ts'

export type Cohorts = Awaited<ReturnType<typeof client.insight.retention>>

const monthForm = /^\d{4}-\d{2}$/

/** First and last month of the cohorts as the address has them. */
function useMonths() {
  const search: { first?: string; last?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const said = (value: string | undefined): value is string => monthForm.test(value ?? '')
  const months = {
    ...(said(search.first) && { first: search.first }),
    ...(said(search.last) && { last: search.last }),
  }
  const choose = (part: { first?: string | undefined; last?: string | undefined }): void => {
    void navigate({ to: '.', search: (old: object) => ({ ...old, ...part }), replace: true })
  }
  return { months, choose }
}

export function Retention() {
  const t = useT()
  const { among } = useReach()
  const [by] = useChoice('by', cohortKinds)
  const [shown] = useChoice('show', shownMeasures)
  const { months } = useMonths()
  const cohorts = useQuery({
    ...api.insight.retention.queryOptions({ input: { ...among, ...months, by } }),
    placeholderData: keepPreviousData,
  })
  if (cohorts.error) return <FailureState error={cohorts.error} onRetry={() => void cohorts.refetch()} />
  if (!cohorts.data) return <Skeleton label={t('app.loading')} lines={8} />
  const narrowed = months.first !== undefined || months.last !== undefined || Object.keys(among).length > 0
  const empty = cohorts.data.cohorts.length === 0
  if (empty && !narrowed) return <NoOrders />
  return (
    <>
      <Choices />
      {empty ? (
        <Panel flush>
          <EmptyState title={t('retention.title')}>{t('insight.noRows')}</EmptyState>
        </Panel>
      ) : (
        <>
          <CohortTable answer={cohorts.data} by={by} shown={shown} />
          <CohortCurves answer={cohorts.data} by={by} shown={shown} />
        </>
      )}
      <Churn />
    </>
  )
}

function Choices() {
  const t = useT()
  const [by, chooseBy] = useChoice('by', cohortKinds)
  const [shown, choose] = useChoice('show', shownMeasures)
  const { months, choose: chooseMonths } = useMonths()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label={t('retention.by')}
        value={by}
        onChange={(event) => chooseBy(event.target.value as typeof by)}
        choices={cohortKinds.map((value) => ({ value, label: t(`retention.kinds.${value}`) }))}
      />
      <MonthInput
        label={t('retention.firstMonth')}
        value={months.first ?? ''}
        onChange={(first) => chooseMonths({ first })}
      />
      <span className="text-ink-3">–</span>
      <MonthInput
        label={t('retention.lastMonth')}
        value={months.last ?? ''}
        onChange={(last) => chooseMonths({ last })}
      />
      <div className="max-w-full overflow-x-auto">
        <Segmented
          label={t('retention.show')}
          value={shown}
          onChange={choose}
          choices={shownMeasures.map((value) => ({ value, label: t(`retention.shows.${value}`) }))}
        />
      </div>
    </div>
  )
}

function MonthInput({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (month: string | undefined) => void
}) {
  return (
    <span className="w-[150px]">
      <Input
        type="month"
        aria-label={label}
        title={label}
        value={value}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    </span>
  )
}

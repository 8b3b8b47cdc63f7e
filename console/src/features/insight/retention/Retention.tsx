/** Who stays: cohorts by what the first order was, as triangle and curves; and churn by each person's own interval. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { cohortKinds } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Segmented, Select } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { NoOrders } from '#/features/insight/NoOrders.tsx'
import { useChoice, useReach } from '#/features/insight/reach.ts'
import { keepWhile } from '#/features/insight/words.ts'

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
    placeholderData: keepWhile('by', by),
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
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label={t('retention.by')}
        value={by}
        onChange={(event) => chooseBy(event.target.value as typeof by)}
        choices={cohortKinds.map((value) => ({ value, label: t(`retention.kinds.${value}`) }))}
      />
      <MonthChoices />
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

/** Every month from the first order to the last, newest first. */
function monthsBetween(first: string, last: string): string[] {
  const [year = 0, month = 0] = last.split('-').map(Number)
  const months: string[] = []
  for (let back = 0; back < 600; back += 1) {
    const name = new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7)
    if (name < first.slice(0, 7)) break
    months.push(name)
  }
  return months
}

function MonthChoices() {
  const t = useT()
  const format = useFormat()
  const { months, choose } = useMonths()
  const ever = useQuery(api.insight.figures.queryOptions({ input: { compare: 'none' } }))
  const { first, last } = ever.data ?? {}
  if (!first || !last) return null
  const known = monthsBetween(first, last).map((value) => ({ value, label: format.month(value) }))
  return (
    <>
      <Select
        aria-label={t('retention.firstMonth')}
        value={months.first ?? ''}
        onChange={(event) => choose({ first: event.target.value || undefined })}
        choices={[{ value: '', label: t('retention.fromStart') }, ...known]}
      />
      <span className="text-ink-3">–</span>
      <Select
        aria-label={t('retention.lastMonth')}
        value={months.last ?? ''}
        onChange={(event) => choose({ last: event.target.value || undefined })}
        choices={[{ value: '', label: t('retention.untilNow') }, ...known]}
      />
    </>
  )
}

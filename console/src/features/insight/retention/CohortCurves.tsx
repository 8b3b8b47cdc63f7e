/** The same cohorts as curves: share that comes back, or what a customer has brought so far, month by month. */
import { useMemo } from 'react'

import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { Chart } from '#/ui/Chart.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { shortText } from '#/ui/explain.tsx'
import { useChartTexts } from '#/features/insight/words.ts'

import { broughtByMonth, type Cohort, cohortValue, monthsOf, type Shown } from './cohort-values.ts'
import { type CohortKind, useCohortName } from './cohort-words.ts'
import type { Cohorts } from './Retention.tsx'

/** More lines than this cannot be told apart. */
const most = 5

/** Of months those with the longest story and the newest, evenly; of all else the greatest. */
function chosen(cohorts: readonly Cohort[], by: CohortKind): readonly Cohort[] {
  if (by !== 'month') return [...cohorts].sort((one, other) => other.size - one.size).slice(0, most)
  const grown = cohorts.filter((cohort) => cohort.customers.length > 2)
  const step = Math.max(1, (grown.length - 1) / (most - 1))
  const places = new Set(Array.from({ length: most }, (_, index) => Math.round(index * step)))
  return grown.filter((_, index) => places.has(index))
}

function valuesOf(cohort: Cohort, shown: Shown): (number | null)[] {
  // The first month is the order itself: everybody, which would flatten all that follows.
  if (shown === 'customers')
    return cohort.customers.map((_, month) => (month === 0 ? null : cohortValue(cohort, shown, month)))
  return broughtByMonth(cohort, shown)
}

export function CohortCurves({ answer, by, shown }: { answer: Cohorts; by: CohortKind; shown: Shown }) {
  const t = useT()
  const format = useFormat()
  const name = useCohortName(by)
  const texts = useChartTexts()
  const cohorts = useMemo(() => chosen(answer.cohorts, by), [answer, by])
  const months = monthsOf(cohorts)
  if (months < 2) return null
  const show = (value: number): string => {
    if (shown === 'customers') return format.percent(value, 0)
    return shown === 'orders'
      ? format.number(value, { maximumFractionDigits: 2 })
      : shortText(format, 'money', value)
  }
  return (
    <Panel title={t(`retention.curves.${shown === 'customers' ? 'share' : 'brought'}`)}>
      <Chart
        label={t('retention.curvesOf', { what: t(`retention.shows.${shown}`) })}
        axis={t('retention.monthsAfter')}
        categories={Array.from({ length: months }, (_, month) => String(month))}
        series={cohorts.map((cohort) => ({ name: name(cohort), values: valuesOf(cohort, shown) }))}
        format={show}
        texts={texts}
      />
    </Panel>
  )
}

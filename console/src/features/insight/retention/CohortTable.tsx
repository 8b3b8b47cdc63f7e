/** The triangle: a row for each cohort, a column for each month after the first order; cells lead to their people. */
import { useT } from '#/lang/index.ts'
import type { Format } from '#/lib/format.ts'
import { useFormat } from '#/lib/session.ts'
import { type HeatRow, HeatTable } from '#/ui/Heat.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { PeopleLink } from '#/features/insight/PeopleLink.tsx'
import { useReach } from '#/features/insight/reach.ts'

import { type Cohort, cohortValue, monthsOf, type Shown } from './cohort-values.ts'
import { type CohortKind, useCohortName } from './cohort-words.ts'
import type { Cohorts } from './Retention.tsx'

const cellLink = 'block rounded-[3px] leading-[30px] hover:underline'

function textOf(format: Format & { currency: string }, shown: Shown, value: number | null): string {
  if (value === null) return '–'
  if (shown === 'customers') return format.percent(value, 0)
  if (shown === 'orders') return format.number(value)
  return format.number(value, { notation: 'compact', maximumFractionDigits: 1 })
}

export function CohortTable({ answer, by, shown }: { answer: Cohorts; by: CohortKind; shown: Shown }) {
  const t = useT()
  const rows = useHeatRows(answer, by, shown)
  const partial = answer.cohorts.some((cohort) => cohort.lastIsPartial)
  const foot = [
    shown === 'customers' && t('retention.shareNote'),
    (shown === 'revenue' || shown === 'margin') && t('retention.moneyNote', { currency: answer.currency }),
    shown === 'margin' && t('retention.marginNote'),
    partial && t('insight.partial'),
    answer.others > 0 && t('retention.others', { n: answer.others }),
  ].filter(Boolean)
  return (
    <Panel title={t(`retention.titles.${by}`)} foot={foot.length > 0 && <span>{foot.join(' ')}</span>}>
      <HeatTable
        label={t('retention.title')}
        leadLabel={t('insight.cohortSize')}
        columns={Array.from({ length: monthsOf(answer.cohorts) }, (_, index) => String(index))}
        rows={rows}
      />
    </Panel>
  )
}

function useHeatRows({ cohorts }: Cohorts, by: CohortKind, shown: Shown): HeatRow[] {
  const t = useT()
  const format = useFormat()
  const name = useCohortName(by)
  const { among } = useReach()
  const values = cohorts.flatMap((cohort) =>
    cohort.customers.slice(1).map((_, index) => cohortValue(cohort, shown, index + 1) ?? 0),
  )
  const greatest = Math.max(...values, 1e-9)
  const title = (cohort: Cohort, month: number): string => {
    const reach = cohort.retention[month]
    return t('retention.cell', {
      cohort: name(cohort),
      month,
      people: cohort.customers[month] ?? 0,
      reached: cohort.reached[month] ?? 0,
      low: reach ? format.percent(reach.low, 0) : '–',
      high: reach ? format.percent(reach.high, 0) : '–',
    })
  }
  return cohorts.map((cohort) => {
    const of = { kind: 'cohort' as const, by, key: cohort.key, ...among }
    return {
      id: cohort.key || '-',
      label: name(cohort),
      lead: (
        <PeopleLink of={of} className="hover:underline">
          {format.number(cohort.size)}
        </PeopleLink>
      ),
      cells: cohort.customers.map((people, month) => {
        const value = cohortValue(cohort, shown, month)
        const text = textOf(format, shown, value)
        return {
          id: `${cohort.key}-${month}`,
          share: month === 0 || value === null ? null : Math.max(0, value) / greatest,
          text,
          title: title(cohort, month),
          content: people > 0 && (
            <PeopleLink of={{ ...of, month }} className={cellLink}>
              {text}
            </PeopleLink>
          ),
        }
      }),
    }
  })
}

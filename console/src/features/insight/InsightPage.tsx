/** Insight: how the shop is doing, who comes back, who is worth what, whom to write to. */
import { Link, useParams } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { cx } from '#/ui/cx.ts'
import { Select } from '#/ui/Field.tsx'
import { Page, TitleBar } from '#/ui/Panel.tsx'

import { Classes } from './Classes.tsx'
import { Cohorts } from './Cohorts.tsx'
import { Groups } from './Groups.tsx'
import { Overview } from './Overview.tsx'
import { type PeriodName, periods, usePeriod } from './period.ts'

const views = ['overview', 'cohorts', 'classes', 'groups'] as const
const parts = { overview: Overview, cohorts: Cohorts, classes: Classes, groups: Groups }

export function InsightPage() {
  const t = useT()
  const params: { view?: string } = useParams({ strict: false })
  const view = views.find((known) => known === params.view) ?? 'overview'
  const Part = parts[view]
  return (
    <>
      <TitleBar title={t('insight.title')} actions={view === 'overview' && <PeriodChoice />} />
      <nav
        aria-label={t('insight.views')}
        className="gutter flex gap-[18px] overflow-x-auto border-b border-line"
      >
        {views.map((name) => (
          <Link
            key={name}
            to={name === 'overview' ? '/insight' : '/insight/$view'}
            params={{ view: name }}
            aria-current={name === view ? 'page' : undefined}
            className={cx(
              'inline-flex h-10 items-center border-b-2 font-medium whitespace-nowrap',
              name === view ? 'border-accent text-ink' : 'border-transparent text-ink-2',
            )}
          >
            {t(`insight.${name}`)}
          </Link>
        ))}
      </nav>
      <Page>
        <Part />
      </Page>
    </>
  )
}

function PeriodChoice() {
  const t = useT()
  const { name, choose } = usePeriod()
  return (
    <Select
      aria-label={t('insight.period')}
      value={name}
      onChange={(event) => choose(event.target.value as PeriodName)}
      choices={periods.map((period) => ({ value: period, label: t(`insight.${period}`) }))}
    />
  )
}

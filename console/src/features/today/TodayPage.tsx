/** The start page: the last thirty days in short, and what to do next. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights, useSession } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { buttonLook } from '#/ui/Button.tsx'
import { Icon } from '#/ui/Icon.tsx'
import { Page, Panel, TitleBar } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { Figures } from './Figures.tsx'

type GroupSummary = Awaited<ReturnType<typeof client.insight.listGroups>>['groups'][number]

function greeting(hour: number): 'today.morning' | 'today.afternoon' | 'today.evening' {
  if (hour < 12) return 'today.morning'
  return hour < 18 ? 'today.afternoon' : 'today.evening'
}

export function TodayPage() {
  const t = useT()
  const format = useFormat()
  const may = useRights()
  const { data } = useSession()
  const now = new Date()
  return (
    <>
      <TitleBar title={t('today.title')} hint={format.day(now)} />
      <Page>
        <section>
          <h2 className="text-20 font-semibold tracking-[-0.012em]">
            {t(greeting(now.getHours()), { name: data?.user?.name ?? '' })}
          </h2>
          {may('insight.read') && <p className="text-14 text-ink-2">{t('today.lead')}</p>}
        </section>
        {may('insight.read') && <Business />}
      </Page>
    </>
  )
}

function Business() {
  const t = useT()
  const ever = useQuery(api.insight.figures.queryOptions({ input: {} }))
  if (!ever.data) return <Skeleton label={t('app.loading')} lines={6} />
  if (ever.data.last === null) {
    return (
      <Panel flush>
        <EmptyState
          title={t('insight.emptyTitle')}
          action={
            <Link to="/start" className={buttonLook('primary')}>
              {t('today.begin')}
            </Link>
          }
        >
          {t('today.noData')}
        </EmptyState>
      </Panel>
    )
  }
  return (
    <>
      <Figures />
      <NextSteps />
    </>
  )
}

function NextSteps() {
  const t = useT()
  const groups = useQuery(api.insight.listGroups.queryOptions())
  const waiting = (groups.data?.groups ?? []).filter((one) => one.people > 0 && one.group !== 'profitable')
  return (
    <Panel title={t('today.steps')} end={<Badge>{t('today.stepsHint')}</Badge>} flush>
      {waiting.length === 0 && <p className="p-4 text-ink-2">{t('today.noSteps')}</p>}
      <ul className="divide-y divide-line">
        {waiting.map((summary) => (
          <GroupStep key={summary.group} summary={summary} />
        ))}
      </ul>
    </Panel>
  )
}

function GroupStep({ summary }: { summary: GroupSummary }) {
  const t = useT()
  const format = useFormat()
  const name = useCodeText('groupNames')
  const rule = useCodeText('groupRules')
  return (
    <li className="flex flex-wrap items-start gap-[14px] p-4">
      <span className="grid size-8 place-items-center rounded-3 bg-sunken text-ink-2">
        <Icon name={summary.group === 'cartAbandoners' ? 'cart' : 'people'} />
      </span>
      <div className="min-w-[200px] flex-1">
        <h3 className="text-14 font-semibold">
          {t('today.stepGroup', { n: summary.people, group: name(summary.group) })}
        </h3>
        <p className="mt-[2px] max-w-[58ch] text-ink-2">
          {t('today.stepGroupText', {
            value: format.money(summary.value, format.currency),
            rule: rule(summary.group),
          })}
        </p>
      </div>
      <Link
        to="/insight/$view"
        params={{ view: 'groups' }}
        search={{ group: summary.group }}
        className={buttonLook()}
      >
        {t('insight.seePeople')}
      </Link>
    </li>
  )
}

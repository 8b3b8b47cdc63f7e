/** Groups of people somebody should turn to, by rule. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { buttonLook } from '#/ui/Button.tsx'
import { Icon } from '#/ui/Icon.tsx'
import { Panel } from '#/ui/Panel.tsx'

type GroupSummary = Awaited<ReturnType<typeof client.insight.listGroups>>['groups'][number]

export function NextSteps() {
  const t = useT()
  const groups = useQuery(api.insight.listGroups.queryOptions())
  const waiting = (groups.data?.groups ?? []).filter((one) => one.people > 0 && one.group !== 'profitable')
  return (
    <Panel title={t('today.steps')} end={<Badge>{t('today.stepsHint')}</Badge>} flush>
      {groups.data && waiting.length === 0 && <p className="p-4 text-ink-2">{t('today.noSteps')}</p>}
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

/** How many people an experiment needs in each arm, and how long that takes. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { api, type client } from '#/lib/api.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Segmented } from '#/ui/Field.tsx'
import { Notice, Panel } from '#/ui/Panel.tsx'

import { numberOf, NumberText } from './fields.tsx'

type Kind = 'share' | 'mean'
type Input = Parameters<typeof client.experiments.plan>[0]

const part = 100

export function Plan() {
  const t = useT()
  const [kind, setKind] = useState<Kind>('share')
  const format = useFormat()
  const [typed, setTyped] = useState({
    base: '2',
    deviation: '',
    difference: format.number(0.2),
    daily: '',
  })
  const input = inputOf(kind, typed)
  const plan = useQuery({
    ...api.experiments.plan.queryOptions({ input: input ?? blank }),
    enabled: input !== null,
    placeholderData: keepPreviousData,
  })
  const field = (name: keyof typeof typed, label: string) => (
    <NumberText
      label={label}
      value={typed[name]}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
    />
  )
  return (
    <Panel title={t('experiments.planTitle')} foot={t('experiments.planNote')}>
      <div className="flex flex-col gap-4">
        <Segmented
          label={t('experiments.kind')}
          value={kind}
          onChange={setKind}
          choices={(['share', 'mean'] as const).map((value) => ({
            value,
            label: t(`experiments.kinds.${value}`),
          }))}
        />
        <div className="grid gap-4 phone:grid-cols-2">
          {kind === 'share'
            ? field('base', t('experiments.baseRate'))
            : field('deviation', t('experiments.numbers.deviation'))}
          {field('difference', t(`experiments.smallest.${kind}`))}
          {field('daily', t('experiments.daily'))}
        </div>
        {plan.error && <FailureState error={plan.error} onRetry={() => void plan.refetch()} />}
        {input && plan.data && <Notice tone="accent">{planText(plan.data, t)}</Notice>}
      </div>
    </Panel>
  )
}

const blank: Input = { kind: 'share', baseRate: 0, difference: 1 }

function inputOf(kind: Kind, typed: { base: string; deviation: string; difference: string; daily: string }) {
  const difference = numberOf(typed.difference)
  const daily = numberOf(typed.daily)
  const rest = daily !== null && daily > 0 ? { peopleADay: daily } : {}
  if (difference === null || difference === 0) return null
  if (kind === 'mean') {
    const deviation = numberOf(typed.deviation)
    return deviation === null || deviation <= 0 ? null : { kind, deviation, difference, ...rest }
  }
  const base = numberOf(typed.base)
  if (base === null || base < 0 || base > part) return null
  return { kind, baseRate: base / part, difference: difference / part, ...rest }
}

function planText(
  { perArm, days }: Awaited<ReturnType<typeof client.experiments.plan>>,
  t: ReturnType<typeof useT>,
): string {
  if (perArm === null) return t('experiments.planNone')
  return days === null ? t('experiments.plan', { perArm }) : t('experiments.planDays', { perArm, days })
}

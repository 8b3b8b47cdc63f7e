/** Two arms and what was planned, in; a decision in a sentence, out. A broken split blocks it. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Checkbox, Segmented } from '#/ui/Field.tsx'
import { Definitions, Notice, Panel } from '#/ui/Panel.tsx'

import { numberOf, NumberText } from './fields.tsx'

type Answer = Awaited<ReturnType<typeof client.experiments.verdict>>
type Kind = 'share' | 'mean'
type Typed = Record<string, string>

/** Numbers asked of each arm, beside its people. */
const asked = { share: ['hits'], mean: ['mean', 'deviation'] } as const

export function Verdict() {
  const t = useT()
  const [kind, setKind] = useState<Kind>('share')
  const [typed, setTyped] = useState<Typed>({})
  const [often, setOften] = useState(true)
  const verdict = useMutation(api.experiments.verdict.mutationOptions())
  const input = inputOf(kind, typed, often)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (input) verdict.mutate(input)
  }
  const field = (name: string, label: string) => (
    <NumberText
      label={label}
      value={typed[name] ?? ''}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
    />
  )
  return (
    <Panel title={t('experiments.readResult')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
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
          {(['treatment', 'control'] as const).map((arm) => (
            <fieldset key={arm} className="flex min-w-0 flex-col gap-3">
              <legend className="pb-1 font-medium">{t(`experiments.arms.${arm}`)}</legend>
              {field(`${arm}.n`, t('experiments.people'))}
              {asked[kind].map((name) => (
                <div key={name}>{field(`${arm}.${name}`, t(`experiments.numbers.${name}`))}</div>
              ))}
            </fieldset>
          ))}
          {field('smallest', t(`experiments.smallest.${kind}`))}
          {field('plannedPerArm', t('experiments.planned'))}
        </div>
        <Checkbox label={t('experiments.often')} checked={often} onChange={setOften} />
        <Button
          type="submit"
          kind="primary"
          className="self-start"
          busy={verdict.isPending}
          disabled={!input}
        >
          {t('experiments.tell')}
        </Button>
      </form>
      {verdict.error && <FailureState error={verdict.error} onRetry={() => input && verdict.mutate(input)} />}
      {verdict.data && <Told answer={verdict.data} kind={kind} />}
    </Panel>
  )
}

type Input = Parameters<typeof client.experiments.verdict>[0]

/** Null while a number is missing. */
function inputOf(kind: Kind, typed: Typed, often: boolean): Input | null {
  const read = (name: string): number => numberOf(typed[name] ?? '') ?? Number.NaN
  const part = 100
  const arm = (name: string) => ({
    n: read(`${name}.n`),
    hits: read(`${name}.hits`),
    mean: read(`${name}.mean`),
    deviation: read(`${name}.deviation`),
  })
  const judged = {
    smallest: kind === 'share' ? read('smallest') / part : read('smallest'),
    plannedPerArm: read('plannedPerArm'),
    looks: often ? ('often' as const) : ('once' as const),
  }
  const arms = [arm('treatment'), arm('control')] as const
  const needed = arms.flatMap((one) =>
    kind === 'share' ? [one.n, one.hits] : [one.n, one.mean, one.deviation],
  )
  if ([...needed, judged.smallest, judged.plannedPerArm].some(Number.isNaN)) return null
  const [treatment, control] = arms
  if (kind === 'share') {
    const share = ({ n, hits }: (typeof arms)[number]) => ({ n, hits })
    return { kind, treatment: share(treatment), control: share(control), ...judged }
  }
  const mean = ({ n, mean: average, deviation }: (typeof arms)[number]) => ({ n, mean: average, deviation })
  return { kind, treatment: mean(treatment), control: mean(control), ...judged }
}

const tones = {
  split_broken: 'bad',
  better: 'good',
  worse: 'bad',
  too_few: 'plain',
  not_yet: 'plain',
  equal_enough: 'accent',
  keep_running: 'plain',
  no_difference_found: 'accent',
} as const

function Told({ answer, kind }: { answer: Answer; kind: Kind }) {
  const t = useT()
  const format = useFormat()
  const tell = useCodeText('experiments.decision')
  const method = useCodeText('experiments.method')
  const show = (value: number): string =>
    kind === 'share' ? format.percent(value, 2) : format.number(value, { maximumFractionDigits: 2 })
  const { outcome, ratio } = answer
  const sentence = tell(answer.decision, {
    difference: show(outcome?.difference ?? 0),
    low: show(outcome?.interval.low ?? 0),
    high: show(outcome?.interval.high ?? 0),
    missing: answer.missing,
    expected: ratio.expectedShare,
    share: ratio.share,
    p: ratio.p,
  })
  const facts = [
    {
      term: t('experiments.splitCheck'),
      value: `χ² ${format.number(ratio.chiSquare)}, p ${format.number(ratio.p)}`,
    },
    ...(outcome
      ? [
          { term: t('experiments.difference'), value: show(outcome.difference) },
          {
            term: t('experiments.interval'),
            value: `${show(outcome.interval.low)} – ${show(outcome.interval.high)}`,
          },
          { term: 'p', value: format.number(outcome.p, { maximumSignificantDigits: 3 }) },
          { term: t('experiments.how'), value: method(outcome.method) },
        ]
      : []),
  ]
  return (
    <div className="mt-4 flex flex-col gap-3" aria-live="polite">
      <Notice tone={tones[answer.decision]}>{sentence}</Notice>
      <Definitions items={facts} />
    </div>
  )
}

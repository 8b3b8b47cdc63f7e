/** The model that holds: which, its numbers or its edge, how it did against plain guesses, and its curve. */
import { useMutation, useQuery } from '@tanstack/react-query'

import { useCodeText, useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button } from '#/ui/Button.tsx'
import { FailureState, useFailureText } from '#/ui/FailureState.tsx'
import { Definitions, Notice, Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { HoldOut } from './HoldOut.tsx'
import { Tracking } from './Tracking.tsx'

type Answer = Awaited<ReturnType<typeof client.models.current>>
export type Fit = NonNullable<Answer['fit']>

export function Forecast() {
  const t = useT()
  const current = useQuery(api.models.current.queryOptions())
  if (current.error) return <FailureState error={current.error} onRetry={() => void current.refetch()} />
  if (!current.data) return <Skeleton label={t('app.loading')} lines={8} />
  const { fit } = current.data
  if (!fit) {
    return (
      <EmptyState title={t('models.title')} action={<FitButton />}>
        {t('models.notYet')}
      </EmptyState>
    )
  }
  return (
    <>
      <Warnings fit={fit} answer={current.data} />
      <div className="grid items-start gap-5 wide:grid-cols-2">
        <Chosen fit={fit} discount={current.data.discountPerMonth} />
        {fit.model !== 'rules' && <Tracking />}
      </div>
      {fit.holdOut && <HoldOut holdOut={fit.holdOut} />}
    </>
  )
}

function Warnings({ fit, answer }: { fit: Fit; answer: Answer }) {
  const { warnings } = fit
  const tell = useCodeText('models.warning')
  const guess = useCodeText('models.guess')
  if (warnings.length === 0) return null
  const values = {
    ...answer.least,
    guess: guess(fit.holdOut?.betterGuess ?? ''),
    correlation: Math.round((fit.spend?.correlation ?? 0) * 100) / 100,
  }
  return (
    <div className="flex flex-col gap-2">
      {warnings.map((warning) => (
        <Notice key={warning} tone={warning === 'rules_only' ? 'plain' : 'warn'}>
          {tell(warning, values)}
        </Notice>
      ))}
    </div>
  )
}

function Chosen({ fit, discount }: { fit: Fit; discount: number }) {
  const t = useT()
  const format = useFormat()
  const name = useCodeText('models.name')
  const boundary = useCodeText('models.boundary')
  const parameter = useCodeText('models.parameter')
  const edges = [fit.boundary.purchases, fit.boundary.dropOut].filter((edge) => edge !== null)
  const figures = [
    { term: t('models.customers'), value: format.number(fit.counts.customers) },
    { term: t('models.repeaters'), value: format.number(fit.counts.repeaters) },
    { term: t('models.dataDays'), value: `${format.date(fit.first)} – ${format.date(fit.last)}` },
    { term: t('models.fittedAt'), value: format.dateTime(fit.fittedAt) },
    { term: t('models.scoredAt'), value: format.dateTime(fit.scoredAt) },
    ...(fit.logLikelihood === null
      ? []
      : [{ term: t('models.logLikelihood'), value: format.number(fit.logLikelihood, twoDecimals) }]),
    ...Object.entries(fit.parameters).map(([key, value]) => ({
      term: parameter(key),
      value: format.number(value, { maximumSignificantDigits: 5 }),
    })),
  ]
  return (
    <Panel
      title={t('models.chosen')}
      end={<FitButton />}
      foot={t('models.valueNote', { discount: format.percent(discount, 2) })}
    >
      <p className="flex items-center gap-2">
        <span className="text-20 font-semibold">{name(fit.model)}</span>
        <Badge>{t(fit.model === 'rules' ? 'insight.rule' : 'models.model')}</Badge>
      </p>
      {edges.map((edge) => (
        <p key={edge} className="mt-2 text-ink-2">
          {boundary(edge)}
        </p>
      ))}
      <div className="mt-3">
        <Definitions items={figures} />
      </div>
    </Panel>
  )
}

const twoDecimals = { maximumFractionDigits: 2 }

function FitButton() {
  const t = useT()
  const may = useRights()
  const toast = useToast()
  const failureText = useFailureText()
  const fit = useMutation(
    api.models.fit.mutationOptions({
      onSuccess: () => toast({ text: t('models.fitQueued') }),
      onError: (error) => toast({ text: failureText(error), tone: 'bad' }),
    }),
  )
  if (!may('insight.export')) return null
  return (
    <Button small busy={fit.isPending} onClick={() => fit.mutate(undefined)}>
      {t('models.fitNow')}
    </Button>
  )
}

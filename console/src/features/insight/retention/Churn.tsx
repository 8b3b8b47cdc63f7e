/** Who is late or lost against their own usual gap, month by month, and why as far as the data says. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { linkLook } from '#/ui/Button.tsx'
import { Chart } from '#/ui/Chart.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Tile, Tiles } from '#/ui/Figures.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { PeopleLink } from '#/features/insight/PeopleLink.tsx'
import { useReach } from '#/features/insight/reach.ts'
import { ShareRows } from '#/features/insight/ShareRows.tsx'
import { useChartTexts } from '#/features/insight/words.ts'

type Answer = Awaited<ReturnType<typeof client.insight.churn>>

export function Churn() {
  const t = useT()
  const format = useFormat()
  const { among } = useReach()
  const churn = useQuery({
    ...api.insight.churn.queryOptions({ input: among }),
    placeholderData: keepPreviousData,
  })
  if (churn.error) return <FailureState error={churn.error} onRetry={() => void churn.refetch()} />
  if (!churn.data) return <Skeleton label={t('app.loading')} lines={5} />
  const { shopGapDays, reference } = churn.data
  return (
    <section className="flex flex-col gap-4" aria-labelledby="churn-title">
      <header>
        <h2 id="churn-title" className="flex items-center gap-2 text-16 font-semibold">
          {t('retention.churnTitle')} <Badge>{t('insight.rule')}</Badge>
        </h2>
        <p className="mt-1 max-w-[760px] text-ink-2">
          {t('retention.churnText')}{' '}
          {shopGapDays !== null && t('retention.shopGap', { days: Math.round(shopGapDays) })}{' '}
          {reference && t('retention.reference', { day: format.date(`${reference}T12:00:00Z`) })}
        </p>
      </header>
      <States answer={churn.data} />
      <div className="grid items-start gap-5 wide:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Months answer={churn.data} />
        <Reasons answer={churn.data} />
      </div>
    </section>
  )
}

function States({ answer }: { answer: Answer }) {
  const t = useT()
  const format = useFormat()
  const { among } = useReach()
  const whole = answer.states.reduce((sum, { people }) => sum + people, 0)
  return (
    <Tiles>
      {answer.states.map(({ state, people, spent }) => (
        <Tile
          key={state}
          label={t(`retention.states.${state}`)}
          figure={format.number(people)}
          unit={whole > 0 ? format.percent(people / whole) : ''}
          explanation={{
            title: t(`retention.states.${state}`),
            definition: t(`retention.stateRules.${state}`),
            note: t('insight.sample', { n: whole }),
          }}
          sub={t('retention.spentSoFar', { value: format.money(spent, format.currency) })}
          link={
            people > 0 && (
              <PeopleLink of={{ kind: 'churn', key: state, ...among }} className={linkLook}>
                {t('insight.seePeople')}
              </PeopleLink>
            )
          }
        />
      ))}
    </Tiles>
  )
}

function Months({ answer }: { answer: Answer }) {
  const t = useT()
  const format = useFormat()
  const texts = useChartTexts()
  const chart = useMemo(
    () => ({
      categories: answer.months.map(({ month, partial }) =>
        partial ? t('retention.partialMonth', { month: format.month(month) }) : format.month(month),
      ),
      series: [
        {
          name: t('retention.churnRate'),
          values: answer.months.map(({ rate }) => rate),
          band: answer.months.map(({ interval }) => interval),
        },
      ],
    }),
    [answer, format, t],
  )
  return (
    <Panel title={t('retention.churnByMonth')} foot={<span>{t('retention.churnNote')}</span>}>
      {answer.months.length === 0 ? (
        <p className="text-ink-3">{t('retention.tooYoung')}</p>
      ) : (
        <Chart
          label={t('retention.churnByMonth')}
          {...chart}
          format={(value) => format.percent(value, value < 0.1 ? 1 : 0)}
          texts={texts}
        />
      )}
    </Panel>
  )
}

function Reasons({ answer }: { answer: Answer }) {
  const t = useT()
  const reason = useCodeText('lostReasons')
  const unknown = answer.reasons.find(({ code }) => code === 'unknown')
  return (
    <Panel
      title={t('retention.reasonsTitle')}
      foot={unknown && unknown.people > 0 && <span>{t('retention.askWhy')}</span>}
    >
      {answer.reasons.length === 0 ? (
        <p className="text-ink-3">{t('retention.nobodyLost')}</p>
      ) : (
        <ShareRows
          label={t('retention.reasonsTitle')}
          rows={answer.reasons.map(({ code, people, share }) => ({
            id: code,
            label: reason(code),
            share,
            count: people,
            quiet: code === 'unknown',
          }))}
        />
      )}
    </Panel>
  )
}

/** Six questions about the shop's customers, or a segment's, on one page that can be printed. */
import { useQuery } from '@tanstack/react-query'
import { type AudienceQuestion, audienceQuestions } from '@vefa/contract'
import { useEffect } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights, useSession } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { NoOrders } from '#/features/insight/NoOrders.tsx'
import { useReach } from '#/features/insight/reach.ts'

import './print.css'
import { Differences } from './Differences.tsx'
import { Topic } from './Topic.tsx'

export function Audience() {
  const t = useT()
  const { reach, input } = useReach()
  const who = useQuery(api.insight.audience.queryOptions({ input: { ...input, question: 'who' } }))
  useLightPaper()
  const ever = useQuery(api.insight.figures.queryOptions({ input: { compare: 'none' } }))
  const error = who.error ?? ever.error
  if (error) return <FailureState error={error} onRetry={() => void who.refetch()} />
  if (!who.data || !ever.data) return <Skeleton label={t('app.loading')} lines={8} />
  if (ever.data.last === null && who.data.people === 0) return <NoOrders />
  return (
    <div className="on-paper flex flex-col gap-6 print:gap-3 print:[print-color-adjust:exact]">
      <Head people={who.data.people} />
      {reach.segmentId !== undefined && (
        <Differences
          segmentId={reach.segmentId}
          {...(reach.storeId !== undefined && { storeId: reach.storeId })}
        />
      )}
      {audienceQuestions.map((question) => (
        <Question key={question} question={question} />
      ))}
    </div>
  )
}

/** Whom the page speaks of, in one sentence that is still true on paper. */
function Head({ people }: { people: number }) {
  const t = useT()
  const format = useFormat()
  const may = useRights()
  const { data } = useSession()
  const { reach } = useReach()
  const { from, to } = reach.days
  const segment = useQuery({
    ...api.segments.get.queryOptions({ input: { id: reach.segmentId ?? '' } }),
    enabled: reach.segmentId !== undefined && may('segments.read'),
  })
  const show = (day: string): string => format.date(`${day}T12:00:00Z`)
  const name =
    reach.segmentId === undefined ? t('audience.wholeShop') : (segment.data?.name ?? t('insight.someSegment'))
  const days = from || to ? `${from ? show(from) : '…'} – ${to ? show(to) : '…'}` : t('insight.allTime')
  return (
    <header className="flex flex-wrap items-start gap-3">
      <div>
        <h2 className="text-16 font-semibold">
          <span className="hidden print:inline">{data?.shop?.name} · </span>
          {name}
        </h2>
        <p className="text-ink-2">{t('audience.head', { n: people, days })}</p>
      </div>
      <Button className="ml-auto print:hidden" onClick={() => print()}>
        {t('audience.print')}
      </Button>
    </header>
  )
}

/** Paper is light whatever the screen is. */
function useLightPaper(): void {
  useEffect(() => {
    const root = document.documentElement
    let before = root.dataset['theme']
    const lighten = (): void => {
      before = root.dataset['theme']
      root.dataset['theme'] = 'light'
    }
    const restore = (): void => {
      root.dataset['theme'] = before
    }
    addEventListener('beforeprint', lighten)
    addEventListener('afterprint', restore)
    return () => {
      removeEventListener('beforeprint', lighten)
      removeEventListener('afterprint', restore)
    }
  }, [])
}

function Question({ question }: { question: AudienceQuestion }) {
  const t = useT()
  const { input } = useReach()
  const answer = useQuery(api.insight.audience.queryOptions({ input: { ...input, question } }))
  const id = `question-${question}`
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 break-after-avoid text-16 font-semibold">
        {t(`audience.questions.${question}`)}
      </h2>
      {answer.error && <FailureState error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isLoading && <Skeleton label={t('app.loading')} lines={4} />}
      {answer.data && (
        <div className="gap-4 *:mb-4 phone:columns-2 wide:columns-3 print:columns-3 print:gap-3 print:*:mb-3">
          {answer.data.topics.map((topic) => (
            <Topic key={topic.topic} topic={topic} />
          ))}
        </div>
      )}
    </section>
  )
}

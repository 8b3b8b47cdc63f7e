/** How many people a rule finds and some of them, while it is being written. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { SegmentGroup } from '@vefa/contract'
import { useEffect, useMemo, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { describeGroup } from '#/features/segments/describe.ts'
import { useWords } from '#/features/segments/use-words.ts'

type Answer = Awaited<ReturnType<typeof client.segments.preview>>

const pause = 300

/** Follows a value once it has stood still for a moment; a timer is the outside system here. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** Asks only for rules that are complete; an answer still on its way is given up when the rule changes. */
export function usePreview(root: SegmentGroup, complete: boolean) {
  const settled = useSettled(root)
  const definition = { version: 1 as const, root: settled }
  const preview = useQuery({
    ...api.segments.preview.queryOptions({ input: { definition } }),
    enabled: complete && settled === root,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })
  const counts = useMemo(
    () => new Map(preview.data?.conditions.map((one) => [one.path.join('.'), one.people])),
    [preview.data],
  )
  return { preview, counts, waiting: preview.isFetching || settled !== root }
}

export function PreviewPanel({
  root,
  complete,
  answer,
  waiting,
  error,
  onRetry,
}: {
  root: SegmentGroup
  complete: boolean
  answer: Answer | undefined
  waiting: boolean
  error: Error | null
  onRetry: () => void
}) {
  const t = useT()
  const words = useWords()
  return (
    <Panel title={t('segmentBuilder.preview')}>
      <div className="flex flex-col gap-4">
        {!complete && <p className="text-ink-3">{t('segmentBuilder.finishFirst')}</p>}
        {complete && error && <FailureState error={error} onRetry={onRetry} />}
        {complete && !error && !answer && <Skeleton label={t('app.loading')} />}
        {complete && !error && answer && <Found answer={answer} waiting={waiting} />}
        <div>
          <h3 className="text-12 font-medium text-ink-3">{t('segmentBuilder.inWords')}</h3>
          <p className="mt-1 first-letter:uppercase">{describeGroup(root, words)}.</p>
        </div>
      </div>
    </Panel>
  )
}

function Found({ answer, waiting }: { answer: Answer; waiting: boolean }) {
  const t = useT()
  const format = useFormat()
  const share = answer.of > 0 ? answer.people / answer.of : 0
  return (
    <>
      <div aria-live="polite" aria-busy={waiting}>
        <p className={waiting ? 'opacity-60' : undefined}>
          <span className="num text-24 font-semibold tracking-[-0.02em]">{format.number(answer.people)}</span>{' '}
          <span className="text-ink-3">
            {t('segmentBuilder.outOf', { of: format.number(answer.of), share: format.percent(share) })}
          </span>
        </p>
        <div aria-hidden="true" className="mt-2 h-[6px] overflow-hidden rounded bg-sunken">
          <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
        </div>
      </div>
      {answer.sample.length > 0 && (
        <div>
          <h3 className="text-12 font-medium text-ink-3">{t('segmentBuilder.sample')}</h3>
          <ul className="mt-1 divide-y divide-line">
            {answer.sample.map((person) => (
              <li key={person.customerId} className="flex items-baseline justify-between gap-3 py-[6px]">
                <span className="min-w-0 truncate">
                  {person.name || person.email || `#${person.customerId}`}
                </span>
                <span className="num text-12 whitespace-nowrap text-ink-3">
                  {t('segmentBuilder.bought', {
                    orders: person.orderCount,
                    spent: format.money(person.spent, format.currency),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

/** The day in a sentence, and the last thirty days in three figures. */
import type { ReactNode } from 'react'

import { useShownFigures } from '#/ui/explain.tsx'
import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { Explain } from '#/ui/Figures.tsx'
import { Notice } from '#/ui/Panel.tsx'

import { type UsualAnswer, useWeekday } from './usual-words.ts'
import { useWaiting } from './waiting.ts'

export function Lead({
  answer,
  greeting,
}: {
  answer: UsualAnswer
  greeting: (sentence: string) => ReactNode
}) {
  const t = useT()
  const format = useFormat()
  const waiting = useWaiting()
  const weekday = useWeekday()(answer.day ?? '')
  const judged = answer.figures.filter(({ verdict }) => verdict !== null)
  const outside = judged.filter(({ verdict }) => verdict !== 'within')
  const sentences = [
    judged.length > 0 ? t('today.outside', { n: outside.length, weekday }) : t('today.unknown', { weekday }),
    waiting.data && t('today.atWork', { n: waiting.data.items.length }),
  ]
  return (
    <>
      <section className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        {greeting(sentences.filter(Boolean).join(' '))}
        <Month answer={answer} />
      </section>
      {answer.minute === 1440 && (
        <Notice>{t('today.lastDay', { day: format.date(`${answer.day}T12:00:00Z`) })}</Notice>
      )}
    </>
  )
}

function Month({ answer }: { answer: UsualAnswer }) {
  const t = useT()
  const { month, currency } = answer
  const shown = useShownFigures(
    month
      ? {
          figures: month.figures,
          currency,
          compared: null,
          first: month.from,
          last: month.to,
          reference: month.to,
        }
      : undefined,
  )
  return (
    <dl className="flex flex-none gap-7 max-phone:w-full max-phone:justify-between max-phone:gap-3">
      {[...shown].map(([measure, { label, value, explanation }], index) => (
        <div key={measure} className="min-w-0">
          <dt className="text-12 text-ink-3">{index === 0 ? t('today.month', { measure: label }) : label}</dt>
          <dd className="num text-16 font-semibold tracking-[-0.01em]">
            <Explain explanation={explanation}>{value}</Explain>
          </dd>
        </div>
      ))}
    </dl>
  )
}

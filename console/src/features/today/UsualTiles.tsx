/** The figures of the day, each with where such days usually lie, its interval, and the days before it. */
import { type Translate, useCodeText, useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { type BandProps, Change, type Explanation, Tile, Tiles } from '#/ui/Figures.tsx'

import { shortText, valueText } from '#/ui/explain.tsx'

import {
  endsOf,
  timeOfDay,
  toneOf,
  type UsualAnswer,
  type UsualFigure,
  useVerdict,
  useWeekday,
} from './usual-words.ts'

export function UsualTiles({ answer }: { answer: UsualAnswer }) {
  const t = useT()
  const format = useFormat()
  const time = timeOfDay(answer.minute - 1, format.locale)
  const title =
    time === null || answer.day === null
      ? format.day(`${answer.day ?? ''}T12:00:00Z`)
      : t('today.untilNow', { time })
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-13 font-semibold">{title}</h2>
      <Tiles>
        {answer.figures.map((figure) => (
          <UsualTile key={figure.measure} figure={figure} day={answer.day ?? ''} />
        ))}
      </Tiles>
    </section>
  )
}

function UsualTile({ figure, day }: { figure: UsualFigure; day: string }) {
  const t = useT()
  const format = useFormat()
  const weekday = useWeekday()(day)
  const verdict = useVerdict()(figure, weekday)
  const { measure, kind, value, yesterday } = figure
  const outside = figure.verdict === 'above' || figure.verdict === 'below'
  const tone = toneOf(figure)
  const band = bandOf(figure, { t, format, weekday })
  return (
    <Tile
      label={useCodeText('measures')(measure)}
      figure={valueText(format, kind, value)}
      explanation={useExplanation(figure, { verdict, weekday })}
      spark={figure.days.map((amount) => amount ?? 0)}
      {...(band && { band })}
      change={
        <Change
          direction={!outside ? 'same' : figure.verdict === 'above' ? 'up' : 'down'}
          tone={outside && tone !== 'warn' ? tone : 'plain'}
        >
          {verdict}
        </Change>
      }
      sub={
        yesterday.value === null
          ? undefined
          : t('today.yesterday', { value: valueText(format, kind, yesterday.value) })
      }
    />
  )
}

type Words = { t: Translate; format: ReturnType<typeof useFormat>; weekday: string }

function bandOf(figure: UsualFigure, { t, format, weekday }: Words): BandProps | null {
  const usual = endsOf(figure)
  if (!usual || figure.value === null) return null
  const short = (amount: number): string => shortText(format, figure.kind, amount)
  const now = Number(figure.value)
  const label = t('today.band', {
    weekday,
    low: short(usual.low),
    high: short(usual.high),
    now: short(now),
  })
  return { from: usual.low, to: usual.high, now, label, format: short, tone: toneOf(figure) }
}

function useExplanation(
  { measure, kind, sample, interval, usual, weeks }: UsualFigure,
  { verdict, weekday }: { verdict: string; weekday: string },
): Explanation {
  const t = useT()
  const format = useFormat()
  const long = (amount: number): string => valueText(format, kind, amount)
  const note = [
    t('insight.sampleNote', { n: sample, verdict: `${verdict}.` }),
    interval && `${t('insight.interval', { low: long(interval.low), high: long(interval.high) })}.`,
    usual && t('today.basis', { weeks, weekday }),
  ]
  return {
    title: useCodeText('measures')(measure),
    definition: useCodeText('definitions')(measure),
    formula: useCodeText('formulas')(measure),
    note: note.filter(Boolean).join(' '),
  }
}

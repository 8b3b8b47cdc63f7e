/** The figures of the day, each with where such days usually lie, its interval, and the days before it. */
import { useCodeText, useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { Change, Tile, Tiles } from '#/ui/Figures.tsx'

import { shortText, valueText } from '#/features/insight/explain.tsx'

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
  const name = useCodeText('measures')
  const definition = useCodeText('definitions')
  const formula = useCodeText('formulas')
  const weekday = useWeekday()(day)
  const verdict = useVerdict()(figure, weekday)
  const { measure, kind, value, interval } = figure
  const usual = endsOf(figure)
  const long = (amount: string | number): string => valueText(format, kind, amount)
  const short = (amount: number): string => shortText(format, kind, amount)
  const outside = figure.verdict === 'above' || figure.verdict === 'below'
  const tone = toneOf(figure)
  const note = [
    t('insight.sampleNote', { n: figure.sample, verdict }),
    interval && t('insight.interval', { low: long(interval.low), high: long(interval.high) }),
    usual && t('today.basis', { weeks: figure.weeks, weekday }),
  ]
  return (
    <Tile
      label={name(measure)}
      figure={valueText(format, kind, value)}
      explanation={{
        title: name(measure),
        definition: definition(measure),
        formula: formula(measure),
        note: note.filter(Boolean).join(' '),
      }}
      spark={figure.days.map((amount) => amount ?? 0)}
      {...(usual &&
        value !== null && {
          band: {
            from: usual.low,
            to: usual.high,
            now: Number(value),
            label: t('today.band', {
              weekday,
              low: short(usual.low),
              high: short(usual.high),
              now: short(Number(value)),
            }),
            format: short,
            tone,
          },
        })}
      change={
        <Change
          direction={!outside ? 'same' : figure.verdict === 'above' ? 'up' : 'down'}
          tone={outside && tone !== 'warn' ? tone : 'plain'}
        >
          {verdict}
        </Change>
      }
      sub={
        figure.yesterday.value === null
          ? undefined
          : t('today.yesterday', { value: long(figure.yesterday.value) })
      }
    />
  )
}

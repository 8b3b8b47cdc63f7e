/** A figure of the server in words: value, change, and the panel that explains it. */
import type { Language } from '@vefa/contract'
import { useMemo } from 'react'

import { type Translate, useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import type { Format } from '#/lib/format.ts'
import { useFormat } from '#/lib/session.ts'
import type { Explanation } from '#/ui/Figures.tsx'

export type FiguresAnswer = Awaited<ReturnType<typeof client.insight.figures>>
export type Figure = FiguresAnswer['figures'][number]
export type { Language }

type Show = Format & { currency: string }

export function valueText(format: Show, figure: Pick<Figure, 'kind'>, value: string | null): string {
  if (value === null) return '–'
  if (figure.kind === 'money') return format.money(value, format.currency)
  if (figure.kind === 'share') return format.percent(Number(value))
  return format.number(Number(value), { maximumFractionDigits: 2 })
}

/** What to say of the change; null where there is no period before. */
export function verdictText(t: Translate, figure: Figure): string | null {
  if (figure.before === null) return null
  return figure.verdict ? t(`insight.${figure.verdict}`) : t('insight.tooFew')
}

export type ShownFigure = {
  figure: Figure
  label: string
  value: string
  before: string | null
  verdict: string | null
  explanation: Explanation
}

/** Every figure ready to be shown, by name. */
export function useShownFigures(answer: FiguresAnswer | undefined): Map<string, ShownFigure> {
  const t = useT()
  const format = useFormat()
  const names = useCodeText('measures')
  const definitions = useCodeText('definitions')
  return useMemo(() => {
    const shown = (answer?.figures ?? []).map((figure): [string, ShownFigure] => {
      const verdict = verdictText(t, figure)
      const { interval } = figure
      const reach =
        interval &&
        t('insight.interval', {
          low: valueText(format, figure, String(interval.low)),
          high: valueText(format, figure, String(interval.high)),
        })
      const label = names(figure.measure)
      const explanation: Explanation = {
        title: label,
        definition: definitions(figure.measure),
        note: [t('insight.sampleNote', { n: figure.sample, verdict: verdict ?? '' }), reach]
          .filter(Boolean)
          .join(' '),
      }
      const before =
        figure.before === null
          ? null
          : t('insight.before', { value: valueText(format, figure, figure.before) })
      return [
        figure.measure,
        { figure, label, value: valueText(format, figure, figure.value), before, verdict, explanation },
      ]
    })
    return new Map(shown)
  }, [answer, t, format, names, definitions])
}

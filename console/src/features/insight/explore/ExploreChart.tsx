/** The rows as a chart: a line where they follow one another in time, bars otherwise; long names beside lying bars. */
import type { Dimension, ExploreAnswer } from '@vefa/contract'
import { useMemo } from 'react'

import { useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { Chart } from '#/ui/Chart.tsx'

import { axisText } from '#/ui/explain.tsx'
import { useChartTexts } from '#/features/insight/words.ts'

import { useRowName } from './explore-words.ts'
import type { Question } from './question.ts'

const inTime = new Set<Dimension>(['day', 'week', 'month'])
const inOrder = new Set<Dimension>(['weekday', 'hour'])
/** As many lying bars as a screen shows without scrolling. */
const most = 20

export function ExploreChart({
  answer,
  question: { measure, by },
  label,
}: {
  answer: ExploreAnswer
  question: Question
  label: string
}) {
  const t = useT()
  const format = useFormat()
  const name = useRowName(by)
  const texts = useChartTexts()
  const lying = !inTime.has(by) && !inOrder.has(by)
  const shown = useMemo(() => (lying ? answer.rows.slice(0, most) : answer.rows), [answer, lying])
  return (
    <Chart
      label={label}
      categories={shown.map(name)}
      series={[
        {
          name: t(`measures.${measure}`),
          kind: inTime.has(by) ? 'line' : 'bar',
          values: shown.map(({ value }) => (value === null ? null : Number(value))),
          ...(shown.some(({ interval }) => interval) && { band: shown.map(({ interval }) => interval) }),
        },
      ]}
      format={(value) => axisText(format, answer.kind, value)}
      texts={texts}
      lying={lying}
      height={lying ? 60 + shown.length * 24 : 280}
    />
  )
}

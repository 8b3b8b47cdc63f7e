/** How a segment differs from everybody else, strongest first; only what is more than noise. */
import { useQuery } from '@tanstack/react-query'

import { useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { Change } from '#/ui/Figures.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { Answer } from '#/features/insight/Answer.tsx'
import { hourName, weekdayName } from '#/features/insight/explore/explore-words.ts'

import { useAnswerName } from './topic-words.ts'

type Row = Awaited<ReturnType<typeof client.insight.audienceDifferences>>['differences'][number]

export function Differences({ segmentId, storeId }: { segmentId: string; storeId?: number }) {
  const t = useT()
  const columns = useColumns()
  const differences = useQuery(
    api.insight.audienceDifferences.queryOptions({
      input: { segmentId, ...(storeId !== undefined && { storeId }) },
    }),
  )
  const { data } = differences
  return (
    <Panel
      title={t('audience.differences')}
      foot={data && <span>{t('audience.differencesNote', { inside: data.inside, rest: data.rest })}</span>}
      flush
    >
      <Answer
        of={differences}
        empty={(answer) => answer.differences.length === 0}
        title={t('audience.differences')}
        nothing={t('audience.noDifferences')}
      >
        {(answer) => (
          <DataTable
            label={t('audience.differences')}
            columns={columns}
            rows={answer.differences.slice(0, 30)}
            rowId={({ topic, key }) => `${topic} ${key}`}
          />
        )}
      </Answer>
    </Panel>
  )
}

function useColumns(): Column<Row>[] {
  const t = useT()
  const format = useFormat()
  const topicName = useCodeText('audience.topics')
  const name = useRowText()
  const points = (value: number): string => format.number(value * 100, { maximumFractionDigits: 1 })
  return [
    {
      id: 'what',
      label: t('audience.what'),
      lead: true,
      cell: (row) => (
        <>
          <span className="text-ink-3">{topicName(row.topic)}:</span>{' '}
          <span className="font-medium">{name(row)}</span>
        </>
      ),
    },
    {
      id: 'inside',
      label: t('audience.inside'),
      align: 'right',
      cell: (row) => format.percent(row.inside.share),
    },
    { id: 'rest', label: t('audience.rest'), align: 'right', cell: (row) => format.percent(row.rest.share) },
    {
      id: 'difference',
      label: t('audience.difference'),
      align: 'right',
      cell: (row) => (
        <Change direction={row.difference > 0 ? 'up' : 'down'}>
          {t('audience.points', { n: points(Math.abs(row.difference)) })}
        </Change>
      ),
    },
    {
      id: 'reach',
      label: t('goods.reach'),
      align: 'right',
      cell: (row) => `${points(row.interval.low)} – ${points(row.interval.high)}`,
    },
  ]
}

function useRowText(): (row: Row) => string {
  const format = useFormat()
  const name = useAnswerName()
  return (row) => {
    if (row.topic !== 'weekdayHour') return name(row.topic, row)
    const [weekday = '1', hour = '0'] = row.key.split('-')
    return `${weekdayName(format.locale, Number(weekday))} ${hourName(format.locale, Number(hour))}`
  }
}

/** One topic of a question: its answers with shares and intervals, what is not known, and a way to ask. */
import { useCodeText, useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { cx } from '#/ui/cx.ts'

import { ShareRows } from '#/features/insight/ShareRows.tsx'

import { HourHeat } from './HourHeat.tsx'
import { ProvinceMap } from './ProvinceMap.tsx'
import { type TopicAnswer, useAnswerName } from './topic-words.ts'

/** Topics that need the whole width. */
const wide = new Set(['weekdayHour', 'province'])
/** As many as one reads; the server sends more where a map needs them. */
const most = 8

export function Topic({ topic }: { topic: TopicAnswer }) {
  const t = useT()
  const format = useFormat()
  const title = useCodeText('audience.topics')(topic.topic)
  const unknown = topic.sample - topic.known
  return (
    <section
      aria-label={title}
      className={cx(
        'min-w-0 break-inside-avoid rounded-3 border border-line-strong bg-surface',
        wide.has(topic.topic) && '[column-span:all]',
      )}
    >
      <header className="flex min-h-10 items-center gap-2 border-b border-line px-4 py-1">
        <h3 className="font-semibold">{title}</h3>
        <span className="num ml-auto text-12 text-ink-3">
          {t(`audience.units.${topic.unit}`, { n: format.number(topic.known) })}
        </span>
      </header>
      <div className="p-4">
        {topic.known === 0 ? (
          <p className="text-ink-2">{t('audience.nothingKnown')}</p>
        ) : (
          <Body topic={topic} title={title} />
        )}
        {unknown > 0 && <Unknown topic={topic} />}
      </div>
    </section>
  )
}

function Body({ topic, title }: { topic: TopicAnswer; title: string }) {
  const counts = topic.rows.map(({ key, count }): [string, number] => [key, count])
  if (topic.topic === 'weekdayHour') return <HourHeat counts={new Map(counts)} label={title} />
  if (topic.topic !== 'province') return <Rows topic={topic} title={title} />
  return (
    <div className="grid gap-5 wide:grid-cols-[minmax(0,3fr)_minmax(0,1fr)]">
      <ProvinceMap counts={new Map(counts.map(([key, count]) => [Number(key), count]))} label={title} />
      <Rows topic={topic} title={title} />
    </div>
  )
}

/** The order of the calendar and of bands is theirs; all else stands by size. */
const ordered = new Set(['month', 'age', 'orderCount', 'tenure', 'interval', 'basketSize', 'orderValue'])

function Rows({ topic, title }: { topic: TopicAnswer; title: string }) {
  const t = useT()
  const name = useAnswerName()
  const inOrder = ordered.has(topic.topic)
  const sorted = [...topic.rows].sort((one, other) =>
    inOrder ? Number.parseFloat(one.key) - Number.parseFloat(other.key) : other.count - one.count,
  )
  const shown = inOrder ? sorted : sorted.slice(0, most)
  const beyond = topic.others + sorted.slice(shown.length).reduce((sum, { count }) => sum + count, 0)
  const rows = shown.map((row) => ({
    id: row.key || '-',
    label: name(topic.topic, row),
    share: row.share,
    count: row.count,
    interval: row.interval,
    quiet: row.key === '',
  }))
  const others = {
    id: 'others',
    label: t('audience.others'),
    share: beyond / topic.known,
    count: beyond,
    quiet: true,
  }
  return <ShareRows label={title} rows={beyond > 0 ? [...rows, others] : rows} />
}

/** What is not known is said, with what the shop can do to learn it. */
function Unknown({ topic: { topic, sample, known } }: { topic: TopicAnswer }) {
  const t = useT()
  const format = useFormat()
  const { ask } = useAsking()
  const values = { n: format.number(sample - known), share: format.percent((sample - known) / sample, 0) }
  return (
    <p className="mt-3 border-t border-dashed border-line-strong pt-2 text-12 text-ink-3">
      {t('audience.unknown', values)} {ask(topic)}
    </p>
  )
}

function useAsking(): { ask: (topic: string) => string } {
  const t = useT()
  const way = useCodeText('audience.ask')
  return {
    ask: (topic) => {
      const found = way(topic)
      return found === topic ? t('audience.askUsual') : found
    },
  }
}

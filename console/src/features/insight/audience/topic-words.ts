/** What the answers of a topic are called: bands, months, languages, provinces, consents. */
import { useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'

import { countryName } from '#/features/insight/explore/explore-words.ts'

import { provinceName } from './provinces.ts'

export type TopicAnswer = Awaited<ReturnType<typeof client.insight.audience>>['topics'][number]
type Row = { key: string; label: string | null }

/** Topics whose keys are the lowest number of a band, and where their bands begin. */
const bands: Record<string, readonly number[]> = {
  orderCount: [0, 1, 2, 3, 5, 10],
  tenure: [0, 30, 90, 180, 365, 730],
  interval: [0, 1, 7, 14, 30, 60, 90, 180, 365],
  basketSize: [1, 2, 3, 4, 5, 10, 20],
  orderValue: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000],
}

/** Topics that share their words with others. */
function wordsOf(topic: string): string {
  if (topic.startsWith('consent')) return 'consent'
  return topic === 'opened' || topic === 'clicked' ? 'channels' : topic
}

export function useAnswerName(): (topic: string, row: Row) => string {
  const t = useT()
  const format = useFormat()
  const code = useCodeText('audience.answers')
  const channel = useCodeText('orderChannels')
  const lostReason = useCodeText('lostReasons')
  const rfmClass = useCodeText('rfmClasses')
  const language = (key: string): string =>
    /^[a-z]{2,3}(-|$)/i.test(key)
      ? (new Intl.DisplayNames(format.locale, { type: 'language' }).of(key) ?? key)
      : key
  const month = (key: string): string =>
    new Intl.DateTimeFormat(format.locale, { month: 'long', timeZone: 'UTC' }).format(
      new Date(Date.UTC(2001, Number(key) - 1, 1)),
    )
  const named: Record<string, (key: string) => string> = {
    language,
    month,
    channel,
    age: (key) => key.replace('-', '–'),
    country: (key) => countryName(format.locale, key),
    province: provinceName,
    lossReason: lostReason,
    rfmClass,
  }
  const band = (topic: string, low: number): string => {
    const high = bands[topic]?.find((edge) => edge > low) ?? null
    const money = (value: number): string => format.money(value, format.currency, { whole: true })
    const show = topic === 'orderValue' ? money : (value: number): string => format.number(value)
    const unit = topic === 'tenure' || topic === 'interval' ? ` ${t('audience.days')}` : ''
    if (high === null) return `${show(low)}+${unit}`
    const last = topic === 'orderValue' ? high : high - 1
    return last <= low ? `${show(low)}${unit}` : `${show(low)} – ${show(last)}${unit}`
  }
  return (topic, { key, label }) => {
    if (label) return label
    if (key === '') return t('insight.notKnown')
    if (topic in bands) return band(topic, Number(key))
    const path = `${wordsOf(topic)}.${key}`
    const word = code(path)
    return named[topic]?.(key) ?? (word === path.replaceAll('_', ' ') ? key : word)
  }
}

/** What the answers of a topic are called: bands, months, languages, provinces, consents. */
import { useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'

import { countryName } from '#/features/insight/explore/explore-words.ts'

import { provinceName } from './provinces.ts'

export type TopicAnswer = Awaited<ReturnType<typeof client.insight.audience>>['topics'][number]
type Row = { key: string; label: string | null }

/** Topics whose keys are the lowest number of a band, and what is counted in it. */
const bands = new Set(['orderCount', 'tenure', 'interval', 'basketSize', 'orderValue'])

export function useAnswerName(): (topic: string, row: Row, keys?: readonly string[]) => string {
  const t = useT()
  const format = useFormat()
  const code = useCodeText('audience.answers')
  const channel = useCodeText('orderChannels')
  const lostReason = useCodeText('lostReasons')
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
  }
  const band = (topic: string, key: string, keys: readonly string[]): string => {
    const low = Number(key)
    const next = keys.map(Number).filter((other) => other > low)
    const high = next.length === 0 ? null : Math.min(...next)
    const money = (value: number): string => format.money(value, format.currency)
    const show = topic === 'orderValue' ? money : (value: number): string => format.number(value)
    const unit = topic === 'tenure' || topic === 'interval' ? ` ${t('audience.days')}` : ''
    if (high === null) return `${show(low)}+${unit}`
    const last = topic === 'orderValue' ? high : high - 1
    return last <= low ? `${show(low)}${unit}` : `${show(low)} – ${show(last)}${unit}`
  }
  return (topic, { key, label }, keys = []) => {
    if (label) return label
    if (key === '') return topic === 'coupon' ? t('retention.noCoupon') : t('insight.notKnown')
    if (bands.has(topic)) return band(topic, key, keys)
    return named[topic]?.(key) ?? code(key)
  }
}

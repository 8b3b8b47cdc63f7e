/** What the rows of an exploration are called, by what they are split. */
import type { Dimension } from '@vefa/contract'

import { useCodeText, useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'

/** Monday is 1; the fifth of January 1970 was one. */
export function weekdayName(locale: string, weekday: number, style: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(
    new Date(Date.UTC(1970, 0, 4 + weekday)),
  )
}

export function countryName(locale: string, code: string): string {
  if (!/^[A-Za-z]{2}$/.test(code)) return code
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code.toLocaleUpperCase('en')) ?? code
}

/** `09:00`, as the locale writes it. */
export function hourName(locale: string, hour: number): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(
    new Date(Date.UTC(1970, 0, 5, hour)),
  )
}

type Row = { key: string; label: string | null }

export function useRowName(by: Dimension): (row: Row) => string {
  const t = useT()
  const format = useFormat()
  const rfmClass = useCodeText('rfmClasses')
  const channel = useCodeText('orderChannels')
  const customerKind = useCodeText('explore.customerKinds')
  const day = (key: string): string =>
    format.date(`${key}T12:00:00Z`, { day: 'numeric', month: 'short', year: 'numeric' })
  const names: Partial<Record<Dimension, (key: string) => string>> = {
    day,
    week: (key) => t('explore.weekOf', { day: day(key) }),
    month: (key) => format.month(key.slice(0, 7)),
    weekday: (key) => weekdayName(format.locale, Number(key)),
    hour: (key) => hourName(format.locale, Number(key)),
    country: (key) => countryName(format.locale, key),
    channel,
    customerKind,
    rfmClass,
  }
  return ({ key, label }) => {
    if (key === '') return by === 'coupon' ? t('retention.noCoupon') : t('insight.notKnown')
    return label ?? names[by]?.(key) ?? key
  }
}

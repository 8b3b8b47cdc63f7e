/** The day against its usual, in words. */
import { useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { useFormat, useLanguage } from '#/lib/session.ts'

export type UsualAnswer = Awaited<ReturnType<typeof client.insight.usual>>
export type UsualFigure = UsualAnswer['figures'][number]

/** A calendar day at noon, so that no zone moves it to another. */
export function atNoon(day: string, daysAgo = 0): Date {
  return new Date(Date.parse(`${day}T12:00:00Z`) - daysAgo * 86_400_000)
}

/** "pazar", "Sunday", as it stands within a sentence: of the day the answer is about, or one some days before. */
export function useWeekday(): (day: string, daysAgo?: number) => string {
  const format = useFormat()
  const language = useLanguage()
  return (day, daysAgo) => {
    const name = format.date(atNoon(day, daysAgo), { weekday: 'long', timeZone: 'UTC' })
    return language === 'tr' ? name.toLocaleLowerCase('tr') : name
  }
}

/** The ends of a range as they can be met: of counts whole numbers. */
export function endsOf({
  usual,
  kind,
}: Pick<UsualFigure, 'usual' | 'kind'>): { low: number; high: number } | null {
  if (usual === null || kind !== 'count') return usual
  return { low: Math.ceil(usual.low), high: Math.max(Math.ceil(usual.low), Math.floor(usual.high)) }
}

export function useVerdict(): (figure: UsualFigure, weekday: string) => string {
  const t = useT()
  return ({ verdict, outsideDays }, weekday) => {
    if (verdict === null) return t('today.tooFew', { weekday })
    if (verdict === 'within') return t('today.within', { weekday })
    return t(`today.${verdict}`, { weekday, days: outsideDays })
  }
}

/** How a figure outside its range is marked: by which way is better for it. */
export function toneOf({ verdict, good }: Pick<UsualFigure, 'verdict' | 'good'>): 'good' | 'bad' | 'warn' {
  if (good === null) return 'warn'
  return (verdict === 'above') === (good === 'up') ? 'good' : 'bad'
}

/** `12.31`; of whole days nothing. */
export function timeOfDay(minute: number, locale: string): string | null {
  if (minute >= 1440) return null
  const moment = new Date(Date.UTC(2000, 0, 1, 0, minute))
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(
    moment,
  )
}

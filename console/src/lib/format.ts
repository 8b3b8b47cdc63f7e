/** Numbers, money and dates as the person's locale writes them. Decimal text is never turned into a float to be added. */
import type { Language } from '@vefa/contract'

const locales: Record<Language, string> = { tr: 'tr-TR', en: 'en-GB' }

export type Format = {
  locale: string
  number(value: number | string, options?: Intl.NumberFormatOptions): string
  percent(share: number, digits?: number): string
  /** Whole units for nothing and from a hundred on, unless `exact`; always where `whole`. */
  money(amount: string | number, currency: string, options?: { exact?: boolean; whole?: boolean }): string
  date(value: Date | string, options?: Intl.DateTimeFormatOptions): string
  time(value: Date | string): string
  dateTime(value: Date | string): string
  day(value: Date | string): string
  month(value: string): string
  relative(value: Date | string, now: Date): string
  compare(one: string, other: string): number
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

export function createFormat(language: Language, timeZone: string): Format {
  const locale = locales[language]
  const collator = new Intl.Collator(locale, { numeric: true })
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const show = (value: Date | string, options: Intl.DateTimeFormatOptions): string =>
    dates(options).format(new Date(value))
  return {
    locale,
    number: (value, options) => new Intl.NumberFormat(locale, options).format(value as number),
    percent: (share, digits = 1) =>
      new Intl.NumberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(share),
    money: (amount, currency, options = {}) => {
      const size = Math.abs(Number(amount))
      const whole = options.whole || (!options.exact && (size === 0 || size >= 100))
      return new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        ...(whole && { maximumFractionDigits: 0 }),
      }).format(amount as number)
    },
    date: (value, options = { day: 'numeric', month: 'long', year: 'numeric' }) => show(value, options),
    time: (value) => show(value, { hour: '2-digit', minute: '2-digit' }),
    dateTime: (value) => show(value, { dateStyle: 'long', timeStyle: 'short' }),
    day: (value) => show(value, { day: 'numeric', month: 'long', weekday: 'long' }),
    month: (value) =>
      new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${value}-01T00:00:00Z`),
      ),
    relative: (value, now) => relative(locale, new Date(value), now),
    compare: (one, other) => collator.compare(one, other),
  }
}

function relative(locale: string, value: Date, now: Date): string {
  const seconds = (value.getTime() - now.getTime()) / 1_000
  const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const)
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(seconds / length), unit)
}

/** Currencies, languages, countries and time zones the browser knows, in the person's language. */
import type { Language } from '@vefa/contract'

type Choice = { value: string; label: string }

/** Those shops of this region use first, then all others by name. */
const usual = ['TRY', 'EUR', 'USD', 'GBP']

export function currencyChoices(language: Language): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' })
  const label = (code: string): Choice => ({ value: code, label: `${code} – ${names.of(code) ?? code}` })
  const others = Intl.supportedValuesOf('currency').filter((code) => !usual.includes(code))
  return [...usual, ...others].map(label)
}

export function timeZoneChoices(own: string): Choice[] {
  const known = Intl.supportedValuesOf('timeZone')
  const zones = known.includes(own) ? known : [own, ...known]
  return zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
}

/** `tr` as "Turkish", `TR` as "Türkiye"; the code itself where the browser does not know it. */
export function nameOf(type: 'language' | 'region', code: string, language: Language): string {
  try {
    return new Intl.DisplayNames(language, { type }).of(code) ?? code
  } catch (error) {
    if (error instanceof RangeError) return code
    throw error
  }
}

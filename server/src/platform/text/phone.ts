/** Owns the normal form of a telephone number (E.164) and the refusal of numbers nobody has. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'

export type NormalPhone =
  | { ok: true; e164: string; country: string | null; kind: 'mobile' | 'fixed' | 'shared' | 'unknown' }
  | { ok: false; reason: 'empty' | 'malformed' | 'invalid' | 'placeholder' | 'rounded' }

const WORDS_FOR_NOTHING = /^(-+|yok|none|null|n\/?a|undefined|nan)$/i

/**
 * Reads `05xx`, `5xx`, `90…`, `0090…`, `+90…`, spaces, dots, brackets and a spreadsheet's leading apostrophe or
 * trailing `.0`; numbers without a country belong to `defaultCountry` (ISO 3166 alpha-2).
 *
 * Refuses `rounded` (9,05E+11: the digits are gone), `placeholder` (0000000, 1111111, 1234567) and `invalid`
 * (no such number in the numbering plan). `shared` marks switchboards and service numbers.
 */
export function normalisePhone(raw: string, defaultCountry: CountryCode): NormalPhone {
  const text = raw.normalize('NFKC').trim().replace(/^'+/, '').replace(/\.0$/, '').trim()
  if (text === '' || WORDS_FOR_NOTHING.test(text)) return { ok: false, reason: 'empty' }
  if (/^\d[.,]\d+e\+?\d+$/i.test(text)) return { ok: false, reason: 'rounded' }
  if (text.length > 40 || /[\p{L}@]{2}/u.test(text.replace(/(ext|dahili|x).*$/i, ''))) {
    return { ok: false, reason: 'malformed' }
  }
  if (isPlaceholder(text.replaceAll(/\D/g, ''))) return { ok: false, reason: 'placeholder' }
  const number = parsePhoneNumberFromString(text, defaultCountry)
  if (number === undefined) return { ok: false, reason: 'malformed' }
  if (isPlaceholder(number.nationalNumber)) return { ok: false, reason: 'placeholder' }
  if (!number.isValid()) return { ok: false, reason: 'invalid' }
  return { ok: true, e164: number.number, country: number.country ?? null, kind: kindOf(number.getType()) }
}

/** Whether a string names a country the numbering plans know. */
export { isSupportedCountry } from 'libphonenumber-js/max'

/** Seven equal digits at the end, or the whole or the end counted up or down, is what people type to get past a form. */
function isPlaceholder(digits: string): boolean {
  return /(\d)\1{6,}$/.test(digits) || /(1234567|12345678|123456789|1234567890|7654321)$/.test(digits)
}

function kindOf(type: string | undefined): 'mobile' | 'fixed' | 'shared' | 'unknown' {
  if (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' || type === 'PERSONAL_NUMBER') return 'mobile'
  if (type === 'FIXED_LINE' || type === 'VOIP') return 'fixed'
  return type === undefined ? 'unknown' : 'shared'
}

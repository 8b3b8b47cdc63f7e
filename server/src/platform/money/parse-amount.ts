/** Owns reading amounts as people and spreadsheets write them: `₺ 1.234,56`, `(1,234.50)`, `99 TL-`. */
import { LIMIT, type Units, unitsFromDigits } from './units.ts'

export type ParsedAmount =
  | { ok: true; units: Units }
  | { ok: false; reason: 'empty' | 'malformed' | 'out-of-range' }

const MALFORMED: ParsedAmount = { ok: false, reason: 'malformed' }

/** The plain form of almost every row; read without the general pattern. */
const PLAIN = { '.': /^-?\d{1,14}(?:\.\d{1,4})?$/, ',': /^-?\d{1,14}(?:,\d{1,4})?$/ }

const NUMBER = {
  '.': /^(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+|\d*)(?:\.(\d*))?$/,
  ',': /^(\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+|\d*)(?:,(\d*))?$/,
}
const CURRENCY = String.raw`(?:[A-Za-z]{0,2}\p{Sc}|[A-Za-z]{2,3}\.?)`
const AROUND = new RegExp(
  String.raw`^${CURRENCY}?\s*(-?)\s*${CURRENCY}?\s*([\d.,' ]*\d[\d.,' ]*?)\s*(-?)\s*${CURRENCY}?\s*(-?)$`,
  'u',
)

/**
 * Reads one amount. `decimal` says which sign stands before the decimals, since `1.234` alone cannot tell; the
 * other sign, blanks and apostrophes may group thousands, and only in threes. Currency signs and codes around the
 * number are ignored. Negative: a minus before or after, or brackets. More than four decimals: half to even.
 */
export function parseAmount(raw: string, options: { decimal: '.' | ',' }): ParsedAmount {
  if (PLAIN[options.decimal].test(raw)) return { ok: true, units: plainUnits(raw, options.decimal) }
  if (raw.length > 60) return MALFORMED
  const text = raw
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[−–‒]/g, '-')
    .replaceAll('’', "'")
    .trim()
  if (text === '' || text === '-') return { ok: false, reason: 'empty' }
  const bracketed = /^\((.*)\)$/.exec(text)
  const around = AROUND.exec((bracketed?.[1] ?? text).trim())
  if (around === null) return MALFORMED
  const signs = [bracketed !== null, around[1] === '-', around[3] === '-', around[4] === '-'].filter(Boolean)
  const number = NUMBER[options.decimal].exec(around[2]?.trim() ?? '')
  if (number === null || signs.length > 1) return MALFORMED
  return signedUnits(number, signs.length === 1)
}

function signedUnits(number: RegExpExecArray, negative: boolean): ParsedAmount {
  const whole = (number[1] ?? '').replaceAll(/\D/g, '')
  const fraction = number[2] ?? ''
  if (whole === '' && fraction === '') return MALFORMED
  const units = unitsFromDigits(whole, fraction)
  if (units >= LIMIT) return { ok: false, reason: 'out-of-range' }
  return { ok: true, units: negative ? -units : units }
}

function plainUnits(raw: string, decimal: '.' | ','): Units {
  const at = raw.indexOf(decimal)
  if (at < 0) return BigInt(raw) * 10_000n
  return BigInt(raw.slice(0, at) + raw.slice(at + 1).padEnd(4, '0'))
}

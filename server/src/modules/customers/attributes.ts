/** Owns custom attributes: their types, how a value of a type looks, and what type a first value suggests. */

export const attributeTypes = ['text', 'number', 'date', 'boolean', 'list'] as const

export type AttributeType = (typeof attributeTypes)[number]

export type AttributeValue = string | number | boolean | string[]

/** Names under which attributes are kept: what a sender may call a property, without control characters. */
export function isAttributeName(name: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N} _.$-]{0,63}$/u.test(name)
}

/** The value as its type keeps it, or undefined where it does not fit. Empty text and null fit nothing. */
export function coerceAttribute(type: AttributeType, raw: unknown): AttributeValue | undefined {
  if (raw === null || raw === undefined || raw === '') return undefined
  return coercions[type](raw)
}

const coercions: Record<AttributeType, (raw: unknown) => AttributeValue | undefined> = {
  text: (raw) => {
    if (typeof raw === 'string') return tidy(raw)
    if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw)
    return Array.isArray(raw) ? listOf(raw)?.join(', ') : undefined
  },
  number: (raw) => {
    const number = typeof raw === 'string' ? Number(decimalPoint(raw.trim())) : raw
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined
  },
  date: (raw) => (typeof raw === 'string' ? dayOf(raw.trim()) : undefined),
  boolean: (raw) => {
    if (typeof raw === 'boolean') return raw
    const word = String(raw).trim().toLowerCase()
    if (truths.has(word)) return true
    return falsehoods.has(word) ? false : undefined
  },
  list: (raw) => {
    if (Array.isArray(raw)) return listOf(raw)
    return typeof raw === 'string' ? listOf(raw.split(/[,;|]/)) : undefined
  },
}

const truths: ReadonlySet<string> = new Set(['true', '1', 'yes', 'y', 'evet', 'e', 'doğru'])
const falsehoods: ReadonlySet<string> = new Set(['false', '0', 'no', 'n', 'hayır', 'hayir', 'h', 'yanlış'])

function tidy(text: string): string | undefined {
  const clean = text.replaceAll('\u0000', '').trim().slice(0, 1000)
  return clean === '' ? undefined : clean
}

function listOf(items: readonly unknown[]): string[] | undefined {
  const words = items.flatMap((item) =>
    typeof item === 'string' || typeof item === 'number' ? (tidy(String(item)) ?? []) : [],
  )
  return words.length > 0 ? [...new Set(words)].slice(0, 100) : undefined
}

/** `1.234,5` and `1234,5` as people here write them; a lone point stays a decimal point. */
function decimalPoint(text: string): string {
  return /^-?[\d.]*,\d+$/.test(text) ? text.replaceAll('.', '').replace(',', '.') : text
}

function dayOf(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/.exec(text)
  const turkish = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text)
  const [year, month, day] = iso ? iso.slice(1, 4) : turkish ? turkish.slice(1, 4).reverse() : []
  if (!year || !month || !day) return undefined
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const same = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return same ? date.toISOString().slice(0, 10) : undefined
}

/** The type a new attribute gets from the first value seen; undefined for shapes that are no attribute. */
export function typeOfValue(raw: unknown): AttributeType | undefined {
  if (typeof raw === 'boolean') return 'boolean'
  if (typeof raw === 'number') return Number.isFinite(raw) ? 'number' : undefined
  if (Array.isArray(raw)) return listOf(raw) ? 'list' : undefined
  if (typeof raw !== 'string' || !tidy(raw)) return undefined
  return /^\d{4}-\d{2}-\d{2}(?:$|T)/.test(raw) && dayOf(raw) ? 'date' : 'text'
}

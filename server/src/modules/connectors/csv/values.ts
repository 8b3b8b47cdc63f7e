/** Owns reading one cell as one type of value, with a typed reason when it cannot be read. */
import { decimalOf } from '#/platform/money/units.ts'
import { parseAmount } from '#/platform/money/parse-amount.ts'
import { isSupportedCountry, normaliseEmail, normalisePhone } from '#/platform/text/identifiers.ts'
import { tidyName } from '#/platform/text/names.ts'
import { type DateFormat, parseDate } from './dates.ts'
import type { ValueType, Values } from './fields.ts'
import { resolverFor } from './zoned-time.ts'

export const VALUE_REJECTS = [
  'bad-email',
  'bad-phone',
  'placeholder',
  'bad-amount',
  'bad-quantity',
  'bad-date',
  'impossible-date',
  'bad-flag',
  'too-long',
  'rounded-number',
] as const
export type ValueReject = (typeof VALUE_REJECTS)[number]

/** `undefined` for an empty cell. */
export type CellValue<T> = { value: T | undefined } | { reason: ValueReject }
export type ReadCell = (cell: string) => CellValue<Values[ValueType]>

export const TRANSFORMS = ['negate', 'minor-units', 'name-case'] as const
export type Transform = (typeof TRANSFORMS)[number]

export type ReadOptions = {
  decimal: '.' | ','
  dateFormat: DateFormat
  zone: string
  /** Country of telephone numbers without one, ISO 3166 alpha-2. */
  country: string
  transform?: Transform | undefined
}

const MAX_ID = 200
const MAX_TEXT = 100_000
const EMPTY = { value: undefined }

/** A reader for one column; readers keep their last answer, since neighbouring rows often repeat a value. */
export function readerFor(type: ValueType, options: ReadOptions): ReadCell {
  return remembering(READERS[type](options))
}

function remembering(read: ReadCell): ReadCell {
  let lastCell: string | null = null
  let lastValue: CellValue<Values[ValueType]> = EMPTY
  return (cell) => {
    if (cell === lastCell) return lastValue
    lastValue = read(cell)
    lastCell = cell
    return lastValue
  }
}

const READERS: Record<ValueType, (options: ReadOptions) => ReadCell> = {
  id: () => readId,
  text: textReader,
  email: () => readEmail,
  phone: phoneReader,
  amount: (options) => decimalReader(options, 'bad-amount'),
  quantity: (options) => decimalReader(options, 'bad-quantity'),
  date: dateReader,
  flag: () => readFlag,
  list: () => readList,
}

/** Spreadsheets write the number 17850 as 17850.0 and guard long ones with an apostrophe. */
function readId(cell: string): CellValue<string> {
  const id = cell.trim().replace(/^'/, '')
  if (id === '') return EMPTY
  if (id.length > MAX_ID) return { reason: 'too-long' }
  if (/^\d[.,]\d+e\+\d+$/i.test(id)) return { reason: 'rounded-number' }
  return { value: /^\d+\.0+$/.test(id) ? id.slice(0, id.indexOf('.')) : id }
}

function textReader({ transform }: ReadOptions): ReadCell {
  return (cell) => {
    const text = cell.trim()
    if (text === '') return EMPTY
    if (text.length > MAX_TEXT) return { reason: 'too-long' }
    return { value: transform === 'name-case' ? tidyName(text, 'tr') : text }
  }
}

function readEmail(cell: string): CellValue<string> {
  const email = normaliseEmail(cell)
  if (email.ok) return { value: email.email }
  if (email.reason === 'empty') return EMPTY
  return { reason: email.reason === 'placeholder' ? 'placeholder' : 'bad-email' }
}

function phoneReader({ country }: ReadOptions): ReadCell {
  const home = isSupportedCountry(country) ? country : 'TR'
  return (cell) => {
    const phone = normalisePhone(cell, home)
    if (phone.ok) return { value: phone.e164 }
    if (phone.reason === 'empty') return EMPTY
    if (phone.reason === 'rounded') return { reason: 'rounded-number' }
    return { reason: phone.reason === 'placeholder' ? 'placeholder' : 'bad-phone' }
  }
}

function decimalReader({ decimal, transform }: ReadOptions, bad: ValueReject): ReadCell {
  const sign = transform === 'negate' ? -1n : 1n
  return (cell) => {
    const amount = parseAmount(cell, { decimal })
    if (!amount.ok) return amount.reason === 'empty' ? EMPTY : { reason: bad }
    const units = transform === 'minor-units' ? amount.units / 100n : amount.units
    return { value: decimalOf(sign * units) }
  }
}

function dateReader({ dateFormat, zone }: ReadOptions): ReadCell {
  const toInstant = resolverFor(zone)
  return (cell) => {
    const date = parseDate(cell, dateFormat, toInstant)
    if (date.ok) return { value: date.instant }
    if (date.reason === 'empty') return EMPTY
    return { reason: date.reason === 'impossible' ? 'impossible-date' : 'bad-date' }
  }
}

const YES = new Set('yes y true 1 evet e var subscribed onayli izinli accepted on'.split(' '))
const NO = new Set(
  'no n false 0 hayir h yok unsubscribed never_subscribed onaysiz izinsiz ret red off'.split(' '),
)

function readFlag(cell: string): CellValue<boolean> {
  const word = cell.trim().toLocaleLowerCase('en').replaceAll('ı', 'i')
  if (word === '') return EMPTY
  if (YES.has(word)) return { value: true }
  return NO.has(word) ? { value: false } : { reason: 'bad-flag' }
}

function readList(cell: string): CellValue<string[]> {
  if (cell.length > MAX_TEXT) return { reason: 'too-long' }
  const entries = cell.split(/[,;|]/, 200).map((entry) => entry.trim().replaceAll(/^"|"$/g, ''))
  const filled = [...new Set(entries.filter((entry) => entry !== ''))]
  return filled.length === 0 ? EMPTY : { value: filled }
}

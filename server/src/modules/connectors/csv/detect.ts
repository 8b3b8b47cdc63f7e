/** Owns telling from a sample how a file separates, quotes and titles its columns, and what each column holds. */
import { type DateFormat, detectDateFormat } from './dates.ts'
import { type Dialect, readRows } from './rows.ts'

const SAMPLE_ROWS = 300
const DELIMITERS = [',', ';', '\t', '|'] as const

/** What the values of a column look like; `decimal` and `dateFormat` only where they apply. */
export type ColumnProfile = {
  kind: 'empty' | 'email' | 'date' | 'amount' | 'whole' | 'text'
  decimal: '.' | ',' | null
  dateFormat: DateFormat | null
  filled: number
}

export type SampleTable = {
  dialect: Dialect
  hasHeader: boolean
  /** Names made unique (`Name`, `Name (2)`); without a header `1`, `2`, … */
  columns: string[]
  profiles: ColumnProfile[]
  /** The decimal sign of the file's amounts; `.` when nothing tells. */
  decimal: '.' | ','
  /** Rows of values (no header), at most 300. */
  rows: string[][]
}

/** Reads the sample as a table. Any text gives some table; an empty one has no columns. */
export async function detectTable(sample: string, complete: boolean): Promise<SampleTable> {
  const dialect = detectDialect(sample, complete)
  const all = await sampleRows(wholeLines(sample, complete), dialect)
  const hasHeader = looksLikeHeader(all)
  const rows = hasHeader ? all.slice(1) : all
  const width = all[0]?.length ?? 0
  const columns = hasHeader ? uniqueNames(all[0] ?? []) : Array.from({ length: width }, (_, i) => `${i + 1}`)
  const profiles = columns.map((_, index) => profileOf(rows.map((row) => row[index] ?? '')))
  return { dialect, hasHeader, columns, profiles, decimal: decimalOfFile(profiles, dialect), rows }
}

/** Delimiter, quote and line end that split the sample most evenly into more than one column. */
function detectDialect(sample: string, complete: boolean): Dialect {
  const text = wholeLines(sample, complete)
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r'
  const lines = text.split(newline, SAMPLE_ROWS).filter((line) => line.trim() !== '')
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: evenness(lines, delimiter) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score === 0 && isAligned(lines)) return { delimiter: ' ', quote: null, newline }
  return { delimiter: best.delimiter, quote: quoteOf(lines, best.delimiter), newline }
}

function wholeLines(sample: string, complete: boolean): string {
  const end = Math.max(sample.lastIndexOf('\n'), sample.includes('\n') ? -1 : sample.lastIndexOf('\r'))
  return complete || end < 0 ? sample : sample.slice(0, end + 1)
}

/** The share of lines with the most common number of cells, weighted a little by that number; 0 for one column. */
function evenness(lines: string[], delimiter: string): number {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const cells = outsideQuotes(line).split(delimiter).length
    counts.set(cells, (counts.get(cells) ?? 0) + 1)
  }
  const [cells, times] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0])
  return cells < 2 ? 0 : (times / lines.length) * (1 + Math.min(cells, 50) / 100)
}

function outsideQuotes(line: string): string {
  return line.slice(0, 10_000).replaceAll(/"[^"]*"/g, '')
}

function isAligned(lines: string[]): boolean {
  const widths = new Set(lines.map((line) => line.trim().split(/[ \t]+/).length))
  return lines.length > 0 && widths.size === 1 && !widths.has(1)
}

/** A quote counts only where it opens a cell; a file that has none may use the sign as a letter (24" monitor). */
function quoteOf(lines: string[], delimiter: string): '"' | "'" | null {
  const opens = (mark: string) =>
    lines.filter((line) => line.startsWith(mark) || line.includes(delimiter + mark)).length
  const closes = (mark: string) =>
    lines.filter((line) => line.trimEnd().endsWith(mark) || line.includes(mark + delimiter)).length
  if (opens('"') > 0) return '"'
  const single = opens("'")
  if (single > 0 && single === closes("'") && single > lines.length / 2) return "'"
  return lines.some((line) => line.includes('"')) ? null : '"'
}

async function sampleRows(text: string, dialect: Dialect): Promise<string[][]> {
  const rows: string[][] = []
  for await (const batch of readRows(once(text), { dialect })) {
    for (const row of batch) if (row.ok && rows.length <= SAMPLE_ROWS) rows.push(row.cells)
    if (rows.length > SAMPLE_ROWS) break
  }
  return rows
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** A first row is a header when it holds only words, no two alike, and is not just one more row like the others. */
function looksLikeHeader(rows: string[][]): boolean {
  const [first, ...others] = rows
  if (first === undefined) return false
  const names = first.map((name) => name.trim()).filter((name) => name !== '')
  if (names.length < first.length / 2 || names.some(isValueLike)) return false
  const repeats = others.filter((row) => row[0] === first[0] && row[1] === first[1]).length
  return repeats === 0
}

function isValueLike(cell: string): boolean {
  const kind = kindOfValues([cell]).kind
  return kind === 'email' || kind === 'date' || kind === 'amount' || kind === 'whole' || cell.length > 120
}

function uniqueNames(header: string[]): string[] {
  const seen = new Map<string, number>()
  return header.map((raw, index) => {
    const name = raw.replaceAll(/\s+/g, ' ').trim() || `${index + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

function profileOf(values: string[]): ColumnProfile {
  const filled = values.filter((value) => value.trim() !== '').map((value) => value.trim())
  return { ...kindOfValues(filled), filled: values.length === 0 ? 0 : filled.length / values.length }
}

type Kind = Omit<ColumnProfile, 'filled'>
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const POINT = /^[^\d,]*\(?-?(\d{1,3}(,\d{3})+|\d+)\.\d+[^\d.,]*$/
const COMMA = /^[^\d.]*\(?-?(\d{1,3}(\.\d{3})+|\d+),\d+[^\d.,]*$/
const MONEY = /^[-(−]?\s?([A-Z]{0,3}\p{Sc}|[A-Z]{2,3}\s)?\s?-?\d[\d.,' ]*\s?(\p{Sc}|[A-Z]{2,3})?\s?[-)]?$/iu

function kindOfValues(filled: string[]): Kind {
  const none = { decimal: null, dateFormat: null }
  if (filled.length === 0) return { kind: 'empty', ...none }
  if (isMostly(filled, (value) => EMAIL.test(value))) return { kind: 'email', ...none }
  const dateFormat = detectDateFormat(filled)
  if (dateFormat !== null && dateFormat !== 'excel') return { kind: 'date', decimal: null, dateFormat }
  if (filled.every((value) => /^-?\d+$/.test(value))) return { kind: 'whole', decimal: null, dateFormat }
  const numeric = filled.filter(isMoney)
  if (!isMostly(filled, isMoney)) return { kind: 'text', ...none }
  return { kind: 'amount', decimal: decimalOfValues(numeric), dateFormat }
}

function isMoney(value: string): boolean {
  return value.length < 40 && MONEY.test(value)
}

/** A few spoiled values in a long column do not change what the column is; their rows are told of later. */
function isMostly(values: string[], fits: (value: string) => boolean): boolean {
  const fitting = values.filter(fits).length
  return fitting === values.length || (values.length >= 20 && fitting >= values.length * 0.9)
}

/** `1.234` and `1,234` alone do not tell; a value with other than three digits after its sign does. */
function decimalOfValues(values: string[]): '.' | ',' | null {
  const votes = values.map((value) => {
    const last = /([.,])(\d+)\D*$/.exec(value)
    if (last === null || (last[2]?.length === 3 && !value.includes(last[1] === '.' ? ',' : '.'))) return null
    if (last[1] === '.' && POINT.test(value)) return '.'
    return last[1] === ',' && COMMA.test(value) ? ',' : null
  })
  const points = votes.filter((vote) => vote === '.').length
  const commas = votes.filter((vote) => vote === ',').length
  if (points === commas) return null
  return points > commas ? '.' : ','
}

/** By the columns that tell; a file with semicolons and no telling column comes from a place with decimal commas. */
function decimalOfFile(profiles: ColumnProfile[], dialect: Dialect): '.' | ',' {
  const told = profiles.map((profile) => profile.decimal).filter((decimal) => decimal !== null)
  const commas = told.filter((decimal) => decimal === ',').length
  if (told.length === 0) return dialect.delimiter === ';' ? ',' : '.'
  return commas > told.length / 2 ? ',' : '.'
}

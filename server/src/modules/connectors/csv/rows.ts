/** Owns the way from text to rows of cells: quotes, line ends, limits, and a typed reject for what cannot be read. */
import { DamagedFileError } from './decode.ts'

/** How a file separates; `' '` means columns aligned by any number of blanks. */
export type Dialect = {
  delimiter: ',' | ';' | '\t' | '|' | ' '
  quote: '"' | "'" | null
  newline: '\n' | '\r'
}

export type RowLimits = { fieldChars: number; rowChars: number; columns: number }
export const DEFAULT_LIMITS: RowLimits = { fieldChars: 500_000, rowChars: 1_000_000, columns: 1_000 }

export const ROW_REJECTS = [
  'too-few-columns',
  'too-many-columns',
  'stray-quote',
  'unclosed-quote',
  'field-too-long',
  'row-too-long',
  'nul-byte',
  'cut-off',
  'damaged-file',
] as const
export type RowReject = (typeof ROW_REJECTS)[number]

/** `row` counts records from 1, a header included, as a spreadsheet numbers them (blank lines are left out). */
export type ReadRow =
  | { ok: true; row: number; cells: string[] }
  | { ok: false; row: number; reason: RowReject; excerpt: string }

/** Scanning begins with this much text at least, so that a source of tiny chunks does not cost a scan for each. */
const SCAN_CHARS = 64 * 1024
const EXCERPT_CHARS = 500

export type RowOptions = { dialect: Dialect; columns?: number; limits?: RowLimits }

/**
 * Rows in batches as the text arrives. A row must have `columns` cells (by default as many as the first row);
 * more are accepted when the extra ones are empty. Quoted cells may hold delimiters and line ends, a doubled quote is
 * one. A quote anywhere else, or one that never closes, rejects that line only: reading goes on at the next line,
 * so that one stray quote never swallows the file. The last line without line end and with too few cells is
 * `cut-off`. Memory: the current row and the current chunk. Never throws for content.
 */
export async function* readRows(text: AsyncIterable<string>, options: RowOptions): AsyncGenerator<ReadRow[]> {
  const scanner = new RowScanner(options)
  const iterator = text[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await iterator.next().catch(damage)
      if (next === 'damaged') {
        yield [...scanner.finish(), scanner.reject('damaged-file', '')]
        return
      }
      if (next.done === true) break
      const rows = scanner.push(next.value)
      if (rows.length > 0) yield rows
    }
    const rows = scanner.finish()
    if (rows.length > 0) yield rows
  } finally {
    await iterator.return?.()
  }
}

function damage(error: unknown): 'damaged' {
  if (error instanceof DamagedFileError) return 'damaged'
  throw error
}

type Found = { end: number; cells: string[] } | { end: number; reason: RowReject } | 'incomplete'

/** Holds the text not yet turned into rows. */
class RowScanner {
  private readonly dialect: Dialect
  private readonly limits: RowLimits
  private columns: number | null
  private buffer = ''
  private row = 0
  private waitFor = SCAN_CHARS
  private skipping = false

  constructor({ dialect, columns, limits = DEFAULT_LIMITS }: RowOptions) {
    this.dialect = dialect
    this.columns = columns ?? null
    this.limits = limits
  }

  push(chunk: string): ReadRow[] {
    this.buffer += chunk
    return this.buffer.length < this.waitFor ? [] : this.scan(false)
  }

  finish(): ReadRow[] {
    return this.scan(true)
  }

  reject(reason: RowReject, text: string): ReadRow {
    this.row += 1
    return { ok: false, row: this.row, reason, excerpt: text.slice(0, EXCERPT_CHARS) }
  }

  private scan(last: boolean): ReadRow[] {
    const rows: ReadRow[] = []
    let at = this.skipping ? this.endOfSkipped(last) : 0
    while (at < this.buffer.length) {
      const found = this.rowAt(at, last)
      if (found === 'incomplete') break
      const row = this.checked(found, at)
      if (row !== null) rows.push(row)
      at = found.end
    }
    this.buffer = this.buffer.slice(at)
    // An unfinished row is looked at again only when twice as much is there: linear in all, whatever the chunks.
    this.waitFor = Math.max(SCAN_CHARS, this.buffer.length * 2)
    return rows
  }

  /** The rest of a line that was rejected for its length is dropped unread. */
  private endOfSkipped(last: boolean): number {
    const end = this.buffer.indexOf(this.dialect.newline)
    this.skipping = end < 0 && !last
    return end < 0 ? this.buffer.length : end + 1
  }

  private rowAt(start: number, last: boolean): Found {
    const { newline, quote } = this.dialect
    const lineEnd = this.buffer.indexOf(newline, start)
    if (lineEnd < 0 && this.buffer.length - start > this.limits.rowChars) {
      this.skipping = !last
      return { end: this.buffer.length, reason: 'row-too-long' }
    }
    if (lineEnd < 0 && !last) return 'incomplete'
    const line = this.buffer.slice(start, lineEnd < 0 ? this.buffer.length : lineEnd)
    const end = lineEnd < 0 ? this.buffer.length : lineEnd + 1
    if (quote !== null && line.includes(quote)) return this.quotedRowAt(start, { lineEnd: end, last })
    return { end, cells: this.splitLine(line) }
  }

  private splitLine(line: string): string[] {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line
    const { delimiter } = this.dialect
    return delimiter === ' ' ? bare.trim().split(/[ \t]+/) : bare.split(delimiter)
  }

  private quotedRowAt(start: number, { lineEnd, last }: { lineEnd: number; last: boolean }): Found {
    const found = scanQuoted(this.buffer, start, this.dialect)
    if (found.kind === 'row') {
      const mayGoOn = !last && found.end === this.buffer.length && !this.endsInNewline()
      return mayGoOn ? 'incomplete' : { end: found.end, cells: found.cells }
    }
    if (found.kind === 'stray') return { end: lineEnd, reason: 'stray-quote' }
    const tooLong = this.buffer.length - start > this.limits.rowChars
    if (!tooLong && !last) return 'incomplete'
    return { end: lineEnd, reason: this.isCutOff(lineEnd) ? 'cut-off' : 'unclosed-quote' }
  }

  private checked(found: Exclude<Found, 'incomplete'>, start: number): ReadRow | null {
    const excerpt = () => this.buffer.slice(start, Math.min(found.end, start + EXCERPT_CHARS))
    if ('reason' in found) return this.reject(found.reason, excerpt())
    const { cells } = found
    if (cells.length === 1 && cells[0]?.trim() === '') return null
    this.columns ??= cells.length
    while (cells.length > this.columns && cells.at(-1) === '') cells.pop()
    const reason = this.complaint(cells, found.end)
    if (reason !== null) return this.reject(reason, excerpt())
    this.row += 1
    return { ok: true, row: this.row, cells }
  }

  private complaint(cells: string[], end: number): RowReject | null {
    const columns = this.columns ?? cells.length
    if (cells.length < columns) return this.isCutOff(end) ? 'cut-off' : 'too-few-columns'
    if (cells.length > columns || cells.length > this.limits.columns) return 'too-many-columns'
    for (const cell of cells) {
      if (cell.length > this.limits.fieldChars) return 'field-too-long'
      if (cell.includes('\0')) return 'nul-byte'
    }
    return null
  }

  private isCutOff(end: number): boolean {
    return end === this.buffer.length && !this.endsInNewline()
  }

  private endsInNewline(): boolean {
    return this.buffer.at(-1) === this.dialect.newline
  }
}

type Quoted = { kind: 'row'; end: number; cells: string[] } | { kind: 'stray' } | { kind: 'open' }

/** One row that holds a quote somewhere; every character is looked at once. */
function scanQuoted(text: string, start: number, { delimiter, quote, newline }: Dialect): Quoted {
  const mark = quote ?? '"'
  const cells: string[] = []
  let at = start
  for (;;) {
    const quoted = text[at] === mark
    const cell = quoted ? quotedCell(text, at, mark) : plainCell(text, at, { delimiter, newline })
    if (cell === null) return { kind: 'open' }
    if (!quoted && cell.value.includes(mark)) return { kind: 'stray' }
    const end = quoted ? afterReturn(text, cell.end, newline) : cell.end
    cells.push(quoted ? cell.value : cell.value.replace(/\r$/, ''))
    if (end >= text.length) return { kind: 'row', end: text.length, cells }
    if (text[end] === newline) return { kind: 'row', end: end + 1, cells }
    if (text[end] !== delimiter) return { kind: 'stray' }
    at = end + 1
  }
}

/** A carriage return between a closing quote and the line end belongs to the line end. */
function afterReturn(text: string, at: number, newline: string): number {
  const isPartOfEnd = text[at] === '\r' && (text[at + 1] === newline || at + 1 === text.length)
  return isPartOfEnd ? at + 1 : at
}

function quotedCell(text: string, start: number, mark: string): { value: string; end: number } | null {
  let end = text.indexOf(mark, start + 1)
  let doubled = false
  while (end >= 0 && text[end + 1] === mark) {
    doubled = true
    end = text.indexOf(mark, end + 2)
  }
  if (end < 0) return null
  const inner = text.slice(start + 1, end)
  return { value: doubled ? inner.replaceAll(mark + mark, mark) : inner, end: end + 1 }
}

function plainCell(
  text: string,
  start: number,
  { delimiter, newline }: { delimiter: string; newline: string },
): { value: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== newline) end += 1
  return { value: text.slice(start, end), end }
}

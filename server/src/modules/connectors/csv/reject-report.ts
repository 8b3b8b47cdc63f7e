/** Owns the report of what was not taken from a file: a CSV that no spreadsheet can be tricked by. */

/** One line of the report; `row` as a spreadsheet numbers it, `column` empty when the row as a whole is refused. */
export type RejectLine = { row: number; column: string; reason: string; excerpt: string }

/** Byte-order mark, so that spreadsheets read Turkish letters, and the header. */
export function reportHeader(names: {
  row: string
  column: string
  reason: string
  excerpt: string
}): string {
  return `\ufeff${csvLine([names.row, names.column, names.reason, names.excerpt])}`
}

export function reportLine(line: RejectLine): string {
  return csvLine([String(line.row), line.column, line.reason, line.excerpt])
}

/** One line of CSV with CR LF; every cell made safe by {@link safeCell}. */
export function csvLine(cells: string[]): string {
  return `${cells.map(safeCell).join(',')}\r\n`
}

const FORMULA_START = /^[\s\p{Cc}\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/u
const PLAIN_NUMBER = /^-?\d+([.,]\d+)?$/

/**
 * A cell as CSV text. What a spreadsheet would take for a formula (= + - @, also in full width or after blanks, tab,
 * return) gets an apostrophe before it; plain numbers, negative ones too, stay numbers.
 */
export function safeCell(raw: string): string {
  const text = raw.replaceAll('\0', '')
  const defused = FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return /[",;\r\n\t']|^\s|\s$/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused
}

/** Owns how a row is written to a CSV file that opens cleanly in the spreadsheet of a language and runs no formula there. */

/** Goes first: without it Excel breaks Turkish letters. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** A cell: text people or programs wrote, a number, an exact decimal of ours, a moment as its day in UTC, or nothing. */
export type CsvCell = string | number | Date | { decimal: string } | null

/** One line with its end (RFC 4180); Turkish spreadsheets expect `;` between cells and a decimal comma. */
export function csvLine(cells: readonly CsvCell[], language: 'tr' | 'en'): string {
  const separator = language === 'tr' ? ';' : ','
  return `${cells.map((cell) => csvCell(cell, language)).join(separator)}\r\n`
}

function csvCell(cell: CsvCell, language: 'tr' | 'en'): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return textCell(cell)
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  const decimal = typeof cell === 'number' ? String(cell) : cell.decimal
  return language === 'tr' ? decimal.replace('.', ',') : decimal
}

/** What separators of either language, line ends, tabs or blanks at an end could break is quoted. */
function textCell(raw: string): string {
  const text = unarmed(raw.replaceAll('\0', ''))
  return /[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Signs spreadsheets begin a formula or a command by, also in full width, also after blanks. */
const formulaStart = /^[\s\p{Cc}\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/u
const plainNumber = /^-?\d+([.,]\d+)?$/

/** Text that a spreadsheet would run as a formula gets an apostrophe before it; plain numbers stay numbers. */
function unarmed(text: string): string {
  return formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text
}

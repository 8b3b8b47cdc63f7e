/** Owns how a row is written to a CSV file that opens cleanly in the spreadsheet of a language and runs no formula there. */

/** Goes first: without it Excel breaks Turkish letters. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** A cell: text people or programs wrote, or an exact decimal of ours. */
export type CsvCell = string | { decimal: string }

/** One line with its end (RFC 4180); Turkish spreadsheets expect `;` between cells and a decimal comma. */
export function csvLine(cells: readonly CsvCell[], language: 'tr' | 'en'): string {
  const separator = language === 'tr' ? ';' : ','
  return `${cells.map((cell) => csvCell(cell, language)).join(separator)}\r\n`
}

function csvCell(cell: CsvCell, language: 'tr' | 'en'): string {
  if (typeof cell !== 'string') return decimalText(cell.decimal, language)
  const text = unarmed(cell)
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Text that a spreadsheet would run as a formula gets an apostrophe before it. */
function unarmed(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

function decimalText(decimal: string, language: 'tr' | 'en'): string {
  return language === 'tr' ? decimal.replace('.', ',') : decimal
}

/** Owns how a line of CSV is written for spreadsheets of a language, and that no cell runs as a formula. */

export type CsvDialect = { separator: string; decimal: string; dates: Intl.DateTimeFormat }

/** Turkish spreadsheets expect `;` and a decimal comma. Dates are ISO days in UTC. */
export function csvDialect(language: 'tr' | 'en'): CsvDialect {
  const dates = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' })
  return language === 'tr' ? { separator: ';', decimal: ',', dates } : { separator: ',', decimal: '.', dates }
}

export type CsvCell = string | number | Date | null | { decimal: string }

export function csvLine(cells: readonly CsvCell[], dialect: CsvDialect): string {
  return `${cells.map((cell) => cellText(cell, dialect)).join(dialect.separator)}\r\n`
}

function cellText(cell: CsvCell, dialect: CsvDialect): string {
  if (cell === null) return ''
  if (cell instanceof Date) return dialect.dates.format(cell)
  if (typeof cell === 'number') return String(cell).replace('.', dialect.decimal)
  if (typeof cell === 'object') return cell.decimal.replace('.', dialect.decimal)
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[";,\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

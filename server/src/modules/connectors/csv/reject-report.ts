/** Owns the report of what was not taken from a file: a CSV that no spreadsheet can be tricked by. */
import { outcomeText, reasonText, reportColumns, type ReportLanguage } from './reject-words.ts'

/** One line of the report; `row` as a spreadsheet numbers it, `column` empty when the row as a whole is refused. */
export type RejectLine = { row: number; column: string; reason: string; excerpt: string; doubt: boolean }

/** Turkish spreadsheets part cells by semicolons, since the comma stands before decimals. */
const delimiterOf = { tr: ';', en: ',' } as const

/** Byte-order mark, so that spreadsheets read Turkish letters, and the header. */
export function reportHeader(language: ReportLanguage): string {
  return `\ufeff${csvLine(reportColumns[language], delimiterOf[language])}`
}

export function reportLine(line: RejectLine, language: ReportLanguage): string {
  const { row, column, reason, excerpt, doubt } = line
  const outcome = outcomeText[doubt ? 'doubt' : 'rejected'][language]
  return csvLine([String(row), column, outcome, reasonText(reason, language), excerpt], delimiterOf[language])
}

/** One line of CSV with CR LF; every cell made safe by {@link safeCell}. */
export function csvLine(cells: string[], delimiter: ',' | ';' = ','): string {
  return `${cells.map(safeCell).join(delimiter)}\r\n`
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

/** Owns the report of what was not taken from a file: a CSV that no spreadsheet can be tricked by. */
import { BYTE_ORDER_MARK, csvLine } from '#/platform/text/csv-line.ts'

import { outcomeText, reasonText, reportColumns, type ReportLanguage } from './reject-words.ts'

/** One line of the report; `row` as a spreadsheet numbers it, `column` empty when the row as a whole is refused. */
export type RejectLine = { row: number; column: string; reason: string; excerpt: string; doubt: boolean }

export function reportHeader(language: ReportLanguage): string {
  return BYTE_ORDER_MARK + csvLine(reportColumns[language], language)
}

export function reportLine(line: RejectLine, language: ReportLanguage): string {
  const { row, column, reason, excerpt, doubt } = line
  const outcome = outcomeText[doubt ? 'doubt' : 'rejected'][language]
  return csvLine([row, column, outcome, reasonText(reason, language), excerpt], language)
}

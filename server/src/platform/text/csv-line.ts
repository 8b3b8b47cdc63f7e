/** Owns how a row is written to a CSV file that opens cleanly in a spreadsheet and cannot run formulas there. */

/** Goes first: without it Excel breaks Turkish letters. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** One line with its end (RFC 4180). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/

/** Text that a spreadsheet would read as a formula gets an apostrophe before it; numbers stay numbers. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

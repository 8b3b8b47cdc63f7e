/** The audit log as CSV lines that open cleanly in a spreadsheet and cannot run formulas there. */
import type { AuditItem } from './audit-log.ts'

const columns = ['at', 'actor', 'actor_kind', 'action', 'subject_kind', 'subject_id', 'before', 'after', 'ip']

export const auditCsv = {
  /** With a byte order mark, without which Excel breaks Turkish letters. */
  head: `\uFEFF${columns.join(',')}\r\n`,
  line: (item: AuditItem): string =>
    `${[
      item.at,
      item.actor.name,
      item.actor.kind,
      item.action,
      item.subject.kind,
      item.subject.id,
      item.before === null ? '' : JSON.stringify(item.before),
      item.after === null ? '' : JSON.stringify(item.after),
      item.ip ?? '',
    ]
      .map(csvCell)
      .join(',')}\r\n`,
}

/** Quoted where needed; a leading `=`, `+`, `-`, `@` or tab would be read as a formula and gets an apostrophe. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

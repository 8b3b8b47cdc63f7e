/** The audit log as CSV lines, with columns named as programs name them. */
import { BYTE_ORDER_MARK, csvLine } from '#/platform/text/csv-line.ts'

import type { AuditItem } from './audit-log.ts'

const columns = ['at', 'actor', 'actor_kind', 'action', 'subject_kind', 'subject_id', 'before', 'after', 'ip']

export const auditCsv = {
  head: BYTE_ORDER_MARK + csvLine(columns, 'en'),
  line: ({ at, actor, action, subject, before, after, ip }: AuditItem): string =>
    csvLine(
      [at, actor.name, actor.kind, action, subject.kind, subject.id, jsonCell(before), jsonCell(after), ip],
      'en',
    ),
}

function jsonCell(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

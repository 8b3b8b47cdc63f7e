/** The audit log as people read it: filtered, page by page, or as CSV. */
import { z } from 'zod'

import type { App } from '#/platform/app.ts'

import { auditCsv } from './audit-csv.ts'
import { refuse } from './errors.ts'
import { findShop } from './shop.ts'
import {
  type AuditFilter,
  type AuditPosition,
  type AuditRow,
  selectActions,
  selectActors,
  selectAudit,
} from './store-audit.ts'
import { dayBounds } from './day-bounds.ts'

type Using = Pick<App, 'db'>

export type AuditQuery = Omit<AuditFilter, 'from' | 'to'> & {
  /** Calendar days in the shop's time zone, both included. */
  from?: string | undefined
  to?: string | undefined
}

type Json = z.infer<ReturnType<typeof z.json>>

export type AuditItem = {
  id: string
  at: string
  actor: { kind: string; id: string | null; name: string }
  action: string
  subject: { kind: string; id: string }
  before: Json
  after: Json
  ip: string | null
}

/** @throws `cursor_invalid` */
export async function listAudit(
  app: Using,
  input: AuditQuery & { cursor?: string | undefined; limit: number },
): Promise<{ items: AuditItem[]; next: string | null }> {
  const { cursor, limit, ...query } = input
  const after = cursor === undefined ? null : positionOf(cursor)
  const rows = await selectAudit(app.db, await filterOf(app, query), { after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(itemOf), next: last && rows.length > limit ? cursorOf(last) : null }
}

export async function auditFilters(
  app: Using,
): Promise<{ actors: { id: string; name: string }[]; actions: string[] }> {
  const [actors, actions] = await Promise.all([selectActors(app.db), selectActions(app.db)])
  return { actors, actions }
}

const exportedAtMost = 100_000
const batch = 2_000

/** The filtered log as CSV, newest first, at most 100,000 entries. */
export async function exportAudit(app: Using, query: AuditQuery): Promise<File> {
  const filter = await filterOf(app, query)
  const parts: string[] = [auditCsv.head]
  let after: AuditPosition | null = null
  for (let written = 0; written < exportedAtMost; written += batch) {
    const rows: AuditRow[] = await selectAudit(app.db, filter, { after, limit: batch })
    parts.push(rows.map((row) => auditCsv.line(itemOf(row))).join(''))
    const last = rows.at(-1)
    if (!last || rows.length < batch) break
    after = { at: last.at, id: last.id }
  }
  return new File(parts, 'vefa-audit.csv', { type: 'text/csv;charset=utf-8' })
}

async function filterOf(app: Using, query: AuditQuery): Promise<AuditFilter> {
  const { from, to, ...rest } = query
  if (!from && !to) return rest
  const timeZone = (await findShop(app))?.timeZone ?? 'UTC'
  return {
    ...rest,
    from: from ? dayBounds(from, timeZone).start : undefined,
    to: to ? dayBounds(to, timeZone).end : undefined,
  }
}

const position = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,19}$/)])

function positionOf(cursor: string): AuditPosition {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const parsed = position.safeParse(text.split('|'))
  if (!parsed.success) throw refuse('cursor_invalid')
  return { at: new Date(parsed.data[0]), id: parsed.data[1] }
}

function cursorOf(row: AuditRow): string {
  return Buffer.from(`${row.at.toISOString()}|${row.id}`).toString('base64url')
}

function itemOf(row: AuditRow): AuditItem {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action: row.action,
    subject: { kind: row.subjectKind, id: row.subjectId },
    before: (row.before ?? null) as Json,
    after: (row.after ?? null) as Json,
    ip: row.ip,
  }
}

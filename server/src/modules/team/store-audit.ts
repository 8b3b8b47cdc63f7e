/** Reading the audit log, newest first, by keyset over moment and number. */
import { sql } from 'kysely'

import { type Db, tables } from '#/platform/db/index.ts'

import type { TeamTables } from './tables.ts'

export type AuditFilter = {
  actorId?: string | undefined
  action?: string | undefined
  subjectKind?: string | undefined
  subjectId?: string | undefined
  /** From this moment on. */
  from?: Date | undefined
  /** Before this moment. */
  to?: Date | undefined
}

export type AuditPosition = { at: Date; id: string }

export type AuditRow = {
  id: string
  at: Date
  actorKind: string
  actorId: string | null
  actorName: string
  action: string
  subjectKind: string
  subjectId: string
  before: unknown
  after: unknown
  ip: string | null
}

export async function selectAudit(
  db: Db,
  filter: AuditFilter,
  page: { after: AuditPosition | null; limit: number },
): Promise<AuditRow[]> {
  let query = auditQuery(db)
  if (filter.actorId) query = query.where('actor_id', '=', filter.actorId)
  if (filter.action) query = query.where('action', '=', filter.action)
  if (filter.subjectKind) query = query.where('subject_kind', '=', filter.subjectKind)
  if (filter.subjectId) query = query.where('subject_id', '=', filter.subjectId)
  if (filter.from) query = query.where('at', '>=', filter.from)
  if (filter.to) query = query.where('at', '<', filter.to)
  if (page.after) query = query.where(sql<boolean>`(at, id) < (${page.after.at}, ${page.after.id}::bigint)`)
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(page.limit).execute()
}

function auditQuery(db: Db) {
  return tables<TeamTables>(db)
    .selectFrom('audit_entries')
    .select([
      'id',
      'at',
      'actor_kind as actorKind',
      'actor_id as actorId',
      'actor_name as actorName',
      'action',
      'subject_kind as subjectKind',
      'subject_id as subjectId',
      'before',
      'after',
      'ip',
    ])
}

/** The different actions ever written, by hopping along the index instead of reading the log. */
export async function selectActions(db: Db): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    WITH RECURSIVE found AS (
      (SELECT action FROM audit_entries ORDER BY action LIMIT 1)
      UNION ALL
      SELECT (SELECT a.action FROM audit_entries a WHERE a.action > found.action ORDER BY a.action LIMIT 1)
      FROM found WHERE found.action IS NOT NULL
    )
    SELECT action FROM found WHERE action IS NOT NULL`.execute(db)
  return rows.map((row) => row.action)
}

/** People and keys that exist and so may have changed something. */
export async function selectActors(db: Db): Promise<{ id: string; name: string }[]> {
  const team = tables<TeamTables>(db)
  return team
    .selectFrom('users')
    .select(['id', 'name'])
    .unionAll(team.selectFrom('api_keys').select(['id', 'name']))
    .orderBy('name')
    .limit(1000)
    .execute()
}

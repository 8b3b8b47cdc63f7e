/** SQL of templates and their versions. */
import { sql } from 'kysely'
import type { Letter, Purpose } from '@vefa/contract'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { ContentTables } from './tables.ts'

const newestVersions = 20

export type TemplateRow = {
  id: string
  name: string
  purpose: Purpose
  versionId: string
  version: number
  subject: string
  updatedAt: Date
}

export type VersionRow = {
  id: string
  number: number
  templateId: string
  purpose: Purpose
  letter: Letter
  createdBy: string
  createdAt: Date
}

export async function insertTemplate(
  db: Db | Tx,
  template: { id: string; name: string; purpose: Purpose; at: Date },
): Promise<void> {
  const { id, name, purpose, at } = template
  await tables<ContentTables>(db)
    .insertInto('templates')
    .values({ id, name, purpose, channel: 'email', created_at: at, updated_at: at })
    .execute()
}

/** Adds the next version and returns its number; the template's row is locked, so that numbers have no gap. */
export async function insertVersion(
  db: Tx,
  version: { id: string; templateId: string; letter: Letter; createdBy: string; at: Date },
): Promise<number> {
  await tables<ContentTables>(db)
    .updateTable('templates')
    .set({ updated_at: version.at })
    .where('id', '=', version.templateId)
    .execute()
  const { rows } = await sql<{ number: number }>`
    INSERT INTO template_versions (id, template_id, number, subject, preheader, body, text_body, created_by, created_at)
    SELECT ${version.id}, ${version.templateId}, coalesce(max(number), 0) + 1, ${version.letter.subject},
      ${version.letter.preheader}, ${version.letter.body}, ${version.letter.textBody}, ${version.createdBy}, ${version.at}
    FROM template_versions WHERE template_id = ${version.templateId}
    RETURNING number`.execute(db)
  return rows[0]?.number ?? 1
}

export async function renameTemplate(
  db: Db | Tx,
  id: string,
  change: { name: string; at: Date },
): Promise<void> {
  await tables<ContentTables>(db)
    .updateTable('templates')
    .set({ name: change.name, updated_at: change.at })
    .where('id', '=', id)
    .execute()
}

export async function archiveTemplateRow(db: Db | Tx, id: string, at: Date): Promise<void> {
  await tables<ContentTables>(db)
    .updateTable('templates')
    .set({ archived_at: at })
    .where('id', '=', id)
    .execute()
}

/** A template not archived, with its newest version. */
export async function findTemplate(db: Db | Tx, id: string): Promise<TemplateRow | undefined> {
  return withNewestVersion(db).where('t.id', '=', id).executeTakeFirst()
}

/** Newest change first; `after` is the last row of the page before. */
export async function listTemplateRows(
  db: Db | Tx,
  given: { after: { at: Date; id: string } | undefined; limit: number },
): Promise<TemplateRow[]> {
  let query = withNewestVersion(db).orderBy('t.updated_at', 'desc').orderBy('t.id', 'desc').limit(given.limit)
  if (given.after) {
    query = query.where(sql<boolean>`(t.updated_at, t.id) < (${given.after.at}, ${given.after.id}::uuid)`)
  }
  return query.execute()
}

function withNewestVersion(db: Db | Tx) {
  return tables<ContentTables>(db)
    .selectFrom('templates as t')
    .innerJoinLateral(
      (each) =>
        each
          .selectFrom('template_versions as v')
          .select(['v.id', 'v.number', 'v.subject'])
          .whereRef('v.template_id', '=', 't.id')
          .orderBy('v.number', 'desc')
          .limit(1)
          .as('v'),
      (join) => join.onTrue(),
    )
    .where('t.archived_at', 'is', null)
    .select([
      't.id',
      't.name',
      't.purpose',
      'v.id as versionId',
      'v.number as version',
      'v.subject',
      't.updated_at as updatedAt',
    ])
}

export async function listVersions(db: Db | Tx, templateId: string): Promise<VersionRow[]> {
  const rows = await versions(db)
    .where('v.template_id', '=', templateId)
    .orderBy('v.number', 'desc')
    .limit(newestVersions)
    .execute()
  return rows.map(asVersion)
}

export async function findVersion(db: Db | Tx, id: string): Promise<VersionRow | undefined> {
  const row = await versions(db).where('v.id', '=', id).executeTakeFirst()
  return row && asVersion(row)
}

function versions(db: Db | Tx) {
  return tables<ContentTables>(db)
    .selectFrom('template_versions as v')
    .innerJoin('templates as t', 't.id', 'v.template_id')
    .selectAll('v')
    .select('t.purpose')
}

function asVersion(
  row: Omit<ContentTables['template_versions'], 'created_at'> & { created_at: Date; purpose: Purpose },
): VersionRow {
  return {
    id: row.id,
    number: row.number,
    templateId: row.template_id,
    purpose: row.purpose,
    letter: { subject: row.subject, preheader: row.preheader, body: row.body, textBody: row.text_body },
    createdBy: row.created_by,
    createdAt: row.created_at,
  }
}

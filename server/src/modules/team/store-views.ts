/** Saved views of lists. */
import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { TeamTables } from './tables.ts'

export type ViewRow = {
  id: string
  list: string
  name: string
  ownerId: string | null
  shared: boolean
  view: unknown
  updatedAt: Date
}

/** A person's own views of a list and those shared by others, by name. */
export async function selectViews(db: Db, list: string, personId: string): Promise<ViewRow[]> {
  return viewsQuery(db)
    .where('list', '=', list)
    .where((eb) => eb.or([eb('owner_id', '=', personId), eb('shared', '=', true)]))
    .orderBy('name')
    .orderBy('id')
    .limit(500)
    .execute()
}

/** Only the owner's own view is found for a change. */
export async function lockOwnView(tx: Tx, id: string, personId: string): Promise<ViewRow | undefined> {
  return viewsQuery(tx).where('id', '=', id).where('owner_id', '=', personId).forUpdate().executeTakeFirst()
}

function viewsQuery(db: Db | Tx) {
  return tables<TeamTables>(db)
    .selectFrom('saved_views')
    .select(['id', 'list', 'name', 'owner_id as ownerId', 'shared', 'view', 'updated_at as updatedAt'])
}

export async function insertView(tx: Tx, row: ViewRow): Promise<void> {
  await tables<TeamTables>(tx)
    .insertInto('saved_views')
    .values({
      id: row.id,
      list: row.list,
      name: row.name,
      owner_id: row.ownerId,
      shared: row.shared,
      view: JSON.stringify(row.view),
      created_at: row.updatedAt,
      updated_at: row.updatedAt,
    })
    .execute()
}

export async function saveView(tx: Tx, row: ViewRow): Promise<void> {
  await tables<TeamTables>(tx)
    .updateTable('saved_views')
    .set({ name: row.name, shared: row.shared, view: JSON.stringify(row.view), updated_at: row.updatedAt })
    .where('id', '=', row.id)
    .execute()
}

export async function deleteView(tx: Tx, id: string): Promise<void> {
  await tables<TeamTables>(tx).deleteFrom('saved_views').where('id', '=', id).execute()
}

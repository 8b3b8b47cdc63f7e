/** The definitions of custom attributes. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

import type { AttributeType } from './attributes.ts'

export type AttributeDefinition = { name: string; label: string; type: AttributeType }

export async function findDefinitions(db: Db | Tx): Promise<AttributeDefinition[]> {
  const { rows } = await sql<AttributeDefinition>`
    SELECT name, label, type FROM attribute_definitions ORDER BY label COLLATE "tr-x-icu", name`.execute(db)
  return rows
}

/** Names that exist keep their type. */
export async function insertDefinitions(
  db: Db | Tx,
  definitions: readonly AttributeDefinition[],
  at: Date,
): Promise<number> {
  if (definitions.length === 0) return 0
  const result = await sql`
    INSERT INTO attribute_definitions (name, label, type, created_at)
    SELECT name, label, type, ${at}::timestamptz
    FROM json_to_recordset(${JSON.stringify(definitions)}::json) AS t (name text, label text, type text)
    ORDER BY name ON CONFLICT (name) DO NOTHING`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

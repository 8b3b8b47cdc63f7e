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

/** Returns the label it had; null when there is no such definition. */
export async function renameDefinition(
  tx: Tx,
  given: { name: string; label: string },
): Promise<string | null> {
  const { rows } = await sql<{ label: string }>`
    WITH before AS (SELECT name, label FROM attribute_definitions WHERE name = ${given.name} FOR UPDATE)
    UPDATE attribute_definitions d SET label = ${given.label} FROM before WHERE d.name = before.name
    RETURNING before.label`.execute(tx)
  return rows[0]?.label ?? null
}

export async function deleteDefinition(tx: Tx, name: string): Promise<boolean> {
  const result = await sql`DELETE FROM attribute_definitions WHERE name = ${name}`.execute(tx)
  return Number(result.numAffectedRows ?? 0) > 0
}

/** Acts of tagging many at once and whom each changed. */
import type { CustomerFilters } from '@vefa/contract'
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

export type Tagging = {
  id: string
  tagId: number
  action: 'add' | 'remove'
  selection: { ids?: number[]; filters?: CustomerFilters }
  state: 'waiting' | 'running' | 'done' | 'undone'
  changed: number
  position: number
  undoUntil: Date | null
}

const columns = sql`id, tag_id AS "tagId", action, selection, state, changed, position, undo_until AS "undoUntil"`

export async function insertTagging(
  tx: Tx,
  given: { id: string; tagId: number; action: string; selection: object; actorName: string; at: Date },
): Promise<void> {
  // What was changed long ago cannot be undone any more and is forgotten here.
  await sql`DELETE FROM taggings WHERE state IN ('done', 'undone') AND created_at < ${given.at}::timestamptz - interval '1 day'`.execute(
    tx,
  )
  await sql`
    INSERT INTO taggings (id, tag_id, action, selection, actor_name, created_at)
    VALUES (${given.id}, ${given.tagId}, ${given.action}, ${JSON.stringify(given.selection)}, ${given.actorName}, ${given.at})`.execute(
    tx,
  )
}

export async function findTagging(db: Db | Tx, id: string): Promise<Tagging | null> {
  const { rows } = await sql<Tagging>`SELECT ${columns} FROM taggings WHERE id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function lockTagging(tx: Tx, id: string): Promise<Tagging | null> {
  const { rows } =
    await sql<Tagging>`SELECT ${columns} FROM taggings WHERE id = ${id}::uuid FOR UPDATE`.execute(tx)
  return rows[0] ?? null
}

/** Changes those not yet so and remembers them; returns how many. */
export async function applyTagging(
  tx: Tx,
  { tagging, ids, at }: { tagging: Tagging; ids: readonly number[]; at: Date },
): Promise<number> {
  if (ids.length === 0) return 0
  const wanted = sql`SELECT c.id FROM customers c WHERE c.id = ANY(${[...ids]}::int[]) AND c.merged_into IS NULL`
  const changes =
    tagging.action === 'add'
      ? sql`INSERT INTO customer_tags (customer_id, original_customer_id, tag_id, added_at)
          SELECT w.id, w.id, ${tagging.tagId}::int, ${at}::timestamptz FROM (${wanted}) w
          WHERE NOT EXISTS (SELECT FROM customer_tags ct WHERE ct.customer_id = w.id AND ct.tag_id = ${tagging.tagId}::int)
          ON CONFLICT DO NOTHING RETURNING customer_id, original_customer_id`
      : sql`DELETE FROM customer_tags WHERE tag_id = ${tagging.tagId}::int AND customer_id IN (${wanted})
          RETURNING customer_id, original_customer_id`
  const result = await sql`
    WITH changed AS (${changes})
    INSERT INTO tagging_changes (tagging_id, customer_id, original_customer_id)
    SELECT ${tagging.id}::uuid, customer_id, original_customer_id FROM changed`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

export async function advanceTagging(
  tx: Tx,
  given: { id: string; changed: number; position: number },
): Promise<void> {
  await sql`UPDATE taggings SET state = 'running', changed = changed + ${given.changed}, position = ${given.position}
    WHERE id = ${given.id}::uuid`.execute(tx)
}

export async function finishTagging(
  tx: Tx,
  given: { id: string; changed: number; undoUntil: Date },
): Promise<void> {
  await sql`UPDATE taggings SET state = 'done', changed = changed + ${given.changed}, undo_until = ${given.undoUntil}
    WHERE id = ${given.id}::uuid`.execute(tx)
}

export async function revertTagging(tx: Tx, tagging: Tagging, at: Date): Promise<void> {
  const changes = sql`SELECT customer_id, original_customer_id FROM tagging_changes WHERE tagging_id = ${tagging.id}::uuid`
  if (tagging.action === 'add') {
    await sql`DELETE FROM customer_tags WHERE tag_id = ${tagging.tagId}::int
      AND (customer_id, original_customer_id) IN (${changes})`.execute(tx)
  } else {
    await sql`INSERT INTO customer_tags (customer_id, original_customer_id, tag_id, added_at)
      SELECT customer_id, original_customer_id, ${tagging.tagId}::int, ${at}::timestamptz FROM (${changes}) c
      ON CONFLICT DO NOTHING`.execute(tx)
  }
  await sql`UPDATE taggings SET state = 'undone' WHERE id = ${tagging.id}::uuid`.execute(tx)
}

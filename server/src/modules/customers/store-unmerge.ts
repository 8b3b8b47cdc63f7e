/** Taking a merge back: what came with the loser returns to it. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

import { type MergeSnapshot, rebuildConsentStates } from './store-merges.ts'

export type StoredMerge = {
  id: string
  winner: number
  loser: number
  before: MergeSnapshot
  after: MergeSnapshot
  /** The loser and everyone who was merged into it before. */
  moved: number[]
  undoneAt: Date | null
}

export async function lockMerge(tx: Db | Tx, id: string): Promise<StoredMerge | null> {
  const { rows } = await sql<StoredMerge>`
    SELECT id, winner_id AS winner, loser_id AS loser, before, after, moved, undone_at AS "undoneAt"
    FROM merges WHERE id = ${id}::uuid FOR UPDATE`.execute(tx)
  return rows[0] ?? null
}

/** Moves rows and standing back; the caller holds the locks of both customers and writes the winner's profile. */
export async function moveBack(tx: Tx, merge: StoredMerge): Promise<void> {
  const { winner, loser, moved } = merge
  for (const table of ['identities', 'notes', 'tasks', 'customer_tags']) {
    await sql`UPDATE ${sql.table(table)} SET customer_id = ${loser}
      WHERE customer_id = ${winner} AND original_customer_id = ANY(${moved}::int[])`.execute(tx)
  }
  await sql`
    UPDATE customers SET merged_into = nullif(${loser}::int, id)
    WHERE id = ANY(${moved}::int[]) AND merged_into = ${winner}`.execute(tx)
  await sql`
    UPDATE customers w SET order_count = greatest(0, w.order_count - l.order_count), spent = w.spent - l.spent
    FROM customers l WHERE w.id = ${winner} AND l.id = ${loser}`.execute(tx)
  await sql`DELETE FROM consent_states WHERE customer_id = ${winner}`.execute(tx)
  await rebuildConsentStates(tx, [winner, loser])
}

export async function markUndone(tx: Tx, id: string, by: { name: string; at: Date }): Promise<void> {
  await sql`UPDATE merges SET undone_at = ${by.at}, undone_by = ${by.name} WHERE id = ${id}::uuid`.execute(tx)
}

/** SQL of the frozen audience. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

export type FrozenPerson = { customerId: number; heldOut: boolean; blocked: string }

export async function insertAudience(
  db: Db | Tx,
  campaignId: string,
  people: readonly FrozenPerson[],
): Promise<void> {
  await sql`
    INSERT INTO campaign_audience (campaign_id, customer_id, original_customer_id, held_out, blocked)
    SELECT ${campaignId}, customer, customer, held_out, blocked
    FROM unnest(${people.map((person) => person.customerId)}::int[], ${people.map((person) => person.heldOut)}::boolean[],
      ${people.map((person) => person.blocked)}::text[]) AS t (customer, held_out, blocked)
    ON CONFLICT DO NOTHING`.execute(db)
}

export async function deleteAudience(db: Db | Tx, campaignId: string): Promise<void> {
  await sql`DELETE FROM campaign_audience WHERE campaign_id = ${campaignId}`.execute(db)
}

export type AudienceCounts = { total: number; heldOut: number; blocked: Record<string, number> }

export async function countAudience(db: Db | Tx, campaignId: string): Promise<AudienceCounts> {
  const { rows } = await sql<{ heldOut: boolean; blocked: string; count: number }>`
    SELECT held_out AS "heldOut", blocked, count(*)::int AS count
    FROM campaign_audience WHERE campaign_id = ${campaignId} GROUP BY 1, 2`.execute(db)
  const total = rows.reduce((sum, row) => sum + row.count, 0)
  const heldOut = rows.filter((row) => row.heldOut).reduce((sum, row) => sum + row.count, 0)
  const blocked = rows.filter((row) => row.blocked !== '').map((row) => [row.blocked, row.count] as const)
  return { total, heldOut, blocked: Object.fromEntries(blocked) }
}

/** People held out, each once, by number after the one given. */
export async function heldOutAfter(
  db: Db | Tx,
  campaignId: string,
  { after, limit }: { after: number; limit: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT DISTINCT customer_id AS id FROM campaign_audience
    WHERE campaign_id = ${campaignId} AND held_out AND customer_id > ${after} ORDER BY id LIMIT ${limit}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Two customers became one: whoever was in the audience counts for the winner; undoing gives the rows back. */
export async function moveAudience(
  db: Db | Tx,
  merge: { winner: number; loser: number; undone: boolean },
): Promise<void> {
  if (merge.undone) {
    await sql`UPDATE campaign_audience SET customer_id = ${merge.loser}
      WHERE customer_id = ${merge.winner} AND original_customer_id = ${merge.loser}`.execute(db)
  } else {
    await sql`UPDATE campaign_audience SET customer_id = ${merge.winner} WHERE customer_id = ${merge.loser}`.execute(
      db,
    )
  }
}

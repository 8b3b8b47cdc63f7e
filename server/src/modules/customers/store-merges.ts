/** Merges: what is moved from one customer to another, recorded so that it can go back. */
import { sql } from 'kysely'

import type { Actor } from '#/platform/actor.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

export type MergeSnapshot = {
  profile: Record<string, unknown>
  attributes: Record<string, unknown>
  known: boolean
}

export type NewMerge = {
  id: string
  winner: number
  loser: number
  rule: string
  evidence: readonly { kind: string; value: string }[]
  before: MergeSnapshot
  after: MergeSnapshot
}

/** Records the merges and moves everything of the losers; all rows concerned are locked by the caller. */
export async function applyMerges(
  tx: Tx,
  merges: readonly NewMerge[],
  by: { actor: Actor; at: Date },
): Promise<void> {
  if (merges.length === 0) return
  await insertMerges(tx, merges, by)
  const pairs = pairRows(merges)
  for (const table of ['identities', 'notes', 'tasks', 'customer_tags']) {
    await sql`UPDATE ${sql.table(table)} t SET customer_id = p.winner FROM ${pairs} WHERE t.customer_id = p.loser`.execute(
      tx,
    )
  }
  await addFigures(tx, merges)
  await sql`
    UPDATE customers c SET merged_into = p.winner FROM ${pairs}
    WHERE c.id = p.loser OR c.merged_into = p.loser`.execute(tx)
  await sql`
    UPDATE merge_suggestions s SET state = 'merged', decided_at = ${by.at}, decided_by = ${by.actor.name} FROM ${pairs}
    WHERE s.state = 'open' AND s.customer_a = least(p.winner, p.loser) AND s.customer_b = greatest(p.winner, p.loser)`.execute(
    tx,
  )
  await moveConsentStates(tx, merges)
}

function pairRows(merges: readonly { winner: number; loser: number }[]) {
  return sql`unnest(${merges.map((merge) => merge.winner)}::int[], ${merges.map((merge) => merge.loser)}::int[]) AS p (winner, loser)`
}

async function insertMerges(
  tx: Tx,
  merges: readonly NewMerge[],
  by: { actor: Actor; at: Date },
): Promise<void> {
  const body = JSON.stringify(merges)
  await sql`
    INSERT INTO merges (id, winner_id, loser_id, rule, evidence, before, after, moved, actor_kind, actor_id, actor_name, at)
    SELECT m.id, m.winner, m.loser, m.rule, m.evidence, m.before, m.after,
      ARRAY(SELECT c.id FROM customers c WHERE c.id = m.loser UNION ALL SELECT c.id FROM customers c WHERE c.merged_into = m.loser),
      ${by.actor.kind}, ${by.actor.id}::uuid, ${by.actor.name}, ${by.at}::timestamptz
    FROM json_to_recordset(${body}::json)
      AS m (id uuid, winner int, loser int, rule text, evidence jsonb, before jsonb, after jsonb)`.execute(tx)
}

/** Figures count for the winner at once; the room that owns them computes them anew when it hears of the merge. */
async function addFigures(tx: Tx, merges: readonly { winner: number; loser: number }[]): Promise<void> {
  await sql`
    UPDATE customers w SET order_count = w.order_count + l.order_count, spent = w.spent + l.spent,
      first_order_at = least(w.first_order_at, l.first_order_at), last_order_at = greatest(w.last_order_at, l.last_order_at)
    FROM (SELECT p.winner, sum(c.order_count)::int AS order_count, sum(c.spent) AS spent,
        min(c.first_order_at) AS first_order_at, max(c.last_order_at) AS last_order_at
      FROM ${pairRows(merges)} JOIN customers c ON c.id = p.loser GROUP BY p.winner) l
    WHERE w.id = l.winner AND l.order_count <> 0`.execute(tx)
}

async function moveConsentStates(
  tx: Tx,
  merges: readonly { winner: number; loser: number }[],
): Promise<void> {
  await sql`DELETE FROM consent_states WHERE customer_id = ANY(${merges.map((merge) => merge.loser)}::int[])`.execute(
    tx,
  )
  await rebuildConsentStates(
    tx,
    merges.map((merge) => merge.winner),
  )
}

/** What is in force for these customers, from the statements of everyone who counts for them now. */
export async function rebuildConsentStates(tx: Tx, customerIds: readonly number[]): Promise<void> {
  if (customerIds.length === 0) return
  await sql`
    INSERT INTO consent_states (customer_id, channel, purpose, state, consent_id, at)
    SELECT DISTINCT ON (g.into, k.channel, k.purpose) g.into, k.channel, k.purpose, k.state, k.id, k.at
    FROM (SELECT id, coalesce(merged_into, id) AS into FROM customers WHERE id = ANY(${[...customerIds]}::int[])
      UNION SELECT id, merged_into FROM customers WHERE merged_into = ANY(${[...customerIds]}::int[])) g
    JOIN consents k ON k.customer_id = g.id
    ORDER BY g.into, k.channel, k.purpose, k.at DESC, k.id DESC
    ON CONFLICT (customer_id, channel, purpose)
      DO UPDATE SET state = excluded.state, consent_id = excluded.consent_id, at = excluded.at`.execute(tx)
}

export type NewSuggestion = {
  id: string
  a: number
  b: number
  evidence: readonly { kind: string; value: string }[]
  confidence: number
}

/** A pair is suggested once; what a person decided about it stays. */
export async function insertSuggestions(
  tx: Db | Tx,
  suggestions: readonly NewSuggestion[],
  at: Date,
): Promise<void> {
  if (suggestions.length === 0) return
  const body = JSON.stringify(suggestions)
  await sql`
    INSERT INTO merge_suggestions (id, customer_a, customer_b, evidence, confidence, created_at)
    SELECT id, least(a, b), greatest(a, b), evidence, confidence, ${at}::timestamptz
    FROM json_to_recordset(${body}::json) AS s (id uuid, a int, b int, evidence jsonb, confidence real)
    ORDER BY least(a, b), greatest(a, b)
    ON CONFLICT (customer_a, customer_b) DO NOTHING`.execute(tx)
}

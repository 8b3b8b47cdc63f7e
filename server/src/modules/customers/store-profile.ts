/** Everything the page of one customer shows of its own row, and its merges and suggestions. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

import { type CustomerSummary, findSummaries, summaryColumns } from './store-summaries.ts'

export type CustomerPage = CustomerSummary & {
  timeZone: string | null
  region: string | null
  district: string | null
  postalCode: string | null
  address: string | null
  gender: string | null
  birthday: string | null
  company: string | null
  attributes: Record<string, string | number | boolean | string[]>
  recency: number | null
  frequency: number | null
  monetary: number | null
  figuresAt: Date | null
}

export async function findPage(db: Db | Tx, id: number): Promise<CustomerPage | null> {
  const { rows } = await sql<CustomerPage>`
    SELECT ${summaryColumns}, c.time_zone AS "timeZone", c.region, c.district, c.postal_code AS "postalCode", c.address,
      c.gender, c.birthday, c.company, c.attributes, c.rfm_recency AS recency, c.rfm_frequency AS frequency,
      c.rfm_monetary AS monetary, c.figures_at AS "figuresAt"
    FROM customers c WHERE c.id = ${id} AND c.merged_into IS NULL`.execute(db)
  return rows[0] ?? null
}

export type Merge = {
  id: string
  winnerId: number
  loserId: number
  loserName: string | null
  rule: 'anonymous' | 'person'
  evidence: { kind: string; value: string }[]
  actorName: string
  at: Date
  undoneAt: Date | null
  undoneBy: string | null
}

/** Merges that led to this customer, its own and those of customers merged into it; the newest 100. */
export async function mergesOf(db: Db | Tx, customerId: number): Promise<Merge[]> {
  const { rows } = await sql<Merge>`
    SELECT m.id, m.winner_id AS "winnerId", m.loser_id AS "loserId", l.name AS "loserName", m.rule, m.evidence,
      m.actor_name AS "actorName", m.at, m.undone_at AS "undoneAt", m.undone_by AS "undoneBy"
    FROM merges m JOIN customers l ON l.id = m.loser_id
    WHERE m.winner_id = ${customerId} OR m.winner_id IN (SELECT id FROM customers WHERE merged_into = ${customerId})
    ORDER BY m.at DESC, m.id DESC LIMIT 100`.execute(db)
  return rows
}

export type FoundSuggestion = {
  id: string
  evidence: { kind: string; value: string }[]
  confidence: number
  createdAt: Date
  a: CustomerSummary
  b: CustomerSummary
}

type SuggestionRow = Omit<FoundSuggestion, 'a' | 'b'> & { a: number; b: number }

/** Open pairs that still stand for two different customers, the surest first. */
export async function findSuggestions(
  db: Db | Tx,
  given: { customerId?: number; limit: number },
): Promise<FoundSuggestion[]> {
  const about = given.customerId ?? null
  const { rows } = await sql<SuggestionRow>`
    SELECT s.id, s.evidence, s.confidence, s.created_at AS "createdAt",
      coalesce(x.merged_into, x.id) AS a, coalesce(y.merged_into, y.id) AS b
    FROM merge_suggestions s JOIN customers x ON x.id = s.customer_a JOIN customers y ON y.id = s.customer_b
    WHERE s.state = 'open' AND coalesce(x.merged_into, x.id) <> coalesce(y.merged_into, y.id)
      AND (${about}::int IS NULL OR s.customer_a = ${about}::int OR s.customer_b = ${about}::int)
    ORDER BY s.confidence DESC, s.id LIMIT ${given.limit}`.execute(db)
  const people = await findSummaries(db, [...new Set(rows.flatMap((row) => [row.a, row.b]))])
  const byId = new Map(people.map((person) => [person.id, person]))
  return rows.flatMap((row) => {
    const [a, b] = [byId.get(row.a), byId.get(row.b)]
    return a && b ? [{ ...row, a, b }] : []
  })
}

/** Open pairs, counted up to the limit. */
export async function countSuggestions(db: Db | Tx, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count
    FROM (SELECT FROM merge_suggestions WHERE state = 'open' LIMIT ${limit}) s`.execute(db)
  return rows[0]?.count ?? 0
}

/** Returns whether there was an open one. */
export async function closeSuggestion(
  db: Db | Tx,
  given: { id: string; by: string; at: Date },
): Promise<{ a: number; b: number } | null> {
  const { rows } = await sql<{ a: number; b: number }>`
    UPDATE merge_suggestions SET state = 'dismissed', decided_at = ${given.at}, decided_by = ${given.by}
    WHERE id = ${given.id}::uuid AND state = 'open' RETURNING customer_a AS a, customer_b AS b`.execute(db)
  return rows[0] ?? null
}

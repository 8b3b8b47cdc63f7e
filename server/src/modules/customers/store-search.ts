/** The looks into indexes that finding a person is made of; each is bounded and needs a few milliseconds at a million customers. */
import { type RawBuilder, sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

/** Customers with an identifier of exactly one of these values, whatever its kind. */
export async function findByValues(db: Db | Tx, values: readonly string[], limit: number): Promise<number[]> {
  const wanted = sql`value = ANY(${[...values]}::text[] COLLATE "C")`
  const { rows } = await sql<{ id: number }>`
    SELECT customer_id AS id FROM identities WHERE NOT shared AND ${wanted}
    UNION SELECT customer_id FROM identities WHERE shared AND ${wanted} LIMIT ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

/** Customers with an identifier that begins in one of these ways; devices are found by their whole id only. */
export async function findByValueStart(
  db: Db | Tx,
  starts: readonly string[],
  limit: number,
): Promise<number[]> {
  const ways = sql.join(
    starts.map((start) => valuesFrom(start, limit)),
    sql` UNION ALL `,
  )
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM (${ways}) found WHERE kind <> 'anonymous'`.execute(db)
  return [...new Set(rows.map((row) => row.id))]
}

/** Among identifiers that begin so, the ones most like the whole text. */
export async function findByLikeness(
  db: Db | Tx,
  given: { start: string; text: string; limit: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM (
      SELECT id, similarity(value, ${given.text}) AS likeness
      FROM (${valuesFrom(given.start, 300)}) near WHERE kind = 'email') ranked
    WHERE likeness > 0.55 ORDER BY likeness DESC, id LIMIT ${given.limit}`.execute(db)
  return rows.map((row) => row.id)
}

/** Identifiers in order from `start` on, as many of each index; asked in two parts, because each index holds one part only. */
function valuesFrom(start: string, limit: number): RawBuilder<unknown> {
  const part = (standing: RawBuilder<unknown>) => sql`
    (SELECT customer_id AS id, kind, value FROM identities
    WHERE ${standing} AND value >= ${start} COLLATE "C" AND value < ${afterAll(start)} COLLATE "C"
    ORDER BY value COLLATE "C" LIMIT ${limit})`
  return sql`${part(sql`NOT shared`)} UNION ALL ${part(sql`shared`)}`
}

/** Customers whose folded name begins so, in order of the name. */
export async function findByNameStart(db: Db | Tx, start: string, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM customers
    WHERE name_folded >= ${start} COLLATE "C" AND name_folded < ${afterAll(start)} COLLATE "C"
      AND merged_into IS NULL AND name_folded <> ''
    ORDER BY name_folded COLLATE "C" LIMIT ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

/** Customers with all the words; which ones, when there are more than the limit, is left to the index. */
export async function findByWords(db: Db | Tx, tsquery: string, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM customers c WHERE ${hasWords(tsquery)} AND merged_into IS NULL LIMIT ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

/** On `customers c`; says what the index holds, as it is only used then. */
export function hasWords(tsquery: string): RawBuilder<boolean> {
  return sql`(c.search @@ ${tsquery}::tsquery AND c.search <> '')`
}

/** Words of the dictionary like each of these, the most alike first, at most `each` for one. */
export async function findLikeWords(
  db: Db | Tx,
  words: readonly string[],
  each: number,
): Promise<{ word: string; like: string; likeness: number }[]> {
  const { rows } = await sql<{ word: string; like: string; likeness: number }>`
    SELECT w.word, near.like, near.likeness FROM unnest(${[...words]}::text[]) AS w (word) CROSS JOIN LATERAL (
      SELECT d.word AS like, similarity(d.word, w.word) AS likeness FROM customer_words d
      WHERE d.word % w.word AND abs(length(d.word) - length(w.word)) <= 2
      ORDER BY 2 DESC, length(d.word), d.word LIMIT ${each}) near`.execute(db)
  return rows
}

/** The end of everything that begins with `start`, byte by byte. */
function afterAll(start: string): string {
  return `${start}\u{10FFFF}`
}

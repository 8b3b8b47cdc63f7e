/** Tags and who carries them. */
import { sql } from 'kysely'

import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'
import { foldForSearch } from '#/platform/text/fold.ts'

const longestTag = 60

/** Gives tags by name; unknown names become tags. Names equal under the search fold are one tag. */
export async function addTags(
  app: Pick<App, 'clock'> & { db: Tx },
  given: readonly { customerId: number; name: string }[],
): Promise<void> {
  const tags = given.flatMap(({ customerId, name }) => {
    const tidy = tidyTag(name)
    return tidy ? [{ customerId, name: tidy, folded: foldForSearch(tidy) }] : []
  })
  if (tags.length === 0) return
  await ensureTags(
    app.db,
    tags.map(({ name }) => name),
    app.clock.now(),
  )
  await sql`
    INSERT INTO customer_tags (customer_id, original_customer_id, tag_id, added_at)
    SELECT DISTINCT g.customer_id, g.customer_id, tags.id, ${app.clock.now()}::timestamptz
    FROM unnest(${tags.map((tag) => tag.customerId)}::int[], ${tags.map((tag) => tag.folded)}::text[]) AS g (customer_id, folded)
    JOIN tags ON tags.folded = g.folded COLLATE "C"
    ORDER BY 1, 3 ON CONFLICT DO NOTHING`.execute(app.db)
}

export function tidyTag(name: string): string {
  return name
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, longestTag)
}

export async function ensureTags(db: Db | Tx, names: readonly string[], at: Date): Promise<void> {
  const byFold = new Map(names.map((name) => [foldForSearch(name), name]))
  const folds = [...byFold.keys()].sort()
  await sql`
    INSERT INTO tags (name, folded, created_at)
    SELECT name, folded, ${at}::timestamptz
    FROM unnest(${folds.map((fold) => byFold.get(fold) ?? fold)}::text[], ${folds}::text[]) AS t (name, folded)
    WHERE NOT EXISTS (SELECT FROM tags WHERE tags.folded = t.folded COLLATE "C")
    ORDER BY folded ON CONFLICT (folded) DO NOTHING`.execute(db)
}

export type CustomerTag = { customerId: number; id: number; name: string }

export async function tagsOfCustomers(db: Db | Tx, ids: readonly number[]): Promise<CustomerTag[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<CustomerTag>`
    SELECT DISTINCT ct.customer_id AS "customerId", t.id, t.name, t.folded FROM customer_tags ct JOIN tags t ON t.id = ct.tag_id
    WHERE ct.customer_id = ANY(${[...ids]}::int[]) ORDER BY t.folded`.execute(db)
  return rows
}

/** All tags with how many carry each, the most used first. */
export async function findTags(db: Db | Tx): Promise<{ id: number; name: string; customers: number }[]> {
  const { rows } = await sql<{ id: number; name: string; customers: number }>`
    SELECT t.id, t.name, count(DISTINCT ct.customer_id)::int AS customers
    FROM tags t LEFT JOIN customer_tags ct ON ct.tag_id = t.id
    GROUP BY t.id ORDER BY customers DESC, t.folded LIMIT 500`.execute(db)
  return rows
}

export async function findTagByName(db: Db | Tx, name: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM tags WHERE folded = ${foldForSearch(tidyTag(name))}`.execute(db)
  return rows[0]?.id ?? null
}

export async function deleteTag(db: Db | Tx, customerId: number, tagId: number): Promise<void> {
  await sql`DELETE FROM customer_tags WHERE customer_id = ${customerId} AND tag_id = ${tagId}`.execute(db)
}

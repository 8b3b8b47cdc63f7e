/** Numbers of customers in order, for whoever walks through all of them or those with a tag. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'
import { foldForSearch } from '#/platform/text/fold.ts'

/** Known customers after a number, smallest first; with `tag` only those who carry it. The last one is the next `after`. */
export async function customerIdsAfter(
  app: { db: Db | Tx },
  given: { after: number; limit: number; tag?: string },
): Promise<number[]> {
  const { after, limit, tag } = given
  const query =
    tag === undefined
      ? sql<{ id: number }>`
          SELECT id FROM customers WHERE id > ${after} AND merged_into IS NULL AND known ORDER BY id LIMIT ${limit}`
      : sql<{ id: number }>`
          SELECT ct.customer_id AS id FROM customer_tags ct
          JOIN tags t ON t.id = ct.tag_id JOIN customers c ON c.id = ct.customer_id
          WHERE t.folded = ${foldForSearch(tag)} AND ct.customer_id > ${after} AND c.merged_into IS NULL AND c.known
          ORDER BY ct.customer_id LIMIT ${limit}`
  const { rows } = await query.execute(app.db)
  return rows.map((row) => row.id)
}

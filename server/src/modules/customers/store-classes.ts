/** Who is in a class or a cell of the RFM grid. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

export type RfmPlace = {
  rfmClass?: string | undefined
  recency?: number | undefined
  frequencyMonetary?: number | undefined
}

export async function findOfClass(
  db: Db | Tx,
  { rfmClass, recency, frequencyMonetary }: RfmPlace,
  page: { after: number; limit: number },
): Promise<{ ids: number[]; people: number }> {
  const conditions = [
    sql`merged_into IS NULL AND rfm_class IS NOT NULL`,
    ...(rfmClass === undefined ? [] : [sql`rfm_class = ${rfmClass}`]),
    ...(recency === undefined ? [] : [sql`rfm_recency = ${recency}::int`]),
    ...(frequencyMonetary === undefined
      ? []
      : [sql`(rfm_frequency + rfm_monetary + 1) / 2 = ${frequencyMonetary}::int`]),
  ]
  const where = sql.join(conditions, sql` AND `)
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM customers WHERE ${where} AND id > ${page.after}::bigint ORDER BY id LIMIT ${page.limit}`.execute(
    db,
  )
  const counted = await sql<{
    people: string
  }>`SELECT count(*) AS people FROM customers WHERE ${where}`.execute(db)
  return { ids: rows.map((row) => row.id), people: Number(counted.rows[0]?.people ?? 0) }
}

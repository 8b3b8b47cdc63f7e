/** Whether the shop has any order yet. */
import { sql } from 'kysely'

import type { Db, Tx } from '#/platform/db/index.ts'

export async function hasOrders(app: { db: Db | Tx }): Promise<boolean> {
  const { rows } = await sql`SELECT FROM orders LIMIT 1`.execute(app.db)
  return rows.length > 0
}

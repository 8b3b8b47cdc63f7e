/** Which customer numbers of the event store stand for another that its rows do not name yet. */
import type { Db, Tx } from '#/platform/db/index.ts'

import { selectAllUnfolded } from './store-merges.ts'

/**
 * Rows first written for `customer` (their `original_customer`) count for `standsFor`; in the
 * column `customer` they lie under one of `liesAt`, newer ones under `customer`. All other rows count for their column `customer`.
 */
export async function unfoldedMerges(app: {
  db: Db | Tx
}): Promise<{ customer: number; standsFor: number; liesAt: number[] }[]> {
  return selectAllUnfolded(app.db)
}

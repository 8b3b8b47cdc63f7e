/** Whom a number given by a caller counts for. */
import type { Db, Tx } from '#/platform/db/index.ts'

import { refuse } from './errors.ts'
import { findStanding } from './store-customers.ts'

/** Follows merges; refuses numbers nobody has. */
export async function standing(db: Db | Tx, id: number): Promise<number> {
  const [found] = await findStanding(db, [id])
  if (!found) throw refuse('customer_not_found', { id })
  return found.into
}

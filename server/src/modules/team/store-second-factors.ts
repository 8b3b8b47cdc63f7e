/** Second factors beside what the sign-in library reads and writes by itself: codes already used, and taking a factor away. */
import { sql } from 'kysely'

import { type Db, type Tx } from '#/platform/db/index.ts'

/** The secret as the library keeps it, encrypted; undefined when the person has none. */
export async function selectSecret(db: Db | Tx, userId: string): Promise<string | undefined> {
  const { rows } = await sql<{ secret: string }>`
    SELECT secret FROM two_factors WHERE user_id = ${userId}`.execute(db)
  return rows[0]?.secret
}

/** Notes that codes up to this step are spent; false when this one already was. Of two at once one is first. */
export async function claimStep(db: Db | Tx, userId: string, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE two_factors SET last_step = ${step}
    WHERE user_id = ${userId} AND (last_step IS NULL OR last_step < ${step})`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

/** From now on the password alone opens the account. */
export async function deleteSecondFactor(tx: Tx, userId: string, now: Date): Promise<void> {
  await sql`DELETE FROM two_factors WHERE user_id = ${userId}`.execute(tx)
  await sql`UPDATE users SET two_factor_enabled = false, updated_at = ${now} WHERE id = ${userId}`.execute(tx)
}

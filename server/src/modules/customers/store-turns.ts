/** Taking turns with other callers: a try that can be taken back, and how a lost turn looks. */
import { sql } from 'kysely'

import type { Tx } from '#/platform/db/index.ts'

/** Runs `work`; when it throws, what it wrote is taken back, its locks are given free, and the transaction goes on. */
export async function inSavepoint<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await sql`SAVEPOINT a_try`.execute(tx)
  try {
    const result = await work()
    await sql`RELEASE SAVEPOINT a_try`.execute(tx)
    return result
  } catch (error) {
    await sql`ROLLBACK TO SAVEPOINT a_try`.execute(tx)
    throw error
  }
}

/** PostgreSQL chose this transaction to end a deadlock; running it again is right. */
export function isDeadlock(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '40P01'
}

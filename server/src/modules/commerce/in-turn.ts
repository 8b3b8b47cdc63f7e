/** One transaction at a time for whoever writes orders, carts, refunds or products. */
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction, type Tx } from '#/platform/db/index.ts'

import { isDeadlock, takeTurn } from './store-turns.ts'

export type Writing = Pick<App, 'clock' | 'notices'> & { db: Db | Tx }

const mostAttempts = 10

/**
 * Runs `work` in a transaction, or in the caller's, when its turn has come. A transaction of its own that lost a
 * deadlock against writers of customers runs again; inside a caller's transaction that is the caller's to repeat.
 */
export async function inTurn<Result, Caller extends Writing>(
  app: Caller,
  work: (within: Caller & { db: Tx }) => Promise<Result>,
  attempt = 1,
): Promise<Result> {
  try {
    return await inTransaction(app.db, async (tx) => {
      await takeTurn(tx)
      return work({ ...app, db: tx })
    })
  } catch (error) {
    if (app.db.isTransaction || !isDeadlock(error) || attempt >= mostAttempts) throw error
    return inTurn(app, work, attempt + 1)
  }
}

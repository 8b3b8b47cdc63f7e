/** Lets rooms above say that something segments ask has been replaced as a whole. */
import type { App } from '#/platform/app.ts'
import type { Tx } from '#/platform/db/index.ts'

import { signalRounds } from './store.ts'
import { forgetAnswers, lockRounds } from './store-rounds.ts'

/**
 * In the caller's transaction, after predictions were put in place: segments that ask them are looked at for everybody.
 * Waits for a round that runs, because it may have read the old ones.
 */
export async function reconsiderPredictions(app: Pick<App, 'clock'> & { db: Tx }): Promise<void> {
  await lockRounds(app.db)
  if ((await forgetAnswers(app.db, app.clock.now())) > 0) await signalRounds(app.db)
}

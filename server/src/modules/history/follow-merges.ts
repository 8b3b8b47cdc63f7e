/** Keeps the event store's answer to "whom does this customer number stand for" right when customers are merged or a merge is undone. */
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction, type Tx } from '#/platform/db/index.ts'
import { standsFor } from '#/modules/customers/index.ts'

import { writeMergedCustomers } from './reports-merges.ts'
import { signalMerged } from './store.ts'
import { insertArrivals } from './store-arrivals.ts'
import { saveStandIns, selectMapped } from './store-merges.ts'

type Using = Pick<App, 'clock' | 'eventStore'> & { db: Db | Tx }

/**
 * Reads what is true now instead of following what it is told, so that hearing a merge twice, late or out of order
 * changes nothing. Everybody who ever stood for one of the two is looked at again.
 */
export async function followMerges(
  app: Using,
  merges: readonly { winner: number; loser: number }[],
): Promise<void> {
  const touched = [...new Set(merges.flatMap(({ winner, loser }) => [winner, loser]))]
  const before = new Map((await selectMapped(app.db, touched)).map((row) => [row.customer, row]))
  const customers = [...new Set([...touched, ...before.keys()])]
  const now = await standsFor(app, customers)
  const changed = customers.flatMap((customer) => {
    const stands = now.get(customer) ?? customer
    return stands === (before.get(customer)?.standsFor ?? customer) ? [] : { customer, standsFor: stands }
  })
  await signalMerged(app.db)
  if (changed.length === 0) return
  const at = later(app.clock.now(), [...before.values()])
  // The event store first: should the second write fail, hearing the notice again finds the change still to do.
  await writeMergedCustomers(app.eventStore, changed, at)
  await inTransaction(app.db, async (tx) => {
    await saveStandIns(tx, changed, at)
    const anew = changed.map((row) => row.standsFor)
    await insertArrivals(tx, { '*': [...new Set([...customers, ...anew])] }, null)
  })
}

/** The newest mapping of a customer holds, so each must be newer than the one before, also when the clock stands. */
function later(now: Date, rows: readonly { changedAt: Date }[]): Date {
  return new Date(Math.max(now.getTime(), ...rows.map((row) => row.changedAt.getTime() + 1)))
}

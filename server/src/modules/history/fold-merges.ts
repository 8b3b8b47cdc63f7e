/** Folds merges into the event store at night, so that reports need not look them up: month by month, each replaced in one step. */
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'

import {
  countRepeated,
  countReplacedParts,
  findMonthsOf,
  forgetMerged,
  rewriteMonth,
} from './reports-merges.ts'
import { settleOrders } from './settle-orders.ts'
import {
  beginFold,
  closeFold,
  countUnfolded,
  holdAppendLock,
  markFolded,
  openFold,
  selectOpenFolds,
} from './store-merges.ts'

type Using = Pick<App, 'db' | 'clock' | 'eventStore'>

/** Processes may go on writing for the loser as long as they remember identities; younger merges wait for the next night. */
const settled = 60 * 60_000
/** Below this many the look-up costs reports less than rewriting costs the disk. */
const worthIt = 1_000
const perQuery = 20_000

/**
 * Safe at any moment of a crash: the mapping stays until every month is done and gives the same answer before and
 * after, and a month begun but not finished is written again. Events wait in the intake while one month is rewritten.
 * With `settle` (default) it ends only when the replaced files are gone from the disk, some minutes later.
 */
export async function foldMerges(
  app: Using,
  options: { atLeast?: number; settle?: boolean } = {},
): Promise<void> {
  const before = settledBefore(app)
  await finishFolds(app)
  if ((await countUnfolded(app.db, before)) >= (options.atLeast ?? worthIt)) {
    const customers = await beginFold(app.db, before)
    for (const month of await monthsOf(app, customers)) await foldMonth(app, month, before)
    // The book carries merges itself from then on; where it could not be settled they stay for another night.
    if (await settleOrders(app, { atLeast: 0 })) {
      await markFolded(app.db, customers, before)
      await forgetMerged(app.eventStore, customers, before)
    }
  }
  if (options.settle ?? true) await settleFolds(app, before)
}

function settledBefore(app: Using): Date {
  return new Date(app.clock.now().getTime() - settled)
}

async function monthsOf(app: Using, customers: readonly number[]): Promise<Set<number>> {
  const months = new Set<number>()
  for (let start = 0; start < customers.length; start += perQuery) {
    const some = customers.slice(start, start + perQuery)
    for (const month of await findMonthsOf(app.eventStore, some)) months.add(month)
  }
  return months
}

/** Writes again what a crash may have interrupted: a replaced file that came back would count twice. */
export async function finishFolds(app: Using): Promise<void> {
  const months = await selectOpenFolds(app.db)
  if (months.length === 0) return
  const before = settledBefore(app)
  await beginFold(app.db, before)
  for (const month of months) await foldMonth(app, month, before)
}

async function foldMonth(app: Using, month: number, before: Date): Promise<void> {
  await openFold(app.db, month, app.clock.now())
  await inTransaction(app.db, async (tx) => {
    await holdAppendLock(tx)
    await rewriteMonth(app.eventStore, month, before)
  })
}

/** A month is done when its replaced files are gone and, should the event store have died meanwhile, none came back. */
async function settleFolds(app: Using, before: Date): Promise<void> {
  for (const month of await selectOpenFolds(app.db)) {
    while ((await countReplacedParts(app.eventStore, month)) > 0) await pause(5_000)
    if ((await countRepeated(app.eventStore, month)) > 0) await foldMonth(app, month, before)
    else await closeFold(app.db, month)
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

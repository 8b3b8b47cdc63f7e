/** Settles the book of orders: what was told of them since the last time is put together with what was known. */
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { countRunningAppends } from './reports-append.ts'
import { openEdition, publishEdition } from './refresh-steps.ts'
import { countTellings, forgetTellings, readMinute, rewriteBook, tellAgain } from './reports-orders.ts'
import { holdAppendLock, lockSettling } from './store-merges.ts'

type Using = Pick<App, 'db' | 'clock' | 'eventStore'>

/** Unsettled tellings that reports carry without being noticeably slower. */
const bearable = 20_000
/** A report that has begun on the old book may still be looking for its tellings (ms). */
const reading = 2_000
/** How far back events are told again each night, for what an engine that died may have lost. */
const doubted = 3 * 24 * 60 * 60_000

/**
 * Safe at any moment of a crash and beside appends and reports: answers are the same before, during and after, and
 * telling twice changes nothing. With `atLeast` it does nothing below that many tellings. False while an append hangs:
 * then the book is as it was.
 */
export async function settleOrders(app: Using, options: { atLeast?: number } = {}): Promise<boolean> {
  const { all, orders } = await countTellings(app.eventStore)
  if (all < (options.atLeast ?? bearable)) return true
  return inTransaction(app.db, async (tx) => {
    await lockSettling(tx)
    const before = await closeMinute(app)
    if (before === null) return false
    const edition = await openEdition(app, before)
    await rewriteBook(app.eventStore, orders)
    await publishEdition(app, edition)
    await pause(reading)
    await forgetTellings(app.eventStore, before)
    return true
  })
}

/** What the last days' events say of orders is told again, and settled when there is anything. */
export async function mendOrders(app: Using): Promise<void> {
  const to = app.clock.now().getTime()
  await tellAgain(app.eventStore, { from: to - doubted, to })
  await settleOrders(app, { atLeast: 1 })
}

/** The minute before which nothing is told any more, since every append begun in it has ended; null while one hangs. */
async function closeMinute(app: Using): Promise<number | null> {
  return inTransaction(app.db, async (tx) => {
    await holdAppendLock(tx)
    if ((await countRunningAppends(app.eventStore)) > 0) return null
    return readMinute(app.eventStore)
  })
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

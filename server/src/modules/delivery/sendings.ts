/** Opening sendings, filling them, pausing, resuming, cancelling; for the rooms above that have something to say to people. */
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction, type Tx } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'

import { noticeSendingOpened } from './notices.ts'
import { insertMessages } from './store-ledger.ts'
import {
  cancelWaiting,
  deleteUntouched,
  insertSending,
  moveSending,
  releaseClaimed,
  type Sending,
} from './store-sendings.ts'

type SendingApp = Pick<App, 'clock' | 'notices'> & { db: Db | Tx }

/** Opens a sending; nothing goes before messages are added. In the caller's transaction. */
export async function openSending(app: SendingApp, sending: Sending): Promise<void> {
  await insertSending(app.db, { ...sending, at: app.clock.now() })
}

/** Adds one message for each customer, in bulk; who is in the sending already stays as they are. In the caller's transaction. */
export async function sendMessages(
  app: SendingApp,
  given: { sendingId: string; customerIds: readonly number[]; dueAt: Date },
): Promise<void> {
  const at = app.clock.now()
  const messages = given.customerIds.map((customerId) => ({ id: newId(at), customerId }))
  await insertMessages(app.db, messages, { sendingId: given.sendingId, dueAt: given.dueAt, at })
  await app.notices.publish(app.db, noticeSendingOpened, [{ sendingId: given.sendingId }])
}

/** Holds at once: what a worker has claimed but not handed over goes back. False when it was not open. */
export async function pauseSending(app: SendingApp, id: string): Promise<boolean> {
  return inTransaction(app.db, async (tx) => {
    const paused = await moveSending(tx, id, { from: ['open'], to: 'paused' })
    if (paused) await releaseClaimed(tx, id)
    return paused
  })
}

export async function resumeSending(app: SendingApp, id: string): Promise<boolean> {
  return inTransaction(app.db, async (tx) => {
    const resumed = await moveSending(tx, id, { from: ['paused'], to: 'open' })
    if (resumed) await app.notices.publish(tx, noticeSendingOpened, [{ sendingId: id }])
    return resumed
  })
}

/** For good: whoever has not been written to will not be. */
export async function cancelSending(app: SendingApp, id: string): Promise<boolean> {
  return inTransaction(app.db, async (tx) => {
    const finishedAt = app.clock.now()
    const cancelled = await moveSending(tx, id, { from: ['open', 'paused'], to: 'cancelled', finishedAt })
    if (cancelled) await cancelWaiting(tx, id)
    return cancelled
  })
}

/** Takes a sending back without a trace; false when anything has left or is leaving. */
export async function removeSending(app: { db: Db | Tx }, id: string): Promise<boolean> {
  return inTransaction(app.db, (tx) => deleteUntouched(tx, id))
}

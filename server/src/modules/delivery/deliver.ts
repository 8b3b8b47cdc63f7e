/** Hands one mail to the server: written down before it leaves, and again with the server's answer. See docs/decisions on sending once. */
import { recordEvents } from '#/modules/history/index.ts'
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction, type Tx } from '#/platform/db/index.ts'

import { messageEvent } from './message-events.ts'
import { type MailFault, outcomeOf } from './outcome.ts'
import { handOver, markFailed, markSent, putBack } from './store-ledger.ts'
import type { Sending } from './store-sendings.ts'
import { insertSuppression } from './store-suppressions.ts'
import type { Ready } from './work-sending.ts'

export type ServerDown = { dueAt: Date; reason: string; response: string }

/** Returns when and why to try again when the server cannot be reached at all; then others need not try. */
export async function deliver(app: App, sending: Sending, ready: Ready): Promise<ServerDown | undefined> {
  const { message, mail } = ready
  if (!(await handOver(app.db, message.id))) return undefined
  try {
    const { response } = await app.mailer.send(mail)
    await inTransaction(app.db, (tx) => recordSent({ ...app, db: tx }, { sending, ready, response }))
    return undefined
  } catch (error) {
    return recordFault(app, { sending, ready, fault: asFault(error) })
  }
}

async function recordSent(
  app: Pick<App, 'clock'> & { db: Db | Tx },
  given: { sending: Sending; ready: Ready; response: string },
): Promise<void> {
  const { message, mail } = given.ready
  const at = app.clock.now()
  const row = {
    id: message.id,
    address: mail.to,
    subject: mail.subject,
    response: given.response.slice(0, 500),
  }
  const sent = await markSent(app.db, [row], { from: 'sending', at })
  if (sent.size === 0) return
  await recordEvents(app, [messageEvent('Email Sent', { message, sending: given.sending, at })])
}

async function recordFault(
  app: App,
  given: { sending: Sending; ready: Ready; fault: MailFault },
): Promise<ServerDown | undefined> {
  const { message, mail } = given.ready
  const at = app.clock.now()
  const ageSeconds = (at.getTime() - message.createdAt.getTime()) / 1000
  const outcome = outcomeOf(given.fault, { attempts: message.attempts + 1, ageSeconds })
  const response = (given.fault.response ?? given.fault.message).slice(0, 500)
  if (outcome.kind === 'failed') {
    await inTransaction(app.db, async (tx) => {
      await markFailed(tx, { id: message.id, address: mail.to, reason: outcome.reason, response })
      const event = messageEvent('Email Bounced', { message, sending: given.sending, at })
      await recordEvents({ ...app, db: tx }, [{ ...event, properties: { response, reason: outcome.reason } }])
      if (!outcome.suppress) return
      const suppression = { channel: 'email', address: mail.to, reason: 'dead_address', source: 'bounce', at }
      await insertSuppression(tx, suppression)
    })
    return undefined
  }
  const dueAt = new Date(at.getTime() + outcome.afterSeconds * 1000)
  const later = { dueAt, reason: outcome.reason, response }
  await putBack(app.db, [message.id], later)
  return outcome.serverDown ? later : undefined
}

function asFault(error: unknown): MailFault {
  return error instanceof Error ? error : { message: String(error) }
}

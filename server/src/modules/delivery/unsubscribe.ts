/** A reader's own word on what they want to get: it holds at once, for what waits as well, and is kept as proof. */
import { currentConsents, recordConsents } from '#/modules/customers/index.ts'
import { recordEvents } from '#/modules/history/index.ts'
import { systemActor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { messageEvent } from './message-events.ts'
import { skipWaitingOf } from './store-ledger.ts'
import { markMessage, type MessageForReader } from './store-messages.ts'

export type Wish = {
  message: MessageForReader
  /** Whether marketing by e-mail is wanted. */
  wanted: boolean
  /** `unsubscribe`: one click in the mail program. `preferences`: the page. */
  source: 'unsubscribe' | 'preferences'
  ip: string
}

/** Records the wish; the same wish again changes nothing. Messages still waiting for the person are skipped in the same transaction. */
export async function recordWish(app: App, wish: Wish): Promise<void> {
  const { message } = wish
  const state = wish.wanted ? 'given' : 'withdrawn'
  await inTransaction(app.db, async (tx) => {
    const inside = { ...app, db: tx }
    const at = app.clock.now()
    const consents = await currentConsents(inside, [message.customerId], {
      channel: 'email',
      purpose: 'marketing',
    })
    if (consents.get(message.customerId) !== state) {
      await recordConsents(inside, systemActor('reader'), [
        {
          customerId: message.customerId,
          channel: 'email',
          purpose: 'marketing',
          state,
          source: wish.source,
          evidence: { message: message.id, ip: wish.ip },
          at,
        },
      ])
    }
    if (wish.wanted) return
    await skipWaitingOf(tx, [message.customerId], 'withdrawn')
    const first = await markMessage(tx, message.id, { name: 'unsubscribed_at', at })
    if (first)
      await recordEvents(inside, [messageEvent('Email Unsubscribed', { message, sending: message, at })])
  })
}

/** Where no mail server is set: the mail goes into the mailbox in the transaction that calls it sent, so exactly once. */
import { recordEvents } from '#/modules/history/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import type { Mail } from '#/platform/mail/index.ts'
import { foldForSearch } from '#/platform/text/fold.ts'

import { messageEvent } from './message-events.ts'
import { markSent } from './store-ledger.ts'
import { insertMails, type KeptMail } from './store-mailbox.ts'
import type { Sending } from './store-sendings.ts'
import type { Ready } from './work-sending.ts'

export async function keepMails(app: App, sending: Sending, ready: readonly Ready[]): Promise<void> {
  const at = app.clock.now()
  const rows = ready.map(({ message, mail }) => ({
    id: message.id,
    address: mail.to,
    subject: mail.subject,
    response: 'mailbox',
  }))
  await inTransaction(app.db, async (tx) => {
    const sent = await markSent(tx, rows, { from: 'claimed', at })
    const kept = ready.filter(({ message }) => sent.has(message.id))
    const mails = kept.map(({ message, mail }) =>
      keptMail(mail, { id: message.id, customerId: message.customerId, sendingId: sending.id, at }),
    )
    await insertMails(tx, mails)
    const events = kept.map(({ message }) => messageEvent('Email Sent', { message, sending, at }))
    await recordEvents({ ...app, db: tx }, events)
  })
}

export function keptMail(mail: Mail, of: Pick<KeptMail, 'id' | 'customerId' | 'sendingId' | 'at'>): KeptMail {
  return {
    ...of,
    from: `${mail.from.name} <${mail.from.address}>`,
    to: mail.to,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: { 'Message-ID': mail.messageId, ...mail.headers },
    searchText: foldForSearch(`${mail.to} ${mail.subject}`),
  }
}

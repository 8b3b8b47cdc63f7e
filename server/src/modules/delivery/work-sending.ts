/** One round of a sending: claim some, ask for permission again, fill the letter in, send or keep, write down what became of it. */
import {
  type CompiledLetter,
  type LetterPerson,
  lettersPeople,
  letterShop,
  loadLetter,
  renderLetter,
} from '#/modules/content/index.ts'
import type { Shop } from '#/modules/team/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { type Mail, smtpConnections } from '#/platform/mail/index.ts'

import { composeMail } from './compose-mail.ts'
import { deliver } from './deliver.ts'
import { type Permission, permissionsOf } from './gather-permission.ts'
import { keepMails } from './keep-mails.ts'
import { preferencesUrl } from './links.ts'
import type { DomainPace } from './pace.ts'
import { claimMessages, type Claimed, markFailed, markSkipped, putBack, renewClaims } from './store-ledger.ts'
import type { Sending } from './store-sendings.ts'

/** Few where a server is slow, since permission is asked for the whole round; many where everything is one transaction. */
const roundSize = { smtp: 20, mailbox: 200 }
const renewEvery = 5_000
/** Before what a fault of our own interrupted is tried again. Milliseconds. */
const troubleWait = 60_000

export type Ready = { message: Claimed; mail: Mail }

type Round = {
  sending: Sending
  shop: Shop
  compiled: CompiledLetter
  people: Map<number, LetterPerson>
  permissions: Map<number, Permission>
}

/** Works through one round; returns how many messages were claimed, 0 when none is due. */
export async function workSending(app: App, sending: Sending, pace: DomainPace): Promise<number> {
  const { configured } = app.mailer
  const limit = configured ? roundSize.smtp : roundSize.mailbox
  const claimed = await claimMessages(app.db, sending.id, { now: app.clock.now(), limit })
  if (claimed.length === 0) return 0
  const ids = claimed.map((message) => message.id)
  const renewing = keepClaims(app, ids)
  try {
    const ready = await prepare(app, sending, claimed)
    if (configured) await sendAll(app, sending, await paced(app, pace, ready))
    else await keepMails(app, sending, ready)
  } catch (error) {
    const dueAt = new Date(app.clock.now().getTime() + troubleWait)
    await putBack(app.db, ids, { dueAt, reason: 'interrupted', response: '' })
    throw error
  } finally {
    clearInterval(renewing)
  }
  return claimed.length
}

function keepClaims(app: App, ids: readonly string[]): NodeJS.Timeout {
  return setInterval(() => {
    renewClaims(app.db, ids).catch((error: unknown) => app.log.warn({ error }, 'claims could not be renewed'))
  }, renewEvery)
}

/** Those who may be written to now, with their mail; the others are written down with the reason. */
async function prepare(app: App, sending: Sending, claimed: readonly Claimed[]): Promise<Ready[]> {
  const ids = claimed.map((message) => message.customerId)
  const round: Round = {
    sending,
    shop: await letterShop(app),
    compiled: await loadLetter(app, sending.templateVersionId),
    people: await lettersPeople(app, ids),
    permissions: await permissionsOf(app, ids, sending.purpose),
  }
  const ready: Ready[] = []
  const skipped = new Map<string, string[]>()
  for (const message of claimed) {
    const prepared = prepareOne(app, round, message)
    if ('mail' in prepared) ready.push({ message, mail: prepared.mail })
    else if ('fault' in prepared) {
      await markFailed(app.db, {
        id: message.id,
        address: '',
        reason: 'letter_fault',
        response: prepared.fault,
      })
    } else skipped.set(prepared.reason, [...(skipped.get(prepared.reason) ?? []), message.id])
  }
  for (const [reason, messages] of skipped) await markSkipped(app.db, messages, reason)
  return ready
}

function prepareOne(
  app: App,
  round: Round,
  message: Claimed,
): { mail: Mail } | { reason: string } | { fault: string } {
  const permission = round.permissions.get(message.customerId)
  const person = round.people.get(message.customerId)
  if (!permission || !person) return { reason: 'erased' }
  if (permission.reason) return { reason: permission.reason }
  const link = preferencesUrl(app, message.id)
  const result = renderLetter(round.compiled, {
    ...person.scope,
    unsubscribe_url: link,
    preferences_url: `${link}?p`,
  })
  if ('fault' in result) return result
  if (result.missing.length > 0) return { reason: 'missing_variable' }
  return {
    mail: composeMail(app, {
      messageId: message.id,
      sendingId: round.sending.id,
      purpose: round.sending.purpose,
      tracked: round.sending.tracked,
      to: permission.address,
      shop: round.shop,
      letter: result.letter,
      at: app.clock.now(),
    }),
  }
}

/** What is too much for a receiving domain right now goes back for a moment. */
async function paced(app: App, pace: DomainPace, ready: readonly Ready[]): Promise<Ready[]> {
  const now = app.clock.now()
  const { go, wait } = pace.split(ready, now)
  const dueAt = new Date(now.getTime() + 1_000)
  await putBack(
    app.db,
    wait.map(({ message }) => message.id),
    { dueAt, reason: '', response: '' },
  )
  return go
}

/** As many at once as there are connections; when the server is gone the rest of the round waits without trying. */
async function sendAll(app: App, sending: Sending, ready: readonly Ready[]): Promise<void> {
  const queue = [...ready]
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const down = await deliver(app, sending, next)
      if (!down) continue
      const rest = queue.splice(0).map(({ message }) => message.id)
      await inTransaction(app.db, (tx) => putBack(tx, rest, down))
    }
  }
  await Promise.all(Array.from({ length: smtpConnections }, lane))
}

/** A letter sent to oneself as a chosen person would get it; it is no message to a customer and counts nowhere. */
import type { Letter, Purpose } from '@vefa/contract'

import {
  draftLetter,
  lettersPeople,
  letterShop,
  renderLetter,
  samplePerson,
} from '#/modules/content/index.ts'
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { newId } from '#/platform/ids.ts'

import { composeMail } from './compose-mail.ts'
import { refuse } from './errors.ts'
import { keptMail } from './keep-mails.ts'
import { testPreferencesUrl } from './links.ts'
import { insertMails } from './store-mailbox.ts'

export type TestInput = {
  letter: Letter
  purpose: Purpose
  to: string
  customerId?: number | undefined
  subject: { kind: string; id: string }
}

/** Refuses `letter_invalid`, `letter_incomplete` (a variable without value), `test_failed` (the server's answer). */
export async function sendTest(app: App, actor: Actor, input: TestInput): Promise<'mailbox' | 'smtp'> {
  const at = app.clock.now()
  const id = newId(at)
  const letter = await testLetter(app, input)
  const shop = await letterShop(app)
  const facts = {
    messageId: id,
    sendingId: id,
    purpose: input.purpose,
    tracked: false,
    to: input.to,
    shop,
    letter,
    at,
  }
  const mail = composeMail(app, facts)
  if (app.mailer.configured) {
    await app.mailer.send(mail).catch((error: unknown) => {
      throw refuse('test_failed', { answer: error instanceof Error ? error.message : String(error) })
    })
  } else {
    await insertMails(app.db, [keptMail(mail, { id, customerId: null, sendingId: null, at })])
  }
  await audit(app, actor, {
    action: `${input.subject.kind}.test`,
    subject: input.subject,
    after: { to: input.to },
  })
  return app.mailer.configured ? 'smtp' : 'mailbox'
}

async function testLetter(app: App, input: TestInput) {
  const compiled = await draftLetter(app, input)
  const shop = await letterShop(app)
  const person =
    input.customerId === undefined
      ? samplePerson(shop, shop.language)
      : (await lettersPeople(app, [input.customerId])).get(input.customerId)
  if (!person) throw refuse('test_person_not_found', { id: input.customerId ?? 0 })
  const link = testPreferencesUrl(app)
  const result = renderLetter(compiled, { ...person.scope, unsubscribe_url: link, preferences_url: link })
  if ('fault' in result) throw refuse('letter_incomplete', { detail: result.fault })
  if (result.missing.length > 0) throw refuse('letter_incomplete', { detail: result.missing.join(', ') })
  return result.letter
}

/** Messages sent or held back, the mailbox page, suppressions. */
import { z } from 'zod'

import { customerId, done, email, moment, page, pageInput, requiredText, uuid } from './common.ts'
import { endpoint } from './procedure.ts'
import { purpose } from './templates.ts'

/** Why a person may not be written to, most lasting first; the first that holds is said. */
export const whyNotReasons = [
  'erased',
  'merged',
  'no_address',
  'shared_address',
  'marketplace',
  'suppressed',
  'withdrawn',
  'refused',
  'no_consent',
] as const

export const whyNotReason = z.enum(whyNotReasons)

export const messageStates = [
  'queued',
  'claimed',
  'sending',
  'sent',
  'skipped',
  'failed',
  'cancelled',
] as const

const message = z.object({
  id: uuid,
  customerId: z.number().int(),
  customerName: z.string(),
  channel: z.string(),
  purpose,
  sendingId: uuid,
  address: z.string(),
  subject: z.string(),
  state: z.enum(messageStates),
  /** Why it was skipped or failed. */
  stateReason: z.string(),
  attempts: z.number().int(),
  /** A process died while this one was under way and it was sent again: it may have arrived twice. */
  repeated: z.boolean(),
  sentAt: moment.nullable(),
  openedAt: moment.nullable(),
  clickedAt: moment.nullable(),
  unsubscribedAt: moment.nullable(),
  createdAt: moment,
})

const mailSummary = z.object({
  id: uuid,
  customerId: z.number().int().nullable(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  /** The beginning of the text part. */
  excerpt: z.string(),
  test: z.boolean(),
  at: moment,
})

const suppression = z.object({ address: z.string(), reason: z.string(), source: z.string(), at: moment })

export const delivery = {
  listMessages: endpoint('messages.read')
    .route({ method: 'GET', path: '/messages', summary: 'The send ledger of a campaign or a customer' })
    .input(
      pageInput.extend({
        sendingId: uuid.optional(),
        customerId: customerId.optional(),
        state: z.enum(messageStates).optional(),
        did: z.enum(['opened', 'clicked', 'unsubscribed']).optional(),
      }),
    )
    .output(page(message)),
  permission: endpoint('customers.read')
    .route({
      method: 'GET',
      path: '/customers/{id}/permission',
      summary: 'Whether a customer may be written to by e-mail, and why not',
    })
    .input(z.object({ id: customerId, purpose: purpose.default('marketing') }))
    .output(z.object({ allowed: z.boolean(), reason: whyNotReason.nullable() })),
  listMailbox: endpoint('messages.read')
    .route({
      method: 'GET',
      path: '/mailbox',
      summary: 'What would have been sent where no mail server is set, newest first',
    })
    .input(pageInput.extend({ search: z.string().max(100).optional() }))
    .output(page(mailSummary).extend({ smtp: z.boolean() })),
  getMail: endpoint('messages.read')
    .route({ method: 'GET', path: '/mailbox/{id}', summary: 'One mail of the mailbox, whole' })
    .input(z.object({ id: uuid }))
    .output(
      mailSummary.extend({
        html: z.string(),
        text: z.string(),
        headers: z.array(z.object({ name: z.string(), value: z.string() })),
      }),
    ),
  listSuppressions: endpoint('messages.read')
    .route({ method: 'GET', path: '/suppressions', summary: 'Addresses never written to, newest first' })
    .input(pageInput)
    .output(page(suppression)),
  addSuppression: endpoint('consents.write')
    .route({ method: 'POST', path: '/suppressions', summary: 'Block an address' })
    .input(z.object({ address: email, reason: requiredText(200) }))
    .output(done),
  removeSuppression: endpoint('consents.write')
    .route({ method: 'DELETE', path: '/suppressions/{address}', summary: 'Lift the block of an address' })
    .input(z.object({ address: email }))
    .output(done),
}

export type WhyNotReason = z.infer<typeof whyNotReason>
export type MessageState = (typeof messageStates)[number]

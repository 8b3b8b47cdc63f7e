/** Events: what arrives, what is broken, what is known about each kind; and a customer's timeline. */
import { z } from 'zod'

import { bigId, customerId, day, moment, page, requiredText, text } from './common.ts'
import { endpoint } from './procedure.ts'

export const timelineKinds = [
  'order',
  'cart',
  'visit',
  'message',
  'conversation',
  'parcel',
  'survey',
  'profile',
  'other',
] as const

const eventName = z.string().min(1).max(200)
const count = z.number().int()

/** One event as it stands in the history. */
const historyEvent = z.object({
  id: z.string(),
  name: z.string(),
  time: moment,
  customerId: count,
  source: z.string(),
  storeId: count,
  value: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  url: z.string(),
  properties: z.record(z.string(), z.unknown()),
})

const timelineItem = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(timelineKinds),
  tone: z.enum(['good', 'bad', 'plain']),
  time: moment,
  /** Of several looks of one visit, the first; otherwise the same as `time`. */
  since: moment,
  /** How many events this item stands for. */
  count,
  source: z.string(),
  storeId: count,
  orderId: z.string(),
  value: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  products: z.array(z.object({ id: z.string(), title: z.string(), quantity: z.string() })),
  searches: z.array(z.string()),
  url: z.string(),
  coupon: z.string(),
  campaign: z.string(),
  channel: z.string(),
  message: z.string(),
  device: z.string(),
  properties: z.record(z.string(), z.unknown()),
})

const quarantineState = z.enum(['open', 'replayed', 'dismissed'])

const quarantined = z.object({
  id: bigId,
  receivedAt: moment,
  name: z.string(),
  reason: z.string(),
  detail: z.string(),
  state: quarantineState,
  storeId: count.nullable(),
  endpoint: z.string(),
  editedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
})

const decided = z.object({ count })

export const events = {
  timeline: endpoint('events.read')
    .route({
      method: 'GET',
      path: '/customers/{id}/timeline',
      summary: 'What a customer did and what reached them, newest first; looks of one visit are one item',
    })
    .input(
      z.object({
        id: customerId,
        kinds: z.array(z.enum(timelineKinds)).max(timelineKinds.length).optional(),
        q: z.string().max(200).optional(),
        cursor: z.string().max(500).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(50),
      }),
    )
    .output(page(timelineItem)),
  names: endpoint('events.read')
    .route({
      method: 'GET',
      path: '/events/names',
      summary: 'Every kind of event of the last days, with its volume by day',
    })
    .input(z.object({ days: z.coerce.number().int().min(1).max(90).default(30) }))
    .output(
      z.object({
        days: z.array(day),
        names: z.array(
          z.object({
            name: z.string(),
            count,
            lastSeen: moment,
            sources: z.array(z.string()),
            byDay: z.array(count),
            broken: count,
          }),
        ),
        /** Sent under names never taken in, or without one. */
        broken: z.array(z.object({ name: z.string(), reason: z.string(), count })),
      }),
    ),
  properties: endpoint('events.read')
    .route({
      method: 'GET',
      path: '/events/names/{name}',
      summary: 'The properties seen on the newest events of one kind',
    })
    .input(z.object({ name: eventName }))
    .output(
      z.object({
        sampled: count,
        properties: z.array(
          z.object({
            name: z.string(),
            types: z.array(z.string()),
            share: z.number(),
            examples: z.array(z.string()),
          }),
        ),
      }),
    ),
  recent: endpoint('events.read')
    .route({ method: 'GET', path: '/events/recent', summary: 'The newest events by arrival' })
    .input(
      z.object({ name: eventName.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
    )
    .output(z.object({ items: z.array(historyEvent.extend({ receivedAt: moment })) })),
  intake: endpoint('events.read')
    .route({ method: 'GET', path: '/events/intake', summary: 'What waits, what was dropped and why' })
    .output(
      z.object({
        waiting: count,
        oldest: moment.nullable(),
        quarantined: z.array(z.object({ name: z.string(), reason: z.string(), count })),
        drops: z.array(z.object({ day, reason: z.string(), count })),
      }),
    ),
  quarantine: {
    list: endpoint('events.read')
      .route({
        method: 'GET',
        path: '/events/quarantine',
        summary: 'Events that could not be taken in, newest first',
      })
      .input(
        z.object({
          state: quarantineState.default('open'),
          reason: z.string().max(40).optional(),
          name: z.string().max(200).optional(),
          cursor: bigId.optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
      )
      .output(page(quarantined)),
    get: endpoint('events.read')
      .route({
        method: 'GET',
        path: '/events/quarantine/{id}',
        summary: 'One of them, as it was sent or edited',
      })
      .input(z.object({ id: bigId }))
      .output(quarantined.extend({ body: z.string() })),
    edit: endpoint('events.write')
      .route({
        method: 'PATCH',
        path: '/events/quarantine/{id}',
        summary: 'Correct an event before it is tried again',
      })
      .input(z.object({ id: bigId, body: requiredText(65_536) }))
      .output(quarantined.extend({ body: z.string() })),
    replay: endpoint('events.write')
      .route({
        method: 'POST',
        path: '/events/quarantine/replays',
        summary: 'Send events through the intake again, at their own time',
      })
      .input(z.object({ ids: z.array(bigId).min(1).max(500) }))
      .output(decided),
    dismiss: endpoint('events.write')
      .route({ method: 'POST', path: '/events/quarantine/dismissals', summary: 'Give up on events' })
      .input(z.object({ ids: z.array(bigId).min(1).max(500), note: text(500).optional() }))
      .output(decided),
  },
}

/** Looks across rooms: search everything, what waits for people, what changed since yesterday. */
import { z } from 'zod'

import { day, moment, requiredText, uuid } from './common.ts'
import { endpoint } from './procedure.ts'

const found = z.object({
  kind: z.enum(['customer', 'order']),
  id: z.string(),
  title: z.string(),
  detail: z.string(),
})

/** What may wait, the most pressing first. */
export const waitingKinds = [
  'importFailed',
  'segmentFailed',
  'sendsFailed',
  'taskLate',
  'taskDue',
  'importPaused',
  'campaignPaused',
  'quarantine',
  'importRejects',
  'rates',
  'importUploaded',
  'campaignDraft',
  'pairs',
  'plainAddress',
] as const

const waiting = z.object({
  kind: z.enum(waitingKinds),
  /** Of the import, campaign or segment; of the customer a task or a pair is about; '' where there is no one thing. */
  id: z.string(),
  /** A file, a campaign, a segment, a task, a currency, a person; '' where it needs none. */
  name: z.string(),
  /** The person a task is about, the other one of a pair; '' otherwise. */
  about: z.string(),
  /** Events, rows, messages, orders, pairs; 1 of single things. */
  count: z.number().int(),
  /** There are more than were counted. */
  more: z.boolean(),
  since: moment.nullable(),
  /** The day a task is due. */
  due: day.nullable(),
})

const changedSegment = z.object({
  id: uuid,
  name: z.string(),
  people: z.number().int(),
  entered: z.number().int(),
  left: z.number().int(),
})

export const today = {
  search: endpoint('session')
    .route({ method: 'GET', path: '/search', summary: 'Find people and orders by any identifier' })
    .input(z.object({ query: requiredText(200) }))
    .output(z.object({ items: z.array(found) })),
  waiting: endpoint('session')
    .route({
      method: 'GET',
      path: '/today/waiting',
      summary:
        'What waits for the caller, the most pressing first; of each part only what the caller may read',
    })
    .output(z.object({ items: z.array(waiting) })),
  changes: endpoint('session')
    .route({
      method: 'GET',
      path: '/today/changes',
      summary: 'What changed since yesterday morning; parts the caller may not read are null',
    })
    .output(
      z.object({
        since: day,
        /** Segments people entered or left, those that changed most first. */
        segments: z.array(changedSegment).nullable(),
        /** Customers silent for longer than they usually are, and those of them who became so since. */
        late: z.object({ people: z.number().int(), entered: z.number().int() }).nullable(),
      }),
    ),
}

export type WaitingItem = z.infer<typeof waiting>
export type WaitingKind = (typeof waitingKinds)[number]

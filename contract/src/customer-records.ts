/** What stands beside a customer: identities, merges, notes, tasks. */
import { z } from 'zod'

import { customerId, day, moment, uuid } from './common.ts'

export const identity = z.object({
  kind: z.enum(['user', 'loyalty', 'marketplace', 'email', 'phone', 'whatsapp', 'anonymous']),
  scope: z.string(),
  value: z.string(),
  shared: z.boolean(),
  verifiedAt: moment.nullable(),
  firstSeenAt: moment,
  lastSeenAt: moment,
})

export const evidence = z.array(z.object({ kind: z.string(), value: z.string() }))
export const merge = z.object({
  id: uuid,
  winnerId: customerId,
  loserId: customerId,
  loserName: z.string().nullable(),
  rule: z.enum(['anonymous', 'person']),
  evidence,
  actorName: z.string(),
  at: moment,
  undoneAt: moment.nullable(),
  undoneBy: z.string().nullable(),
})

export const note = z.object({
  id: uuid,
  customerId,
  body: z.string(),
  pinned: z.boolean(),
  authorName: z.string(),
  createdAt: moment,
  updatedAt: moment,
})

export const task = z.object({
  id: uuid,
  customerId,
  title: z.string(),
  dueOn: day.nullable(),
  assigneeId: uuid.nullable(),
  doneAt: moment.nullable(),
  createdBy: z.string(),
  createdAt: moment,
})

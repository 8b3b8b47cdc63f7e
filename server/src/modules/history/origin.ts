/** Where an accepted body came from; kept beside it until its events stand in the event store. */
import { z } from 'zod'

export const endpoints = ['track', 'identify', 'page', 'screen', 'group', 'alias', 'batch', 'import'] as const
export type Endpoint = (typeof endpoints)[number]

const sent = z.object({
  kind: z.literal('api'),
  endpoint: z.enum(endpoints),
  keyId: z.string(),
  storeId: z.number(),
  ip: z.string(),
  userAgent: z.string(),
})
const recorded = z.object({ kind: z.literal('room') })

/** `api`: a sender with a key. `room`: a room above, whose events are complete already. */
export const origin = z.union([sent, recorded])
export type Origin = z.infer<typeof origin>
export type SentOrigin = z.infer<typeof sent>

/** Two senders' message ids never meet: ids are unique within a store, and among what rooms record. */
export function scopeOf(from: Origin): string {
  return from.kind === 'api' ? `store:${from.storeId}` : 'room'
}

/** The front door of history. */
import type { Room } from '#/platform/room.ts'

export { historyApi } from './http.ts'

export const history: Room = { name: 'history' }

import { z } from 'zod'
import { sql } from 'kysely'
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

export type HistoryEvent = {
  name: string
  customerId: number
  time: Date
  messageId: string
  source: string
  storeId?: number
  orderId?: string
  cartId?: string
  productId?: string
  category?: string
  brand?: string
  coupon?: string
  query?: string
  channel?: string
  message?: string
  campaign?: string
  value?: string
  currency?: string
  reportingValue?: string
  quantity?: string
  city?: string
  country?: string
  url?: string
  lines?: {
    product: string
    title: string
    category: string
    brand: string
    quantity: string
    value: string
  }[]
  properties?: Record<string, unknown>
  anonymousId?: string
}
export async function recordEvents(
  app: Pick<App, 'clock'> & { db: Db | Tx },
  events: readonly HistoryEvent[],
): Promise<void> {
  if (events.length === 0) return
  await sql`INSERT INTO intake_batches (body, origin, received_at)
    VALUES (${JSON.stringify({ batch: events })}, '{"room":"commerce"}', ${app.clock.now()})`.execute(app.db)
}
export const noticeEvent = {
  kind: 'history.event',
  payload: z.object({
    name: z.string(),
    customerId: z.number(),
    time: z.string(),
    messageId: z.string(),
    storeId: z.number(),
    anonymousId: z.string(),
    properties: z.record(z.string(), z.unknown()),
  }),
}

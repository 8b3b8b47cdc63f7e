/** What history tells the rooms above. */
import { z } from 'zod'

import type { NoticeKind } from '#/platform/notices/index.ts'

import { isFields } from './validate.ts'

export type AnnouncedEvent = {
  name: string
  customerId: number
  /** ISO 8601. */
  time: string
  messageId: string
  storeId: number
  anonymousId: string
  /** As sent. */
  properties: Record<string, unknown>
}

/** A live event of one of {@link announcedNames} now stands in the history. Not told for events that rooms recorded. */
export const noticeEvent: NoticeKind<AnnouncedEvent> = {
  kind: 'history.event',
  payload: z.object({
    name: z.string(),
    customerId: z.number(),
    time: z.string(),
    messageId: z.string(),
    storeId: z.number(),
    anonymousId: z.string(),
    // Only that it is an object: this runs for every event told, and a copy of it would be made each time.
    properties: z.custom<Record<string, unknown>>(isFields),
  }),
}

export const announcedNames: ReadonlySet<string> = new Set([
  'Order Completed',
  'Order Updated',
  'Order Cancelled',
  'Order Refunded',
  'Product Added',
  'Product Removed',
  'Cart Viewed',
  'Checkout Started',
  'Email Unsubscribed',
])

/** What a list of customers can be asked: filters and order, and the words they are made of. */
import { z } from 'zod'

import { day, decimal, text, uuid } from './common.ts'

export const customerSort = ['seen', 'name', 'spent', 'orders', 'lastOrder', 'since', 'city'] as const
export const consentChannel = z.enum(['email', 'sms', 'whatsapp', 'push', 'call'])
export const consentPurpose = z.enum(['marketing', 'service', 'profiling'])
export const consentState = z.enum(['given', 'refused', 'withdrawn'])
export const attributeType = z.enum(['text', 'number', 'date', 'boolean', 'list'])
export const attributeValue = z.union([
  z.string().max(1000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(1000)).max(100),
])
export const tagId = z.coerce.number().int().min(1).max(2_147_483_647)
const rfmClass = z.string().max(40)

/** What the list is narrowed to; everything given must hold. */
export const customerFilters = z.object({
  q: z.string().max(200).optional(),
  who: z.enum(['known', 'anonymous', 'all']).default('known'),
  classes: z.array(rfmClass).max(20).optional(),
  /** Has all of these tags. */
  tags: z.array(tagId).max(20).optional(),
  consentChannel: consentChannel.optional(),
  consentPurpose: consentPurpose.optional(),
  /** `none`: never asked. Needs channel; the purpose is marketing unless said. */
  consentState: z.enum(['given', 'refused', 'withdrawn', 'none']).optional(),
  city: text(200).optional(),
  country: z.string().length(2).optional(),
  language: z.string().max(16).optional(),
  source: z.string().max(40).optional(),
  ordersFrom: z.coerce.number().int().min(0).max(1_000_000).optional(),
  ordersTo: z.coerce.number().int().min(0).max(1_000_000).optional(),
  spentFrom: decimal.optional(),
  spentTo: decimal.optional(),
  /** Days, in the shop's time zone, both included. */
  lastOrderFrom: day.optional(),
  lastOrderTo: day.optional(),
  /** Only members of this segment. */
  segment: uuid.optional(),
  attributes: z
    .array(
      z.object({
        name: z.string().min(1).max(64),
        is: z.enum(['equals', 'contains', 'atLeast', 'atMost', 'set', 'unset']),
        value: z.string().max(200).default(''),
      }),
    )
    .max(10)
    .optional(),
})

export const customerOrder = z.object({
  sort: z.enum(customerSort).default('seen'),
  direction: z.enum(['asc', 'desc']).default('desc'),
})

export type CustomerFilters = z.infer<typeof customerFilters>
export type CustomerOrder = z.infer<typeof customerOrder>

/** What a segment asks, as data: groups of conditions, stable and versioned. Server, console and API read it from here. */
import { z } from 'zod'

import { day, decimal, requiredText, uuid } from './common.ts'

/** What the profile offers, with its type; own attributes are `attributes.NAME`. */
export const segmentFields = {
  name: 'text',
  email: 'text',
  phone: 'text',
  language: 'text',
  country: 'text',
  region: 'text',
  city: 'text',
  district: 'text',
  gender: 'text',
  company: 'text',
  source: 'text',
  rfmClass: 'text',
  orderCount: 'number',
  spent: 'number',
  usualGapDays: 'number',
  rfmRecency: 'number',
  rfmFrequency: 'number',
  rfmMonetary: 'number',
  risk: 'number',
  alive: 'number',
  expectedOrders90: 'number',
  expectedOrders365: 'number',
  churnRisk90: 'number',
  lifetimeValue365: 'number',
  birthday: 'date',
  firstSeenAt: 'date',
  lastSeenAt: 'date',
  firstOrderAt: 'date',
  lastOrderAt: 'date',
  nextOrderAt: 'date',
  known: 'boolean',
  tags: 'list',
} as const

export type SegmentField = keyof typeof segmentFields

/** Properties of events with a column of their own; others are `properties.NAME` and are read from JSON. */
export const eventProperties = {
  value: 'number',
  quantity: 'number',
  store: 'number',
  product: 'text',
  category: 'text',
  brand: 'text',
  coupon: 'text',
  query: 'text',
  channel: 'text',
  campaign: 'text',
  message: 'text',
  order: 'text',
  currency: 'text',
  country: 'text',
  city: 'text',
  device: 'text',
  url: 'text',
  referrer: 'text',
} as const

export type EventProperty = keyof typeof eventProperties

const word = requiredText(200)
const words = z.array(word).min(1).max(500)
const number = z.number().min(-1e15).max(1e15)
const times = z.number().int().min(0).max(1_000_000)

/** Minutes and hours are exact; days, weeks and months are days of the shop's calendar. */
const span = z.object({
  amount: z.number().int().min(1).max(1_000),
  unit: z.enum(['minute', 'hour', 'day', 'week', 'month']),
})

/**
 * When something happened. `last` N days: since the beginning of the day N days ago, where the shop lives; `last` N hours: since
 * that long ago, to the millisecond. `earlier` is all before that. `ago`: from the one to the other, e.g. 60 to 30 days ago.
 * `between`, `since`, `until`: calendar days, both included.
 */
const eventWindow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ever') }),
  z.object({ kind: z.literal('last'), span }),
  z.object({ kind: z.literal('earlier'), span }),
  z.object({ kind: z.literal('ago'), from: span, to: span }),
  z.object({ kind: z.literal('between'), from: day, to: day }),
  z.object({ kind: z.literal('since'), from: day }),
  z.object({ kind: z.literal('until'), to: day }),
])

/** Texts compare without regard to case, Turkish letters as Turkish has them. */
const textTest = z.object({
  type: z.literal('text'),
  is: z.enum(['in', 'notIn', 'contains', 'notContains', 'starts']),
  values: words,
})
const numberTest = z.object({
  type: z.literal('number'),
  is: z.enum(['equals', 'above', 'atLeast', 'below', 'atMost', 'between']),
  value: number,
  /** The upper end of `between`, included. */
  to: number.optional(),
})
/**
 * `last`: in the past, not longer ago than that. `earlier`: longer ago. `next`: from now on, at most that far ahead.
 * `anniversary`: the day returns within so many days from today (0 is today); 29 February returns on 28 in other years.
 */
const dateTest = z.discriminatedUnion('is', [
  z.object({ type: z.literal('date'), is: z.literal('before'), day }),
  z.object({ type: z.literal('date'), is: z.literal('since'), day }),
  z.object({ type: z.literal('date'), is: z.literal('between'), from: day, to: day }),
  z.object({ type: z.literal('date'), is: z.enum(['last', 'earlier', 'next']), span }),
  z.object({
    type: z.literal('date'),
    is: z.literal('anniversary'),
    days: z.number().int().min(0).max(366),
  }),
])
const booleanTest = z.object({ type: z.literal('boolean'), is: z.boolean() })
const listTest = z.object({ type: z.literal('list'), is: z.enum(['any', 'all', 'none']), values: words })
/** Said of any type; an empty text and an empty list are not set. */
const presenceTest = z.object({ type: z.literal('presence'), set: z.boolean() })

const test = z.union([textTest, numberTest, dateTest, booleanTest, listTest, presenceTest])

const fieldName = z.string().regex(/^(?:[a-zA-Z0-9]{1,40}|attributes\..{1,100})$/su)
const propertyName = z.string().regex(/^(?:[a-z]{1,40}|properties\..{1,100})$/su)

/** What a property of an event must be; `product`, `category` and `brand` also look through the lines of carts and orders. */
const propertyFilter = z.object({
  property: propertyName,
  test: z.union([textTest, numberTest, booleanTest, presenceTest]),
})

const events = z.object({
  /** One of these names. */
  names: z.array(word).min(1).max(20),
  where: z.array(propertyFilter).max(10).default([]),
})

/** Exact decimal text, because sums of money are compared. */
const bounds = z.object({
  is: z.enum(['atLeast', 'atMost', 'between']),
  value: decimal,
  to: decimal.optional(),
})

const attributeCondition = z.object({ kind: z.literal('attribute'), field: fieldName, test })

/** How often: `atMost` 0 is never. */
const countCondition = z.object({
  kind: z.literal('count'),
  events,
  window: eventWindow,
  is: z.enum(['atLeast', 'atMost', 'exactly']),
  times,
  /** Only what happened after the last (or first) of these; who never did them does not meet the condition. */
  after: z.object({ events, which: z.enum(['first', 'last']) }).optional(),
})

/** A number over the events; without any, a sum is 0 and nothing else holds. */
const amountCondition = z.object({
  kind: z.literal('amount'),
  events,
  window: eventWindow,
  of: z.enum(['sum', 'average', 'least', 'greatest']),
  property: propertyName,
  bounds,
})

/** The first or the last time they ever did it lies in the window. */
const momentCondition = z.object({
  kind: z.literal('moment'),
  events,
  which: z.enum(['first', 'last']),
  window: eventWindow,
})

/** One after the other (later by at least a millisecond), the whole chain within the span, counted exactly. */
const sequenceCondition = z.object({
  kind: z.literal('sequence'),
  steps: z.array(events).min(2).max(5),
  within: span,
  window: eventWindow,
})

/** Orders that count (something was sold, not cancelled), each once whoever told of it; money in the reporting currency. */
const orderCondition = z.object({
  kind: z.literal('orders'),
  window: eventWindow,
  where: z
    .array(
      z.discriminatedUnion('what', [
        z.object({ what: z.enum(['product', 'category', 'brand', 'coupon', 'channel']), values: words }),
        z.object({ what: z.literal('store'), ids: z.array(z.number().int()).min(1).max(50) }),
        z.object({ what: z.literal('total'), bounds }),
        z.object({ what: z.literal('discounted'), yes: z.boolean() }),
        z.object({ what: z.literal('refunded'), yes: z.boolean() }),
      ]),
    )
    .max(10)
    .default([]),
  of: z.enum(['count', 'sum', 'average', 'least', 'greatest']),
  bounds,
})

const messageCondition = z.object({
  kind: z.literal('message'),
  did: z.enum(['received', 'opened', 'clicked', 'bounced', 'unsubscribed']),
  channel: z.enum(['email']).optional(),
  campaignId: uuid.optional(),
  window: eventWindow,
  is: z.enum(['atLeast', 'atMost', 'exactly']),
  times,
})

const consentCondition = z.object({
  kind: z.literal('consent'),
  channel: z.enum(['email', 'sms', 'whatsapp', 'push', 'call']),
  purpose: z.enum(['marketing', 'service', 'profiling']),
  /** `none`: nothing was ever said. */
  state: z.enum(['given', 'refused', 'withdrawn', 'none']),
})

const segmentCondition = z.object({ kind: z.literal('segment'), segmentId: uuid, member: z.boolean() })

/** A share of everybody, in hundredths of a percent, that stays the same for the same seed. */
const shareCondition = z.object({
  kind: z.literal('share'),
  seed: requiredText(60),
  from: z.number().int().min(0).max(9_999),
  to: z.number().int().min(1).max(10_000),
})

export const segmentLeaf = z.discriminatedUnion('kind', [
  attributeCondition,
  countCondition,
  amountCondition,
  momentCondition,
  sequenceCondition,
  orderCondition,
  messageCondition,
  consentCondition,
  segmentCondition,
  shareCondition,
])

export type SegmentLeaf = z.output<typeof segmentLeaf>
/** `none`: not one of them holds. */
export type SegmentGroup = { kind: 'group'; match: 'all' | 'any' | 'none'; conditions: SegmentCondition[] }
export type SegmentCondition = SegmentLeaf | SegmentGroup

type GroupInput = { kind: 'group'; match: 'all' | 'any' | 'none'; conditions: ConditionInput[] }
type ConditionInput = z.input<typeof segmentLeaf> | GroupInput

const segmentGroup: z.ZodType<SegmentGroup, GroupInput> = z.object({
  kind: z.literal('group'),
  match: z.enum(['all', 'any', 'none']),
  conditions: z.lazy(() => z.array(z.union([segmentLeaf, segmentGroup])).max(30)),
})

/** Version 1. An empty root means every known customer; anonymous visitors belong to a segment only where `known` is asked. */
export const segmentDefinition = z.object({ version: z.literal(1), root: segmentGroup })

export type SegmentDefinition = z.output<typeof segmentDefinition>
export type SegmentSpan = z.output<typeof span>
export type SegmentWindow = z.output<typeof eventWindow>
export type SegmentTest = z.output<typeof test>
export type SegmentEvents = z.output<typeof events>
export type SegmentBounds = z.output<typeof bounds>
export type PropertyFilter = z.output<typeof propertyFilter>

/** Audience answers: who, what, when, where, why and how, for the whole shop or a segment, with what is unknown. */
import { z } from 'zod'

import { uuid } from './common.ts'
import { period, reach95 } from './insight-measures.ts'
import { endpoint } from './procedure.ts'

export const audienceQuestions = ['who', 'what', 'when', 'where', 'why', 'how'] as const

/** The topics of each question, in the order they are shown. */
export const audienceTopics = {
  who: ['known', 'gender', 'age', 'language', 'orderCount', 'tenure'],
  what: ['category', 'brand', 'product', 'basketSize', 'orderValue', 'search', 'searchWithout'],
  when: ['weekdayHour', 'month', 'season', 'holiday', 'interval'],
  where: ['province', 'city', 'country', 'channel', 'campaign', 'referrer', 'device'],
  why: ['lossReason', 'refundReason', 'coupon'],
  how: [
    'consentEmail',
    'consentSms',
    'consentWhatsapp',
    'consentPush',
    'consentCall',
    'reachable',
    'opened',
    'clicked',
  ],
} as const

const answerRow = z.object({
  /**
   * A text or id as the data has it. Of `weekdayHour`: `3-14` (Wednesday, 14 h); of `month`: 1 to 12; of `age`: `25-34`;
   * of `province`: the number on its plates; of `interval`, `tenure`, `basketSize`, `orderCount`, `orderValue`: the lowest of a band.
   */
  key: z.string(),
  label: z.string().nullable(),
  count: z.number().int(),
  /** Of what is known, 0 to 1, with its interval. */
  share: z.number(),
  interval: reach95,
})

const topic = z.object({
  topic: z.string(),
  /** What is counted. */
  unit: z.enum(['people', 'orders', 'events', 'lines']),
  /** All that could have said it, and how many of them did. */
  sample: z.number().int(),
  known: z.number().int(),
  rows: z.array(answerRow),
  /** What is beyond the rows shown. */
  others: z.number().int(),
})

const audienceInput = period.extend({ question: z.enum(audienceQuestions) })

const difference = z.object({
  topic: z.string(),
  key: z.string(),
  label: z.string().nullable(),
  inside: z.object({ hits: z.number().int(), n: z.number().int(), share: z.number() }),
  rest: z.object({ hits: z.number().int(), n: z.number().int(), share: z.number() }),
  /** Share inside less share in the rest, with Newcombe's interval. */
  difference: z.number(),
  interval: reach95,
  /** The end of the interval nearer to none, as a size: what the difference is at least. */
  strength: z.number(),
})

export const audienceEndpoints = {
  audience: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/audience/{question}',
      summary: 'One of the six questions about the shop’s customers or a segment’s',
    })
    .input(audienceInput)
    .output(z.object({ people: z.number().int(), topics: z.array(topic), currency: z.string() })),
  audienceDifferences: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/audience-differences/{segmentId}',
      summary: 'How a segment differs from everybody else, strongest first; only what is more than noise',
    })
    .input(z.object({ segmentId: uuid, storeId: period.shape.storeId }))
    .output(z.object({ inside: z.number().int(), rest: z.number().int(), differences: z.array(difference) })),
}

export type AudienceQuestion = (typeof audienceQuestions)[number]

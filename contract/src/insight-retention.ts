/** Who stays: cohorts by their first order, churn by each person's own interval, and the people behind a cell. */
import { z } from 'zod'

import { customerId, day, decimal, moment, month, page, pageInput } from './common.ts'
import { period, reach95 } from './insight-measures.ts'
import { endpoint } from './procedure.ts'

/** What the first order decides the cohort by. */
export const cohortKinds = ['month', 'store', 'channel', 'category', 'product', 'coupon'] as const

const cohortReach = period.pick({ storeId: true, segmentId: true }).extend({
  by: z.enum(cohortKinds).default('month'),
  /** First orders from this month to that one; all when absent. */
  first: month.optional(),
  last: month.optional(),
})

/** Index n of each list: the n-th month after that of the first order. */
const cohort = z.object({
  /** yyyy-MM, or an id or text of the first order; '' where nothing is known. */
  key: z.string(),
  label: z.string().nullable(),
  size: z.number().int(),
  customers: z.array(z.number().int()),
  orders: z.array(z.number().int()),
  revenue: z.array(decimal),
  /** Revenue less known costs; null where no cost is known. */
  margin: z.array(decimal.nullable()),
  /** How many of the cohort have lived through that month; less than `size` in mixed cohorts. */
  reached: z.array(z.number().int()),
  /** customers / reached, with its interval; null where nobody has reached it. */
  retention: z.array(z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable()),
  /** Whether the last month had not ended when the data did. */
  lastIsPartial: z.boolean(),
})

const lostReason = z.object({
  /** refunded, cancelled, unhappyContact, unsubscribed, onlyDiscounts, unknown. */
  code: z.string(),
  people: z.number().int(),
  share: z.number(),
})

const person = z.object({
  customerId,
  name: z.string(),
  email: z.string().nullable(),
  city: z.string().nullable(),
  orderCount: z.number().int(),
  spent: decimal,
  lastOrderAt: moment.nullable(),
})

/** A cell of a page of insight, by which its people are asked for; exactly one of the kinds. */
export const peopleOf = z.object({
  kind: z.enum(['class', 'cell', 'cohort', 'churn']),
  /** Of a class: its name. Of churn: onTime, late or lost. Of a cohort: its key. */
  key: z.string().max(200).optional(),
  recency: z.coerce.number().int().min(1).max(5).optional(),
  frequencyMonetary: z.coerce.number().int().min(1).max(5).optional(),
  by: z.enum(cohortKinds).optional(),
  /** Of a cohort: those who ordered in this month after the first; the whole cohort when absent. */
  month: z.coerce.number().int().min(0).max(600).optional(),
  storeId: period.shape.storeId,
  segmentId: period.shape.segmentId,
})

export const retentionEndpoints = {
  retention: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/retention',
      summary: 'Cohorts by month, store, channel, category, product or coupon of the first order; at most 60',
    })
    .input(cohortReach)
    .output(z.object({ cohorts: z.array(cohort), others: z.number().int(), currency: z.string() })),
  churn: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/churn',
      summary: 'Who is late or lost against their own usual gap, by month, and why as far as the data says',
    })
    .input(period.pick({ storeId: true, segmentId: true }))
    .output(
      z.object({
        reference: day.nullable(),
        /** The shop's median gap, used where a person has too few of their own. */
        shopGapDays: z.number().nullable(),
        states: z.array(
          z.object({ state: z.enum(['onTime', 'late', 'lost']), people: z.number().int(), spent: decimal }),
        ),
        months: z.array(
          z.object({
            month,
            /** Customers not lost when the month began. */
            exposed: z.number().int(),
            /** Those whose silence passed three usual gaps in it and who had not ordered by its end. */
            lost: z.number().int(),
            rate: z.number(),
            interval: reach95,
            partial: z.boolean(),
          }),
        ),
        reasons: z.array(lostReason),
      }),
    ),
  listPeople: endpoint('customers.read')
    .route({
      method: 'GET',
      path: '/insight/people',
      summary:
        'People behind a class, a cell of the RFM grid, a cohort or a state of churn; CSV from /api/exports/insight-people.csv',
    })
    .input(pageInput.extend(peopleOf.shape))
    .output(page(person).extend({ people: z.number().int() })),
}

export type PeopleOf = z.infer<typeof peopleOf>

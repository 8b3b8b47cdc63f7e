/** Figures with their definitions, second orders, cohorts, classes, named groups; and the parts of insight beside this file. */
import { z } from 'zod'

import { customerId, day, decimal, month, moment, page, pageInput } from './common.ts'
import { audienceEndpoints } from './insight-audience.ts'
import { exploreEndpoints } from './insight-explore.ts'
import { comparison, figure, measureKind, measureName, period, reach95 } from './insight-measures.ts'
import { productEndpoints } from './insight-products.ts'
import { retentionEndpoints } from './insight-retention.ts'
import { usualEndpoints } from './insight-usual.ts'
import { endpoint } from './procedure.ts'

const trendPoint = z.object({
  start: day,
  revenue: decimal,
  orders: z.number().int(),
  customers: z.number().int(),
  newRevenue: decimal,
})

const measurePoint = z.object({
  start: day,
  value: z.string().nullable(),
  sample: z.number().int(),
  interval: reach95.nullable(),
})

const cohortRow = z.object({
  cohort: month,
  size: z.number().int(),
  customers: z.array(z.number().int()),
  orders: z.array(z.number().int()),
  revenue: z.array(decimal),
  lastIsPartial: z.boolean(),
})

const share = z.object({
  days: z.number().int(),
  share: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

export const groupNames = ['atRisk', 'inactiveValuable', 'profitable', 'cartAbandoners'] as const

const groupSummary = z.object({
  group: z.enum(groupNames),
  people: z.number().int(),
  value: decimal,
  reckonedAt: moment.nullable(),
})

const reason = z.object({
  code: z.string(),
  met: z.boolean(),
  value: z.union([z.number(), z.string()]).nullable(),
  limit: z.union([z.number(), z.string()]),
})

const member = z.object({
  customerId,
  name: z.string(),
  email: z.string().nullable(),
  city: z.string().nullable(),
  orderCount: z.number().int(),
  spent: decimal,
  lastOrderAt: moment.nullable(),
  value: decimal,
  why: z.array(reason),
  usualGapDays: z.number(),
  gapBasis: z.enum(['own', 'shop', 'assumed']),
})

const rfmCell = z.object({
  recency: z.number().int(),
  frequencyMonetary: z.number().int(),
  people: z.number().int(),
})
const rfmClass = z.object({ name: z.string(), people: z.number().int(), spent: decimal })

export const insight = {
  figures: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/figures',
      summary: 'Key figures of a period with sample, interval and the period before',
    })
    .input(period.extend({ compare: comparison }))
    .output(
      z.object({
        figures: z.array(figure),
        currency: z.string(),
        /** The days it is compared with; null for all time. */
        compared: z.object({ from: day, to: day }).nullable(),
        /** First and last day with an order; null without one. */
        first: day.nullable(),
        last: day.nullable(),
        /** The day everything is reckoned from: the one after the last order, or after today where the shop lives. */
        reference: day.nullable(),
      }),
    ),
  trend: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/trend',
      summary: 'Revenue, orders and customers by day, week or month',
    })
    .input(period.extend({ step: z.enum(['day', 'week', 'month']).default('month') }))
    .output(z.object({ points: z.array(trendPoint) })),
  measureTrend: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/measures/{measure}/trend',
      summary: 'One measure by day, week or month, with its interval',
    })
    .input(
      period.extend({
        measure: measureName,
        step: z.enum(['day', 'week', 'month']).default('month'),
        compare: comparison,
      }),
    )
    .output(
      z.object({
        kind: measureKind,
        currency: z.string(),
        points: z.array(measurePoint),
        compared: z.array(measurePoint),
      }),
    ),
  secondOrder: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/second-order',
      summary: 'How soon a second order comes (Kaplan-Meier)',
    })
    .input(period.pick({ storeId: true, segmentId: true }))
    .output(
      z.object({
        customers: z.number().int(),
        shares: z.array(share),
        /** Share by day, for a curve; at most 200 points. */
        curve: z.array(z.object({ days: z.number().int(), share: z.number() })),
        medianGapDays: z.number().nullable(),
        gaps: z.number().int(),
      }),
    ),
  cohorts: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/cohorts',
      summary: 'Customers by the month of their first order, and the months after',
    })
    .input(period.pick({ storeId: true, segmentId: true }))
    .output(z.object({ rows: z.array(cohortRow) })),
  classes: endpoint('insight.read')
    .route({ method: 'GET', path: '/insight/classes', summary: 'RFM grid and named classes' })
    .output(z.object({ cells: z.array(rfmCell), classes: z.array(rfmClass), reckonedAt: moment.nullable() })),
  listGroups: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/groups',
      summary: 'The named groups, how many people and what is at stake',
    })
    .output(z.object({ groups: z.array(groupSummary) })),
  listMembers: endpoint('customers.read')
    .route({
      method: 'GET',
      path: '/insight/groups/{group}/members',
      summary: 'People of a named group with the reasons',
    })
    .input(pageInput.extend({ group: z.enum(groupNames) }))
    .output(page(member)),
  reckon: endpoint('insight.export')
    .route({ method: 'POST', path: '/insight/reckoning', summary: 'Reckon classes and groups now' })
    .output(z.object({ customers: z.number().int() })),
  ...usualEndpoints,
  ...retentionEndpoints,
  ...audienceEndpoints,
  ...exploreEndpoints,
  ...productEndpoints,
}

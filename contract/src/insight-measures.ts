/** What can be measured, by what it can be split, and the shape of a figure. Names in words live with the console. */
import { z } from 'zod'

import { day, uuid } from './common.ts'

export const measureNames = [
  'revenue',
  'newRevenue',
  'returningRevenue',
  'newRevenueShare',
  'orders',
  'customers',
  'newCustomers',
  'returningCustomers',
  'averageOrder',
  'medianOrder',
  'ordersPerCustomer',
  'pieces',
  'repeatRate',
  'repeaterRevenueShare',
  'retention',
  'churn',
  'conversion',
  'lifetimeValue',
  'margin',
  'marginRate',
  'discounts',
  'couponShare',
  'refunds',
  'refundShare',
  'unnamedRevenue',
] as const

/** Measures that stay true when orders are split, and so can be explored by a dimension. */
export const exploreMeasures = [
  'revenue',
  'newRevenue',
  'returningRevenue',
  'newRevenueShare',
  'orders',
  'customers',
  'newCustomers',
  'returningCustomers',
  'averageOrder',
  'medianOrder',
  'ordersPerCustomer',
  'pieces',
  'repeatRate',
  'repeaterRevenueShare',
  'margin',
  'marginRate',
  'discounts',
  'couponShare',
] as const

/** What a measure is split by. The last three split the lines of an order: money is then that of the lines. */
export const dimensions = [
  'day',
  'week',
  'month',
  'weekday',
  'hour',
  'store',
  'channel',
  'city',
  'country',
  'coupon',
  'customerKind',
  'rfmClass',
  'category',
  'brand',
  'product',
] as const

/** Measures that lines carry, and so can be split by category, brand and product. */
export const lineMeasures = ['revenue', 'orders', 'customers', 'pieces', 'margin', 'marginRate'] as const

export const measureName = z.enum(measureNames)
export const measureKind = z.enum(['money', 'count', 'share', 'ratio'])
export const verdict = z.enum(['up', 'down', 'noise'])
export const reach95 = z.object({ low: z.number(), high: z.number() })

/** A day the event store can hold. */
const reportDay = day.refine((value) => value >= '1970-01-01' && value <= '2148-12-31', {
  message: 'must lie between 1970 and 2148',
})

/** Orders of one store or all, of a segment or everybody, from one day to another (both included), as the shop's calendar has them; all time when absent. */
export const period = z.object({
  from: reportDay.optional(),
  to: reportDay.optional(),
  storeId: z.coerce.number().int().min(1).max(65_535).optional(),
  segmentId: uuid.optional(),
})

/** What a period is compared with: the one of equal length before it, or the same days a year earlier. */
export const comparison = z.enum(['before', 'yearBefore', 'none']).default('before')

/** A figure and what is needed to judge it. Money is exact text; shares lie between 0 and 1. */
export const figure = z.object({
  measure: measureName,
  kind: measureKind,
  /** Which way is better; null where neither is. */
  good: z.enum(['up', 'down']).nullable(),
  value: z.string().nullable(),
  /** How many orders or customers it rests on. */
  sample: z.number().int(),
  /** 95 %, in the unit of the value. */
  interval: reach95.nullable(),
  /** Share of what it speaks of that the data covers, 0 to 1 (of the margin: revenue with known costs); null where that is all. */
  covered: z.number().nullable(),
  /** The same for the period it is compared with; null for all time. */
  before: z.string().nullable(),
  /** Of the change, 95 %: as a difference in the unit of the value; null where none can be told. */
  change: reach95.nullable(),
  /** Whether the change is more than noise; null where nothing can be said. */
  verdict: verdict.nullable(),
})

export type MeasureName = z.infer<typeof measureName>
export type ExploreMeasure = (typeof exploreMeasures)[number]
export type Dimension = (typeof dimensions)[number]

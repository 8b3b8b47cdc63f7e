/** What sells together, what follows a first order, what sells best and how long it lasts, and what is searched in vain. */
import { z } from 'zod'

import { decimal } from './common.ts'
import { period, reach95 } from './insight-measures.ts'
import { endpoint } from './procedure.ts'

const product = z.object({ store: z.number().int(), id: z.string(), title: z.string() })

export const productEndpoints = {
  affinity: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/affinity',
      summary: 'Products bought in one order, with support, confidence and lift',
    })
    .input(
      period.extend({
        /** Share of the baskets a pair must be in. */
        minSupport: z.coerce.number().min(0.0001).max(1).default(0.01),
        sort: z.enum(['count', 'lift']).default('count'),
        limit: z.coerce.number().int().min(1).max(1_000).default(100),
      }),
    )
    .output(
      z.object({
        baskets: z.number().int(),
        /** Products in at least that share of the baskets; only the 1,000 most frequent are paired. */
        products: z.number().int(),
        /** Pairs that reach the support, of which `pairs` shows the first. */
        found: z.number().int(),
        pairs: z.array(
          z.object({
            a: product,
            b: product,
            together: z.number().int(),
            withA: z.number().int(),
            withB: z.number().int(),
            support: z.number(),
            /** Share of the baskets with a that have b too, and the other way round. */
            confidenceAB: z.number(),
            confidenceBA: z.number(),
            lift: z.number(),
            jaccard: z.number(),
          }),
        ),
      }),
    ),
  paths: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/paths',
      summary: 'What the second order brought after what the first one did',
    })
    .input(
      period.extend({
        by: z.enum(['category', 'product']).default('category'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        /** Customers whose first order fell in the period, and those of them who ordered again. */
        customers: z.number().int(),
        returned: z.number().int(),
        firsts: z.array(
          z.object({
            key: z.string(),
            label: z.string().nullable(),
            customers: z.number().int(),
            returned: z.number().int(),
            returnRate: z.number(),
            interval: reach95,
            medianDays: z.number().nullable(),
          }),
        ),
        steps: z.array(
          z.object({
            from: z.string(),
            fromLabel: z.string().nullable(),
            to: z.string(),
            toLabel: z.string().nullable(),
            customers: z.number().int(),
            /** Of those who came back after `from`. */
            share: z.number(),
          }),
        ),
      }),
    ),
  bestSellers: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/best-sellers',
      summary: 'What sold most, with stock and days of cover (stock / mean daily sales of the last 28 days)',
    })
    .input(
      period.extend({
        sort: z.enum(['revenue', 'pieces', 'orders', 'cover']).default('revenue'),
        limit: z.coerce.number().int().min(1).max(500).default(50),
      }),
    )
    .output(
      z.object({
        currency: z.string(),
        products: z.array(
          product.extend({
            category: z.string(),
            revenue: decimal,
            pieces: decimal,
            orders: z.number().int(),
            margin: decimal.nullable(),
            /** Null where the stock is not kept. */
            stock: z.number().int().nullable(),
            dailySales: z.number(),
            /** Null without stock or without sales in the 28 days. */
            coverDays: z.number().nullable(),
          }),
        ),
      }),
    ),
  couponDependence: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/coupon-dependence',
      summary: 'How much of the business needs a coupon, and whether those who began with one come back',
    })
    .input(period)
    .output(
      z.object({
        currency: z.string(),
        orders: z.number().int(),
        couponOrders: z.number().int(),
        revenue: decimal,
        couponRevenue: decimal,
        discounts: decimal,
        share: z.number(),
        interval: reach95,
        /** Customers by how many of their orders carried a coupon. */
        customers: z.object({
          never: z.number().int(),
          sometimes: z.number().int(),
          always: z.number().int(),
        }),
        /** Second orders of those whose first carried a coupon, against those whose first did not. */
        first: z.object({
          withCoupon: z.object({ hits: z.number().int(), n: z.number().int() }),
          without: z.object({ hits: z.number().int(), n: z.number().int() }),
          difference: z.number().nullable(),
          interval: reach95.nullable(),
        }),
        coupons: z.array(
          z.object({
            coupon: z.string(),
            orders: z.number().int(),
            customers: z.number().int(),
            newCustomers: z.number().int(),
            revenue: decimal,
          }),
        ),
      }),
    ),
  searches: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/searches',
      summary: 'What visitors searched for, and what for in vain',
    })
    .input(
      period.extend({
        only: z.enum(['all', 'inVain']).default('all'),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        searches: z.number().int(),
        /** Searches that say how many results they had. */
        told: z.number().int(),
        inVain: z.number().int(),
        terms: z.array(
          z.object({
            term: z.string(),
            searches: z.number().int(),
            visitors: z.number().int(),
            inVain: z.number().int(),
          }),
        ),
      }),
    ),
}

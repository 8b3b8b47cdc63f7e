/** Models of buying: the fit that holds, how it did on held-out time, its curve, and what it says of a customer. */
import { z } from 'zod'

import { customerId, day, decimal, done, moment } from './common.ts'
import { endpoint } from './procedure.ts'

export const modelNames = ['bgnbd', 'mbgnbd', 'paretonbd', 'rules'] as const
const family = z.enum(['bgnbd', 'mbgnbd', 'paretonbd'])
/** Plain guesses that need no model: nobody orders, all at the mean rate, each at their own, as many as so far; two rankings. */
export const guessNames = ['zero', 'meanRate', 'ownRate', 'pastOrders', 'recency', 'pastSpend'] as const

/** Which edge of its space a fit reached; null inside. Numbers at an edge are left out of `parameters`. */
const boundary = z.object({
  purchases: z.enum(['one_purchase_rate']).nullable(),
  dropOut: z.enum(['no_drop_out', 'one_drop_out_share', 'one_drop_out_rate', 'at_once_or_never']).nullable(),
})

export const modelWarnings = [
  'rules_only',
  'no_hold_out',
  'guess_was_better',
  'not_converged',
  'few_repeaters',
  'spend_depends_on_frequency',
  'spend_mean_infinite',
] as const

/** By name as in the literature (r, alpha, a, b, s, beta), or purchaseRate, dropOutRate, dropOutShare of a limit. Times in `unit`. */
const parameters = z.record(z.string(), z.number())

/** Orders a customer in the time held out; null where a ranking predicts no number, or nothing can be told. */
const score = z.object({
  name: z.enum([...family.options, ...guessNames]),
  kind: z.enum(['model', 'guess']),
  meanAbsoluteError: z.number().nullable(),
  rootMeanSquare: z.number().nullable(),
  predicted: z.number().nullable(),
  actual: z.number(),
  /** Sum predicted over sum that came, less one. */
  sumBias: z.number().nullable(),
  correlation: z.number().nullable(),
  auc: z.number().nullable(),
  /** Share of revenue that came from the tenth ranked highest. */
  topTenthRevenue: z.number().nullable(),
})

const holdOut = z.object({
  calibrationEnd: day,
  end: day,
  weeks: z.number(),
  customers: z.number().int(),
  sampled: z.boolean(),
  best: family,
  /** A plain guess with a smaller error than the best model. */
  betterGuess: z.enum(guessNames).nullable(),
  models: z.array(
    z.object({ family, logLikelihood: z.number(), converged: z.boolean(), parameters, boundary }),
  ),
  scores: z.array(score),
})

const fit = z.object({
  model: z.enum(modelNames),
  fittedAt: moment,
  scoredAt: moment,
  scoredThrough: day,
  /** Of every rate and length of time among the parameters. */
  unit: z.literal('week'),
  parameters,
  boundary,
  logLikelihood: z.number().nullable(),
  converged: z.boolean(),
  counts: z.object({
    customers: z.number().int(),
    repeaters: z.number().int(),
    purchaseDays: z.number().int(),
    rows: z.number().int(),
  }),
  first: day,
  last: day,
  /** Gamma-Gamma; `v` in the reporting currency. Where it is not usable, values are plain averages. */
  spend: z
    .object({
      p: z.number(),
      q: z.number(),
      v: z.number(),
      logLikelihood: z.number(),
      repeaters: z.number().int(),
      correlation: z.number().nullable(),
      usable: z.boolean(),
    })
    .nullable(),
  warnings: z.array(z.enum(modelWarnings)),
  holdOut: holdOut.nullable(),
})

const prediction = z.object({
  model: z.enum(modelNames),
  /** Chance to be active at all; no churn risk. */
  pAlive: z.number(),
  expectedOrders90Days: z.number(),
  expectedOrders365Days: z.number(),
  /** Chance of no order within 90 days. */
  churnRisk90Days: z.number(),
  /** Of the next 365 days, discounted, in `currency`. */
  lifetimeValue365Days: decimal,
  currency: z.string(),
  nextOrderAt: moment.nullable(),
  scoredAt: moment,
})

export const models = {
  current: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/models',
      summary: 'The model that holds, its numbers, its edge, and how it did against plain guesses',
    })
    .output(
      z.object({
        fit: fit.nullable(),
        /** What a model needs; below any of these there are rules. */
        least: z.object({
          customers: z.number().int(),
          repeaters: z.number().int(),
          weeks: z.number().int(),
        }),
        discountPerMonth: z.number(),
      }),
    ),
  tracking: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/models/tracking',
      summary:
        'Repeat orders of all customers by week, as they came and as the model expects (unconditional)',
    })
    .output(
      z.object({
        first: day.nullable(),
        points: z.array(z.object({ week: z.number().int(), actual: z.number(), expected: z.number() })),
      }),
    ),
  fit: endpoint('insight.export')
    .route({ method: 'POST', path: '/insight/models/fits', summary: 'Fit again now, in the background' })
    .output(done),
  prediction: endpoint('customers.read')
    .route({
      method: 'GET',
      path: '/customers/{customerId}/prediction',
      summary: 'What the model says of a customer; null for someone who has bought nothing',
    })
    .input(z.object({ customerId }))
    .output(z.object({ prediction: prediction.nullable() })),
}

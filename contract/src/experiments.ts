/** Experiments of two arms, reckoned from the numbers given; nothing is kept. */
import { z } from 'zod'

import { endpoint } from './procedure.ts'

const count = z.number().int().min(0).max(1e12)
const finite = z.number().min(-1e15).max(1e15)
const above = z.number().gt(0).max(1e15)
const chance = z.number().gt(0).lt(1)

const share = z.object({ n: count, hits: count }).refine((arm) => arm.hits <= arm.n, {
  message: 'hits must not exceed n',
})
const mean = z.object({ n: count, mean: finite, deviation: z.number().min(0).max(1e15) })

const judged = {
  /** Intended shares of treatment and control, in any unit. */
  split: z.object({ treatment: above, control: above }).default({ treatment: 1, control: 1 }),
  /** The least difference worth acting on, in the unit of the measure. */
  smallest: above,
  plannedPerArm: count,
  looks: z.enum(['once', 'often']).default('often'),
  moreIsBetter: z.boolean().default(true),
  alpha: chance.default(0.05),
}

export const decisions = [
  'split_broken',
  'too_few',
  'not_yet',
  'better',
  'worse',
  'equal_enough',
  'keep_running',
  'no_difference_found',
] as const

const verdict = z.object({
  decision: z.enum(decisions),
  /** Whether the sizes of the arms fit the intended split; where not, nothing else is told. */
  ratio: z.object({
    chiSquare: z.number(),
    p: z.number(),
    broken: z.boolean(),
    expectedShare: z.number(),
    share: z.number(),
  }),
  outcome: z
    .object({
      difference: z.number(),
      relative: z.number().nullable(),
      interval: z.object({ low: z.number(), high: z.number() }),
      p: z.number(),
      method: z.enum(['newcombe', 'welch', 'sequential']),
    })
    .nullable(),
  people: z.number().int(),
  missing: z.number().int(),
})

const planned = { difference: finite, alpha: chance.default(0.05), power: chance.default(0.8) }

export const experiments = {
  verdict: endpoint('insight.read')
    .route({
      method: 'POST',
      path: '/experiments/verdict',
      summary: 'What may be said of an experiment of two arms; blocked where the split is broken',
    })
    .input(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('share'), treatment: share, control: share, ...judged }),
        z.object({ kind: z.literal('mean'), treatment: mean, control: mean, ...judged }),
      ]),
    )
    .output(verdict),
  plan: endpoint('insight.read')
    .route({
      method: 'POST',
      path: '/experiments/plan',
      summary: 'People per arm to see a difference, and days until there are as many',
    })
    .input(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('share'),
          baseRate: z.number().min(0).max(1),
          peopleADay: above.optional(),
          ...planned,
        }),
        z.object({ kind: z.literal('mean'), deviation: above, peopleADay: above.optional(), ...planned }),
      ]),
    )
    .output(z.object({ perArm: z.number().nullable(), days: z.number().nullable() })),
}

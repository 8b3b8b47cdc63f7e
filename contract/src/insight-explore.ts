/** Explore: a measure by a dimension, for a segment and a period; kept under a name, and sent by mail. */
import { z } from 'zod'

import { done, moment, requiredText, uuid } from './common.ts'
import { dimensions, exploreMeasures, measureKind, period, reach95 } from './insight-measures.ts'
import { endpoint } from './procedure.ts'

/** The whole question; it fits the query of an address, so that a page can be shared by its address. */
export const exploreQuestion = period.extend({
  measure: z.enum(exploreMeasures),
  by: z.enum(dimensions),
  /** The greatest rows of a dimension without an order of its own; what is beyond them is one row of others. */
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

const row = z.object({
  /** A day, a number of a weekday (1 Monday) or hour, an id, or a text; '' where nothing is known. */
  key: z.string(),
  /** What people call it where that differs from the key: of stores and products. */
  label: z.string().nullable(),
  value: z.string().nullable(),
  sample: z.number().int(),
  interval: reach95.nullable(),
  /** Share of the revenue with known costs, for margins; null otherwise. */
  covered: z.number().nullable(),
})

const answer = z.object({
  kind: measureKind,
  currency: z.string(),
  rows: z.array(row),
  /** Everything beyond the rows shown, and how many rows that is; null when all are shown or it cannot be added up. */
  others: row.extend({ rows: z.number().int() }).nullable(),
  total: row,
})

/** When a saved exploration is mailed, in the shop's time zone. */
const schedule = z.object({
  every: z.enum(['day', 'week', 'month']),
  hour: z.coerce.number().int().min(0).max(23),
  /** 1 Monday to 7, for every week. */
  weekday: z.coerce.number().int().min(1).max(7).default(1),
  /** 1 to 28, for every month. */
  monthDay: z.coerce.number().int().min(1).max(28).default(1),
  /** Members of the team; each needs the right to read insight when it is sent. */
  to: z.array(uuid).min(1).max(50),
})

/** Instead of fixed days: the last so many, up to yesterday. A mail wants one, or it would always say the same. */
const rolling = z.enum(['days7', 'days30', 'days90', 'days365', 'thisMonth', 'lastMonth']).nullable()

const kept = {
  name: requiredText(120),
  question: exploreQuestion.extend({ rolling: rolling.default(null) }),
  shared: z.boolean().default(true),
  schedule: schedule.nullable().default(null),
}

const exploration = z.object({
  id: uuid,
  ...kept,
  own: z.boolean(),
  ownerName: z.string(),
  version: z.number().int(),
  lastSentAt: moment.nullable(),
  nextSendAt: moment.nullable(),
  updatedAt: moment,
})

export const exploreEndpoints = {
  explore: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/explore',
      summary: 'A measure by a dimension, as rows; as CSV from /api/exports/explore.csv with the same query',
    })
    .input(exploreQuestion)
    .output(answer),
  listExplorations: endpoint('person:insight.read')
    .route({
      method: 'GET',
      path: '/insight/explorations',
      summary: 'Explorations kept: one’s own and shared ones',
    })
    .output(z.object({ explorations: z.array(exploration) })),
  getExploration: endpoint('person:insight.read')
    .route({ method: 'GET', path: '/insight/explorations/{id}', summary: 'One exploration kept' })
    .input(z.object({ id: uuid }))
    .output(exploration),
  createExploration: endpoint('person:insight.read')
    .route({ method: 'POST', path: '/insight/explorations', summary: 'Keep an exploration under a name' })
    .input(z.object(kept))
    .output(exploration),
  updateExploration: endpoint('person:insight.read')
    .route({
      method: 'PATCH',
      path: '/insight/explorations/{id}',
      summary: 'Change one’s own exploration: name, question, sharing, schedule',
    })
    .input(
      z.object({
        id: uuid,
        version: z.number().int(),
        name: kept.name.optional(),
        question: kept.question.optional(),
        shared: z.boolean().optional(),
        schedule: schedule.nullable().optional(),
      }),
    )
    .output(exploration),
  removeExploration: endpoint('person:insight.read')
    .route({ method: 'DELETE', path: '/insight/explorations/{id}', summary: 'Remove one’s own exploration' })
    .input(z.object({ id: uuid }))
    .output(done),
  listReaders: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/readers',
      summary: 'Colleagues a report may be mailed to: those who may read insight',
    })
    .output(z.object({ readers: z.array(z.object({ id: uuid, name: z.string() })) })),
}

export type ExploreQuestion = z.infer<typeof exploreQuestion>
export type ExploreAnswer = z.infer<typeof answer>

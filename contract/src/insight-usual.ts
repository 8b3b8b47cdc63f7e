/** The day against days like it: figures of today beside what is usual for this weekday at this time. */
import { z } from 'zod'

import { day } from './common.ts'
import { figure, reach95 } from './insight-measures.ts'
import { endpoint } from './procedure.ts'

export const usualMeasures = ['revenue', 'orders', 'averageOrder', 'newCustomers'] as const

const judged = {
  /** Where 95 % of such days lie, from the weeks before; null where there are too few. */
  usual: reach95.nullable(),
  verdict: z.enum(['within', 'above', 'below']).nullable(),
}

const usualFigure = figure
  .pick({ kind: true, good: true, value: true, sample: true, interval: true })
  .extend({
    measure: z.enum(usualMeasures),
    ...judged,
    /** How many earlier days it was told from. */
    weeks: z.number().int(),
    /** Days in a row, this one included, outside on the same side; 0 within. */
    outsideDays: z.number().int(),
    /** Whole days up to the one before, oldest first; null where a day has no such figure. */
    days: z.array(z.number().nullable()),
    /** The whole day before. */
    yesterday: z.object({ value: z.string().nullable(), ...judged }),
  })

export const usualEndpoints = {
  usual: endpoint('insight.read')
    .route({
      method: 'GET',
      path: '/insight/usual',
      summary: 'Figures of the day against the same weekday, up to the same time, of the weeks before',
    })
    .output(
      z.object({
        /** Today in the shop; of a shop that sells no more, its last day with an order. Null without an order. */
        day: day.nullable(),
        /** Minutes after midnight up to which days are compared; 1440: whole days. */
        minute: z.number().int(),
        currency: z.string(),
        figures: z.array(usualFigure),
        /** The thirty days up to it against the thirty before. */
        month: z.object({ from: day, to: day, figures: z.array(figure) }).nullable(),
      }),
    ),
}

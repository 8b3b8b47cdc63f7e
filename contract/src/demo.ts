/** The sample shop's clock; answers only where the sample shop runs. */
import { z } from 'zod'

import { moment } from './common.ts'
import { endpoint } from './procedure.ts'

const clock = z.object({
  now: moment,
  /** How far ahead of the real time, in hours. */
  aheadHours: z.number(),
})

export const demo = {
  getClock: endpoint('session')
    .route({ method: 'GET', path: '/demo/clock', summary: 'What time it is in the sample shop' })
    .output(clock),
  moveClock: endpoint('demo.write')
    .route({
      method: 'POST',
      path: '/demo/clock',
      summary: 'Move the sample shop’s clock forward; what happens meanwhile happens',
    })
    .input(
      z.object({
        hours: z.coerce
          .number()
          .int()
          .min(1)
          .max(24 * 60),
      }),
    )
    .output(clock.extend({ events: z.number().int() })),
}

/** Work of history that waits for its hour. */
import { z } from 'zod'

import type { App } from '#/platform/app.ts'
import type { AnyJob } from '#/platform/jobs/index.ts'

import { foldMerges } from './fold-merges.ts'
import { mendOrders, settleOrders } from './settle-orders.ts'

export const jobs: readonly AnyJob<App>[] = [
  {
    name: 'history.fold-merges',
    payload: z.object({}),
    // In the night of our first shops (UTC+3).
    cron: '17 1 * * *',
    run: (app) => foldMerges(app),
  },
  {
    name: 'history.mend-orders',
    payload: z.object({}),
    cron: '7 1 * * *',
    run: (app) => mendOrders(app),
  },
  {
    name: 'history.settle-orders',
    payload: z.object({}),
    cron: '37 * * * *',
    run: async (app) => {
      await settleOrders(app)
    },
  },
]

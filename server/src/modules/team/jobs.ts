/** The room's only job: what has run out is removed once a day. */
import { z } from 'zod'

import type { App } from '#/platform/app.ts'
import type { AnyJob } from '#/platform/jobs/index.ts'

import { deleteExpired } from './store-limits.ts'

export const jobs: readonly AnyJob<App>[] = [
  {
    name: 'team.remove-expired',
    payload: z.object({}),
    cron: '17 3 * * *',
    run: (app) => deleteExpired(app.db, app.clock.now()),
  },
]

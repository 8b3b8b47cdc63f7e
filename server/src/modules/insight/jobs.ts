/** Reckoning in the background: soon after figures change, and every night so that silence is counted. */
import { z } from 'zod'

import { noticeFigures } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'
import { enqueue, type Job } from '#/platform/jobs/index.ts'
import { tellLive } from '#/platform/live/index.ts'
import type { Listener } from '#/platform/notices/index.ts'

import { reckon } from './reckon.ts'
import { loadTotals } from './store.ts'

/** Changes of at least ten seconds are reckoned together, of longer where there are more buyers: one second a thousand. */
const leastGather = 10_000

/** A second look, once the history has surely taken in what was written with the change. */
const secondLook = 60_000

export const reckonJob: Job<App, Record<string, never>> = {
  name: 'insight.reckon',
  payload: z.strictObject({}),
  cron: '15 1 * * *',
  run: async (app) => {
    await reckon(app)
    await tellLive(app.db, { topic: 'insight' })
  },
}

export const listeners: Listener<App>[] = [
  {
    name: 'insight.reckon-after-changes',
    kind: noticeFigures.kind,
    hear: async (app) => {
      const now = app.clock.now().getTime()
      const buyers = (await loadTotals(app.db))?.buyers ?? 0
      const gather = Math.max(leastGather, buyers)
      for (const [key, wait] of [
        ['soon', gather],
        ['later', gather + secondLook],
      ] as const) {
        const options = { key: `insight.reckon.${key}`, queue: 'insight', runAt: new Date(now + wait) }
        await enqueue(app.db, reckonJob, { payload: {}, options })
      }
    },
  },
]

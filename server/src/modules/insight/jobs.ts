/** Reckoning in the background: soon after figures change, and every night so that silence is counted. */
import { z } from 'zod'

import { noticeFigures } from '#/modules/customers/index.ts'
import { intakeBacklog } from '#/modules/history/index.ts'
import type { App } from '#/platform/app.ts'
import { enqueue, type Job } from '#/platform/jobs/index.ts'
import { tellLive } from '#/platform/live/index.ts'
import type { Listener } from '#/platform/notices/index.ts'

import { runForecast } from './models/run-forecast.ts'
import { buyersAtFit } from './models/store-fits.ts'
import { reckon } from './reckon.ts'
import { loadTotals } from './store.ts'

/** Changes of at least ten seconds are reckoned together, of longer where there are more buyers: a second for a thousand. */
const leastGatherSeconds = 10
const buyersASecond = 1_000

/** What is behind by so much (ms) is caught up with before reckoning; what is further behind is not waited for. */
const behind = { least: 2_000, most: 60_000 }

/** A second look, once the history has surely taken in what was written with the change. */
const secondLookSeconds = 60

/** An import tells its orders piece by piece. */
const gatherForecastSeconds = 20

export const reckonJob: Job<App, Record<string, never>> = {
  name: 'insight.reckon',
  payload: z.strictObject({}),
  cron: '15 1 * * *',
  run: async (app) => {
    if (await isWorthWaiting(app)) return enqueueReckoning(app, 'soon', leastGatherSeconds)
    const buyers = await reckon(app)
    await tellLive(app.db, { topic: 'insight' })
    await forecastIfGrown(app, buyers)
  },
}

/** In a rush of events figures are old when they are reckoned, and reckoning takes the time of taking in; once a minute it does. */
async function isWorthWaiting(app: App): Promise<boolean> {
  const [{ oldest }, totals] = await Promise.all([intakeBacklog(app.db), loadTotals(app.db)])
  const now = app.clock.now().getTime()
  const late = oldest === null ? 0 : now - oldest.getTime()
  const lately = totals === null || now - totals.reckonedAt.getTime() < behind.most
  return late > behind.least && late < behind.most && lately
}

async function enqueueReckoning(app: App, name: 'soon' | 'later', delaySeconds: number): Promise<void> {
  const options = { key: `insight.reckon.${name}`, queue: 'insight', delaySeconds }
  await enqueue(app.db, reckonJob, { payload: {}, options })
}

/** Every night: fits where orders are new, scores where only days have passed. */
export const forecastJob: Job<App, { again?: boolean | undefined }> = {
  name: 'insight.forecast',
  payload: z.strictObject({ again: z.boolean().optional() }),
  cron: '30 1 * * *',
  run: async (app, { again }) => {
    const { need, customers, milliseconds } = await runForecast(app, { again: again ?? false })
    if (need === 'nothing') return
    app.log.info({ need, customers, milliseconds }, 'customers scored')
    await tellLive(app.db, { topic: 'insight' })
  },
}

/** A shop that has just brought its orders need not wait for the night. */
async function forecastIfGrown(app: App, buyers: number): Promise<void> {
  const known = await buyersAtFit(app.db)
  if (buyers === 0 || (known !== null && buyers < 2 * known)) return
  const options = { key: 'insight.forecast.grown', queue: 'insight', delaySeconds: gatherForecastSeconds }
  await enqueue(app.db, forecastJob, { payload: {}, options })
}

export const listeners: Listener<App>[] = [
  {
    name: 'insight.reckon-after-changes',
    kind: noticeFigures.kind,
    hear: async (app) => {
      const buyers = (await loadTotals(app.db))?.buyers ?? 0
      const gather = Math.max(leastGatherSeconds, buyers / buyersASecond)
      await enqueueReckoning(app, 'soon', gather)
      await enqueueReckoning(app, 'later', gather + secondLookSeconds)
    },
  },
]

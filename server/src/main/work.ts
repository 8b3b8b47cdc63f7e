/** The worker half: jobs, notices and each room's long-running work. */
import type { Pool } from 'pg'

import type { App } from '#/platform/app.ts'
import { runJobs } from '#/platform/jobs/index.ts'
import { runDispatcher } from '#/platform/notices/index.ts'

import { rooms } from './rooms.ts'

export type Working = { stop(): Promise<void> }

export async function work(app: App, pool: Pool): Promise<Working> {
  const jobs = await runJobs(app, { pool, jobs: rooms.flatMap((room) => room.jobs ?? []) })
  const dispatcher = await runDispatcher({
    app,
    pool,
    listeners: rooms.flatMap((room) => room.listeners ?? []),
  })
  const started = await Promise.all(rooms.flatMap((room) => (room.background ? [room.background(app)] : [])))
  return {
    stop: async () => {
      await Promise.all(started.map((background) => background.stop()))
      await dispatcher.stop()
      await jobs.stop()
    },
  }
}

/** Background work of connectors: carrying out imports, and taking up those a dead process left. */
import { z } from 'zod'

import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'
import { enqueue, type Job } from '#/platform/jobs/index.ts'
import type { Background } from '#/platform/room.ts'

import { runImports } from './run-imports.ts'
import { nextImport } from './store.ts'

const payload = z.object({})

const importsJob: Job<App, z.infer<typeof payload>> = {
  name: 'connectors.run-imports',
  payload,
  run: (app, _payload, signal) => runImports(app, signal),
}

export const jobs = [importsJob]

/** In the transaction of the change that makes an import due. */
export async function enqueueImports(db: Db | Tx): Promise<void> {
  await enqueue(db, importsJob, { payload: {}, options: { key: importsJob.name } })
}

const lookEvery = 20_000

/**
 * A process that is killed leaves its job locked for hours; the import itself is free at once, since its lock dies
 * with the connection. So whoever works looks now and then whether one is due, by an index that is empty when idle.
 */
export async function watchImports(app: App): Promise<Background> {
  const look = async (): Promise<void> => {
    if ((await nextImport(app.db)) !== null) await enqueueImports(app.db)
  }
  const timer = setInterval(() => {
    look().catch((error: unknown) => app.log.warn({ error }, 'could not look for imports that are due'))
  }, lookEvery)
  await look()
  return { stop: async () => clearInterval(timer) }
}

/** Background work of connectors: carrying out imports. */
import { z } from 'zod'

import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'
import { enqueue, type Job } from '#/platform/jobs/index.ts'

import { runImports } from './run-imports.ts'
import { nextImport } from './store.ts'

const payload = z.object({})

const importsJob: Job<App, z.infer<typeof payload>> = {
  name: 'connectors.run-imports',
  payload,
  run: async (app, _payload, signal) => {
    await runImports(app, signal)
    // Somebody else is at it; or has been, and the database has not noticed its death yet.
    if (!signal.aborted && (await nextImport(app.db)) !== null) await enqueueImports(app.db, lookAgain)
  },
}

/** How long (s) what another process seems to do is left to it. */
const lookAgain = 20

export const jobs = [importsJob]

/** In the transaction of the change that makes an import due. */
export async function enqueueImports(db: Db | Tx, delaySeconds = 0): Promise<void> {
  await enqueue(db, importsJob, { payload: {}, options: { key: importsJob.name, delaySeconds } })
}

/** Background work of connectors: carrying out imports. */
import { z } from 'zod'

import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'
import { enqueue, type Job } from '#/platform/jobs/index.ts'

import { runImports } from './run-imports.ts'

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

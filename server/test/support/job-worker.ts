/** A process that begins a job and never ends it, to be killed meanwhile: `node job-worker.ts DATABASE_URL`. */
import { z } from 'zod'

import { createDb, createPool } from '#/platform/db/index.ts'
import { runJobs } from '#/platform/jobs/index.ts'
import { createLog } from '#/platform/log.ts'

const pool = createPool(process.argv[2] ?? '', 4)
const app = { db: createDb(pool), log: createLog('error') }

await runJobs(app, {
  pool,
  jobs: [
    {
      name: 'test.left',
      payload: z.unknown(),
      run: async () => {
        process.send?.('begun')
        await new Promise(() => undefined)
      },
    },
  ],
})

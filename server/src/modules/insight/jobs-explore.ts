/** Mailing of reports, looked at every few minutes. */
import { z } from 'zod'

import type { App } from '#/platform/app.ts'
import type { Job } from '#/platform/jobs/index.ts'

import { sendReports } from './send-reports.ts'

export const reportsJob: Job<App, Record<string, never>> = {
  name: 'insight.send-reports',
  payload: z.strictObject({}),
  cron: '*/5 * * * *',
  run: async (app) => {
    await sendReports(app)
  },
}

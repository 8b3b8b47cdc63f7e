/** Background jobs of this room. */
import type { App } from '#/platform/app.ts'
import type { Job } from '#/platform/jobs/index.ts'

import { runTagging } from './tag-customers.ts'
import { taggingTask } from './tagging-task.ts'

export const taggingJob: Job<App, { id: string }> = {
  ...taggingTask,
  run: (app, { id }, signal) => runTagging(app, id, signal),
}

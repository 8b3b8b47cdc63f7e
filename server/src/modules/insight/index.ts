/** The front door of insight. */
import type { Room } from '#/platform/room.ts'

import { exportRoutes } from './export-routes.ts'
import { forecastJob, listeners, reckonJob } from './jobs.ts'
import { reportsJob } from './jobs-explore.ts'
import { insightRoutes } from './routes.ts'

export { insightApi } from './http.ts'
export { experimentsApi, modelsApi } from './http-models.ts'
export { newcombeInterval } from './intervals.ts'
export { latePeople } from './read-churn.ts'
export { groupAudience } from './list-members.ts'
export type { Group } from './groups.ts'

export const insight: Room = {
  name: 'insight',
  routes: (server, app, authenticate) => {
    exportRoutes(server, app, authenticate)
    insightRoutes(server, app, authenticate)
  },
  jobs: [reckonJob, forecastJob, reportsJob],
  listeners,
}

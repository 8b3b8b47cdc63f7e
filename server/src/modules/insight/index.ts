/** The front door of insight. */
import type { Room } from '#/platform/room.ts'

import { listeners, reckonJob } from './jobs.ts'
import { reportsJob } from './jobs-explore.ts'
import { insightRoutes } from './routes.ts'

export { insightApi } from './http.ts'
export { groupAudience } from './list-members.ts'
export type { Group } from './groups.ts'

export const insight: Room = {
  name: 'insight',
  routes: insightRoutes,
  jobs: [reckonJob, reportsJob],
  listeners,
}

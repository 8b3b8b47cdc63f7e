/** The front door of history. */
import type { Room } from '#/platform/room.ts'

import { serveIntake } from './intake-routes.ts'
import { jobs } from './jobs.ts'
import { listeners } from './listeners.ts'
import { runPipeline } from './worker.ts'

export { takeArrivals } from './arrivals.ts'
export type { Arrived } from './arrivals.ts'
export { arrivalsChannel } from './store-arrivals.ts'
export { historyApi } from './http.ts'
export { noticeEvent } from './notices.ts'
export type { AnnouncedEvent } from './notices.ts'
export { recordAlike, recordEvents } from './recorded.ts'
export type { AlikeEvents, HistoryEvent } from './recorded.ts'
export { refreshSteps } from './refresh-steps.ts'
export type { Standing } from './reports-standing.ts'
export { intakeBacklog } from './store.ts'
export { countOpenQuarantined } from './store-quarantine.ts'
export { settleOrders } from './settle-orders.ts'
export { unfoldedMerges } from './unfolded-merges.ts'
export { waitUntilApplied } from './worker.ts'

export const history: Room = {
  name: 'history',
  routes: serveIntake,
  jobs,
  listeners,
  background: runPipeline,
}

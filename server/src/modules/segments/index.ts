/** The front door of segments. */
import type { Room } from '#/platform/room.ts'

import { exportRoutes } from './export-routes.ts'
import { runSegments } from './worker.ts'

export { segmentsApi } from './http.ts'
export type { SegmentUse, UseFinder } from './archive-segment.ts'
export { isAwake, membersAmong, segmentAudience } from './members.ts'
export { reconsiderPredictions } from './reconsider.ts'
export { segmentFilter } from './segment-filter.ts'
export { runRound, runRounds } from './round.ts'
export type { Round } from './round.ts'

export { shopCalendar } from './shop-calendar.ts'
export { findChangedSegments, findFailedSegments } from './store-list.ts'

export const segments: Room = { name: 'segments', routes: exportRoutes, background: runSegments }

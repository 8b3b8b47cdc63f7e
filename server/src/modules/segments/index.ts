/** The front door of segments. */
import type { Room } from '#/platform/room.ts'

import { exportRoutes } from './export-routes.ts'
import { runSegments } from './worker.ts'

export { segmentsApi } from './http.ts'
export type { SegmentUse, UseFinder } from './archive-segment.ts'
export { isAwake, membersAmong, segmentAudience } from './members.ts'
export { noticeMembership } from './notices.ts'
export type { MembershipChanged } from './notices.ts'
export { reconsiderPredictions } from './reconsider.ts'
export { runRound, runRounds } from './round.ts'
export type { Round } from './round.ts'
export { segmentFilter } from './segment-filter.ts'
export type { SegmentFilter } from './segment-filter.ts'

export const segments: Room = { name: 'segments', routes: exportRoutes, background: runSegments }

/** The front door of insight. */
import type { Room } from '#/platform/room.ts'

export { insightApi } from './http.ts'

export const insight: Room = { name: 'insight' }

export { type CohortCount, type CohortRow, monthsBetween, retentionTriangle } from './cohorts.ts'
export {
  DEFAULT_LIMITS,
  type Group,
  type GroupFacts,
  type GroupLimits,
  groupMembership,
  GROUPS,
  groupsOf,
  type Membership,
  type Reason,
  usualGap,
} from './groups.ts'
export {
  type Interval,
  newcombeInterval,
  type Proportion,
  sampleRatioTest,
  twoProportionTest,
  welchTest,
  wilsonInterval,
} from './intervals.ts'
export { type Durations, medianDays, shareWithin, survivalCurve } from './kaplan-meier.ts'
export { ascending, median, percentile } from './percentile.ts'
export { RFM_CLASSES, type RfmClass, rfmClass, type Score, scoreRfm, scoresOf } from './rfm.ts'
export { sampleSizePerArm } from './sample-size.ts'

/** What segments tell the rooms above. */
import { z } from 'zod'

import type { NoticeKind } from '#/platform/notices/index.ts'

export type MembershipChanged = {
  segmentId: string
  entered: number[]
  left: number[]
  /** The moment they were right for, ISO 8601. */
  at: string
}

/** People came into a segment or left it, each once; at most 1,000 in one notice. Not told when a rule is new or changed. */
export const noticeMembership: NoticeKind<MembershipChanged> = {
  kind: 'segments.membership-changed',
  payload: z.object({
    segmentId: z.string(),
    entered: z.array(z.number()),
    left: z.array(z.number()),
    at: z.string(),
  }),
}

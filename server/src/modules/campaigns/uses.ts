/** Which campaigns rest on something of the rooms below. */
import type { SegmentUse } from '#/modules/segments/index.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import { findCampaignsFor } from './store.ts'

/** Campaigns whose audience is this segment and not frozen yet. */
export async function campaignsOfSegment(app: { db: Db | Tx }, segmentId: string): Promise<SegmentUse[]> {
  const found = await findCampaignsFor(app.db, { kind: 'segment', segmentId })
  return found.map(({ id, name }) => ({ kind: 'campaign', id, name }))
}

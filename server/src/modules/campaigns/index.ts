/** The front door of campaigns. */
import type { Room } from '#/platform/room.ts'

import { listeners } from './jobs.ts'

export { campaignsApi } from './http.ts'
export { campaignNames, waitingCampaigns } from './store.ts'
export { campaignsOfSegment } from './uses.ts'

export const campaigns: Room = { name: 'campaigns', listeners }

/** The front door of campaigns. */
import type { Room } from '#/platform/room.ts'

export { campaignsApi } from './http.ts'

export const campaigns: Room = { name: 'campaigns' }

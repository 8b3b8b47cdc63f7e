/** The front door of insight. */
import type { Room } from '#/platform/room.ts'

export { insightApi } from './http.ts'

export const insight: Room = { name: 'insight' }

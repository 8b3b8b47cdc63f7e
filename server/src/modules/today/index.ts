/** The front door of today. */
import type { Room } from '#/platform/room.ts'

export { todayApi } from './http.ts'

export const today: Room = { name: 'today' }

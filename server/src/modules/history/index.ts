/** The front door of history. */
import type { Room } from '#/platform/room.ts'

export { historyApi } from './http.ts'

export const history: Room = { name: 'history' }

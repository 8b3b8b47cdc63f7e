/** The front door of delivery. */
import type { Room } from '#/platform/room.ts'

export { deliveryApi } from './http.ts'

export const delivery: Room = { name: 'delivery' }

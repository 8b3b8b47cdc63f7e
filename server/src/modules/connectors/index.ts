/** The front door of connectors. */
import type { Room } from '#/platform/room.ts'

export { connectorsApi } from './http.ts'

export const connectors: Room = { name: 'connectors' }

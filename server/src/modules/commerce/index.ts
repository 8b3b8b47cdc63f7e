/** The front door of commerce. */
import type { Room } from '#/platform/room.ts'

export { commerceApi } from './http.ts'

export const commerce: Room = { name: 'commerce' }

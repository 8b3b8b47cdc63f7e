/** The front door of content. */
import type { Room } from '#/platform/room.ts'

export { contentApi } from './http.ts'

export const content: Room = { name: 'content' }

/** The front door of customers. */
import type { Room } from '#/platform/room.ts'

export { customersApi } from './http.ts'

export const customers: Room = { name: 'customers' }

/** The front door of team. */
import type { Room } from '#/platform/room.ts'

export { teamApi } from './http.ts'
export { audit } from './audit.ts'
export type { AuditEntry } from './audit.ts'
export { addStore, findShop, listStores, saveShop } from './shop.ts'
export type { Shop, Store } from './shop.ts'

export const team: Room = { name: 'team' }

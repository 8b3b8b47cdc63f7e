/** The front door of team. */
import type { Room } from '#/platform/room.ts'

import { jobs } from './jobs.ts'

export { teamApi } from './http.ts'
export { authenticate, authenticateIntake } from './authenticate.ts'
export { dayBounds } from './day-bounds.ts'
export { createKey, listKeys, revokeKey } from './keys.ts'
export { addMember } from './add-member.ts'
export { listMembers } from './members.ts'
export { membersWith } from './members-with.ts'
export type { Colleague } from './members-with.ts'
export { personId } from './person.ts'
export { openShop } from './open-shop.ts'
export type { ShopStart } from './open-shop.ts'
export { createUser, hashPassword } from './create-user.ts'
export { audit } from './audit.ts'
export type { AuditEntry } from './audit.ts'
export { noticeRateSet, setRate } from './rates.ts'
export { ratesFor } from './rates-for.ts'
export type { Rates } from './rates-for.ts'
export { addStore, findShop, listStores, saveShop } from './shop.ts'
export type { Shop, Store } from './shop.ts'
export { updateShop } from './settings.ts'
export { updateStore } from './stores.ts'

export const team: Room = { name: 'team', jobs }

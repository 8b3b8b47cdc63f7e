/** Who may change whom. Rights say what a person may do in general; these rules protect owners and the last of them. */
import type { Role } from '@vefa/contract'

/** An owner may change everybody, an admin everybody but owners, others nobody. */
export function mayManage(manager: Role, target: Role): boolean {
  if (manager === 'owner') return true
  return manager === 'admin' && target !== 'owner'
}

/** Nobody gives a role that stands above their own. */
export function mayGrant(manager: Role, role: Role): boolean {
  return mayManage(manager, role)
}

export type MemberState = { id: string; role: Role; disabled: boolean }

/** What would be wrong with bringing a member from `before` to `after`; null when nothing. */
export function objectionTo(change: {
  manager: { id: string | null; role: Role }
  before: MemberState
  after: MemberState
  /** Owners who can sign in, the changed member among them. */
  activeOwners: number
}): 'owner_protected' | 'role_not_grantable' | 'own_account' | 'last_owner' | null {
  const { manager, before, after, activeOwners } = change
  if (!mayManage(manager.role, before.role)) return 'owner_protected'
  if (after.role !== before.role && !mayGrant(manager.role, after.role)) return 'role_not_grantable'
  if (manager.id === before.id && after.disabled) return 'own_account'
  const wasOwner = before.role === 'owner' && !before.disabled
  const staysOwner = after.role === 'owner' && !after.disabled
  return wasOwner && !staysOwner && activeOwners <= 1 ? 'last_owner' : null
}

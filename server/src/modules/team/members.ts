/** People who work here: who they are, and changing what they may do. */
import type { Role } from '@vefa/contract'

import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'

import { audit } from './audit.ts'
import { refuse } from './errors.ts'
import { mayManage, objectionTo } from './roles.ts'
import {
  lockActiveOwners,
  type MemberRow,
  selectMember,
  selectMembers,
  selectPerson,
  updateMember as updateRow,
} from './store-members.ts'
import { deleteSecondFactor } from './store-second-factors.ts'
import { deleteSessions } from './store-sessions.ts'

type Using = Pick<App, 'db' | 'clock'>

export type Member = Omit<MemberRow, 'disabledAt' | 'seenAt' | 'createdAt'> & {
  disabled: boolean
  /** Whether the one who asks may change this member. */
  manageable: boolean
  seenAt: string | null
  createdAt: string
}

/** Everybody, the longest here first. */
export async function listMembers(app: Using, actor: Actor): Promise<Member[]> {
  const manager = await roleOf(app, actor)
  const rows = await selectMembers(app.db, app.clock.now())
  return rows.map((row) => memberOf(row, manager))
}

/**
 * Another role, or disabled or enabled again; disabling ends every session at once.
 * @throws `member_not_found`, `owner_protected`, `role_not_grantable`, `last_owner`, `own_account`
 */
export async function updateMember(
  app: Using,
  actor: Actor,
  input: { id: string; role?: Role | undefined; disabled?: boolean | undefined },
): Promise<Member> {
  return inTransaction(app.db, async (tx) => {
    const within = { ...app, db: tx }
    const activeOwners = await lockActiveOwners(tx)
    const { row, manager } = await loadMember(within, actor, input.id)
    const before = { role: row.role, disabled: row.disabledAt !== null }
    const after = { role: input.role ?? before.role, disabled: input.disabled ?? before.disabled }
    const objection = objectionTo({
      manager: { id: actor.id, role: manager },
      before: { id: row.id, ...before },
      after: { id: row.id, ...after },
      activeOwners,
    })
    if (objection) throw refuse(objection)
    const now = app.clock.now()
    const disabledAt = after.disabled ? (row.disabledAt ?? now) : null
    await updateRow(tx, row.id, { role: after.role, disabledAt, now })
    if (after.disabled) await deleteSessions(tx, row.id)
    await audit(within, actor, {
      action: 'user.update',
      subject: { kind: 'user', id: row.id },
      before,
      after,
    })
    const changed = await loadMember(within, actor, input.id)
    return memberOf(changed.row, changed.manager)
  })
}

/** Signs a member out everywhere. @throws `member_not_found`, `owner_protected` */
export async function endMemberSessions(app: Using, actor: Actor, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const within = { ...app, db: tx }
    const { row, manager } = await loadMember(within, actor, id)
    if (!mayManage(manager, row.role)) throw refuse('owner_protected')
    const ended = await deleteSessions(tx, id)
    await audit(within, actor, {
      action: 'session.end-all',
      subject: { kind: 'user', id },
      after: { ended },
    })
  })
}

/**
 * Takes away the second factor of a member who has lost it, and signs them out everywhere: whoever has found the
 * device as well as the password is out. The next sign-in asks for the password alone.
 * @throws `member_not_found`, `owner_protected`, `own_second_factor` (the profile ends it, with the password), `two_factor_off`
 */
export async function resetMemberTwoFactor(app: Using, actor: Actor, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const within = { ...app, db: tx }
    const { row, manager } = await loadMember(within, actor, id)
    if (!mayManage(manager, row.role)) throw refuse('owner_protected')
    if (actor.kind === 'user' && actor.id === id) throw refuse('own_second_factor')
    if (!row.twoFactor) throw refuse('two_factor_off')
    await deleteSecondFactor(tx, id, app.clock.now())
    const ended = await deleteSessions(tx, id)
    await audit(within, actor, {
      action: 'two-factor.reset',
      subject: { kind: 'user', id },
      before: { twoFactor: true },
      after: { twoFactor: false, ended },
    })
  })
}

/** The role an actor manages with: a person's own, the program's an owner's, a key's none that manages. */
export async function roleOf(app: Pick<App, 'db'>, actor: Actor): Promise<Role> {
  if (actor.kind === 'system') return 'owner'
  if (actor.kind !== 'user' || actor.id === null) return 'analyst'
  return (await selectPerson(app.db, actor.id))?.role ?? 'analyst'
}

async function loadMember(
  app: Pick<App, 'clock'> & { db: Tx },
  actor: Actor,
  id: string,
): Promise<{ row: MemberRow; manager: Role }> {
  const row = await selectMember(app.db, id, app.clock.now())
  if (!row) throw refuse('member_not_found')
  return { row, manager: await roleOf(app, actor) }
}

function memberOf(row: MemberRow, manager: Role): Member {
  const { disabledAt, seenAt, createdAt, ...rest } = row
  return {
    ...rest,
    disabled: disabledAt !== null,
    manageable: mayManage(manager, row.role),
    seenAt: seenAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }
}

/** Joining the team: what a link offers, and accepting it once. */
import type { Language, Role } from '@vefa/contract'

import { inTransaction } from '#/platform/db/index.ts'
import { hashToken } from '#/platform/ids.ts'

import { actorOfPerson } from './actors.ts'
import { audit } from './audit.ts'
import type { Caller, TeamApp } from './auth-call.ts'
import { createUser, hashPassword } from './create-user.ts'
import { refuse } from './errors.ts'
import { attempt, forgiveOne, limits, senderOf } from './limits.ts'
import { findShop } from './shop.ts'
import { signIn } from './sign-in.ts'
import {
  closeInvitation,
  type InvitationRow,
  lockInvitation,
  selectInvitationByToken,
} from './store-invitations.ts'

export type InvitationOffer = {
  email: string
  role: Role
  shopName: string
  invitedBy: string
  expiresAt: string
}

/** @throws `invitation_not_found` for a token that is unknown, used, taken back or too old; `too_many_attempts` */
export async function findInvitation(app: TeamApp, caller: Caller, token: string): Promise<InvitationOffer> {
  const row = await usableInvitation(app, caller, token)
  const shop = await findShop(app)
  return {
    email: row.email,
    role: row.role,
    shopName: shop?.name ?? '',
    invitedBy: row.invitedBy ?? '',
    expiresAt: row.expiresAt.toISOString(),
  }
}

/** Creates the person and signs them in; the link is spent. @throws `invitation_not_found`, `email_taken` */
export async function acceptInvitation(
  app: TeamApp,
  caller: Caller,
  input: { token: string; name: string; password: string; language: Language },
): Promise<Headers> {
  const found = await usableInvitation(app, caller, input.token)
  const passwordHash = await hashPassword(input.password)
  const now = app.clock.now()
  await inTransaction(app.db, async (tx) => {
    const row = await lockInvitation(tx, found.id)
    if (!row || !usable(row, now)) throw refuse('invitation_not_found')
    const within = { ...app, db: tx }
    const person = { email: row.email, name: input.name, role: row.role, language: input.language }
    const id = await createUser(within, { ...person, passwordHash })
    await closeInvitation(tx, row.id, { acceptedAt: now })
    await audit(within, actorOfPerson({ ...person, id }, caller.ip), {
      action: 'invitation.accept',
      subject: { kind: 'invitation', id: row.id },
      after: { user: id, ...person },
    })
  })
  const { cookies } = await signIn(app, caller, { email: found.email, password: input.password })
  return cookies
}

async function usableInvitation(app: TeamApp, caller: Caller, token: string): Promise<InvitationRow> {
  const sender = senderOf(caller.ip)
  await attempt(app, limits.invitationByAddress, sender)
  const row = await selectInvitationByToken(app.db, hashToken(token))
  if (!row || !usable(row, app.clock.now())) throw refuse('invitation_not_found')
  await forgiveOne(app, limits.invitationByAddress, sender)
  return row
}

function usable(row: InvitationRow, now: Date): boolean {
  return row.acceptedAt === null && row.revokedAt === null && row.expiresAt > now
}

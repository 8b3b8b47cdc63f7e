/** Inviting people: links that work once and for seven days, listed, sent again, taken back. */
import type { Role } from '@vefa/contract'

import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'
import { hashToken, newId, newToken } from '#/platform/ids.ts'

import { audit } from './audit.ts'
import { refuse } from './errors.ts'
import { mailInvitation } from './invitation-mail.ts'
import { roleOf } from './members.ts'
import { mayGrant } from './roles.ts'
import {
  closeInvitation,
  insertInvitation,
  type InvitationRow,
  lockInvitation,
  renewInvitation,
  selectOpenInvitations,
} from './store-invitations.ts'
import { emailTaken } from './store-members.ts'

type Using = Pick<App, 'db' | 'clock' | 'config' | 'mailer' | 'log'>

const validFor = 7 * 24 * 60 * 60 * 1000

export type Invitation = {
  id: string
  email: string
  role: Role
  invitedBy: string | null
  expiresAt: string
  expired: boolean
  createdAt: string
}

/** The link is told once; `mailed` says whether it went out by mail, otherwise the inviter hands it on. */
export type InvitationLink = { invitation: Invitation; link: string; mailed: boolean }

/** Those not accepted and not taken back, newest first. */
export async function listInvitations(app: Pick<App, 'db' | 'clock'>): Promise<Invitation[]> {
  const rows = await selectOpenInvitations(app.db)
  return rows.map((row) => invitationOf(row, app.clock.now()))
}

/** Inviting an address again replaces its link. @throws `role_not_grantable`, `email_taken` */
export async function createInvitation(
  app: Using,
  actor: Actor,
  input: { email: string; role: Role },
): Promise<InvitationLink> {
  if (!mayGrant(await roleOf(app, actor), input.role)) throw refuse('role_not_grantable')
  const now = app.clock.now()
  const invitation = { id: newId(now), email: input.email.toLowerCase(), role: input.role }
  const token = newToken()
  const expiresAt = new Date(now.getTime() + validFor)
  await inTransaction(app.db, async (tx) => {
    if (await emailTaken(tx, invitation.email)) throw refuse('email_taken')
    await insertInvitation(tx, {
      ...invitation,
      tokenHash: hashToken(token),
      invitedBy: actor.kind === 'user' ? actor.id : null,
      expiresAt,
      now,
    })
    await audit({ ...app, db: tx }, actor, {
      action: 'invitation.create',
      subject: { kind: 'invitation', id: invitation.id },
      after: { email: invitation.email, role: invitation.role },
    })
  })
  const row = {
    ...invitation,
    invitedBy: actor.name,
    expiresAt,
    acceptedAt: null,
    revokedAt: null,
    createdAt: now,
  }
  return deliver(app, row, token)
}

/** A new link for another seven days; the old one stops working. @throws `invitation_not_found` */
export async function resendInvitation(app: Using, actor: Actor, id: string): Promise<InvitationLink> {
  const token = newToken()
  const expiresAt = new Date(app.clock.now().getTime() + validFor)
  const row = await inTransaction(app.db, async (tx) => {
    const open = await openInvitation({ ...app, db: tx }, actor, id)
    await renewInvitation(tx, id, { tokenHash: hashToken(token), expiresAt })
    await audit({ ...app, db: tx }, actor, {
      action: 'invitation.resend',
      subject: { kind: 'invitation', id },
      before: { expiresAt: open.expiresAt },
      after: { expiresAt },
    })
    return { ...open, expiresAt }
  })
  return deliver(app, row, token)
}

/** @throws `invitation_not_found`, `role_not_grantable` */
export async function revokeInvitation(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const within = { ...app, db: tx }
    const open = await openInvitation(within, actor, id)
    await closeInvitation(tx, id, { revokedAt: app.clock.now() })
    await audit(within, actor, {
      action: 'invitation.revoke',
      subject: { kind: 'invitation', id },
      before: { email: open.email, role: open.role },
    })
  })
}

async function openInvitation(app: { db: Tx }, actor: Actor, id: string): Promise<InvitationRow> {
  const row = await lockInvitation(app.db, id)
  if (!row || row.acceptedAt || row.revokedAt) throw refuse('invitation_not_found')
  if (!mayGrant(await roleOf(app, actor), row.role)) throw refuse('role_not_grantable')
  return row
}

async function deliver(app: Using, row: InvitationRow, token: string): Promise<InvitationLink> {
  const link = `${app.config.url}/invitation/${token}`
  const mailed = await mailInvitation(app, { ...row, link })
  return { invitation: invitationOf(row, app.clock.now()), link, mailed }
}

function invitationOf(row: InvitationRow, now: Date): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    invitedBy: row.invitedBy,
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt <= now,
    createdAt: row.createdAt.toISOString(),
  }
}

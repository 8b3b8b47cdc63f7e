/** Invitations; only the hash of a link's token is kept. */
import type { Role } from '@vefa/contract'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

import type { TeamTables } from './tables.ts'

export type InvitationRow = {
  id: string
  email: string
  role: Role
  invitedBy: string | null
  expiresAt: Date
  acceptedAt: Date | null
  revokedAt: Date | null
  createdAt: Date
}

export async function selectOpenInvitations(db: Db): Promise<InvitationRow[]> {
  return invitationsQuery(db)
    .where('invitations.accepted_at', 'is', null)
    .where('invitations.revoked_at', 'is', null)
    .orderBy('invitations.created_at', 'desc')
    .limit(500)
    .execute()
}

/** Locked until the transaction ends, so that one link is not used twice at the same moment. */
export async function lockInvitation(tx: Tx, id: string): Promise<InvitationRow | undefined> {
  return invitationsQuery(tx).where('invitations.id', '=', id).forUpdate('invitations').executeTakeFirst()
}

export async function selectInvitationByToken(
  db: Db | Tx,
  tokenHash: string,
): Promise<InvitationRow | undefined> {
  return invitationsQuery(db).where('invitations.token_hash', '=', tokenHash).executeTakeFirst()
}

function invitationsQuery(db: Db | Tx) {
  return tables<TeamTables>(db)
    .selectFrom('invitations')
    .leftJoin('users', 'users.id', 'invitations.invited_by')
    .select([
      'invitations.id',
      'invitations.email',
      'invitations.role',
      'users.name as invitedBy',
      'invitations.expires_at as expiresAt',
      'invitations.accepted_at as acceptedAt',
      'invitations.revoked_at as revokedAt',
      'invitations.created_at as createdAt',
    ])
}

/** A new invitation; an open one for the same address is revoked, so that one link at a time works. */
export async function insertInvitation(
  tx: Tx,
  row: {
    id: string
    email: string
    role: Role
    tokenHash: string
    invitedBy: string | null
    expiresAt: Date
    now: Date
  },
): Promise<void> {
  const team = tables<TeamTables>(tx)
  await team
    .updateTable('invitations')
    .set({ revoked_at: row.now })
    .where('email', '=', row.email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
  await team
    .insertInto('invitations')
    .values({
      id: row.id,
      email: row.email,
      role: row.role,
      token_hash: row.tokenHash,
      invited_by: row.invitedBy,
      expires_at: row.expiresAt,
      created_at: row.now,
    })
    .execute()
}

export async function renewInvitation(
  tx: Tx,
  id: string,
  link: { tokenHash: string; expiresAt: Date },
): Promise<void> {
  await tables<TeamTables>(tx)
    .updateTable('invitations')
    .set({ token_hash: link.tokenHash, expires_at: link.expiresAt })
    .where('id', '=', id)
    .execute()
}

export async function closeInvitation(
  tx: Tx,
  id: string,
  how: { acceptedAt: Date } | { revokedAt: Date },
): Promise<void> {
  await tables<TeamTables>(tx)
    .updateTable('invitations')
    .set('acceptedAt' in how ? { accepted_at: how.acceptedAt } : { revoked_at: how.revokedAt })
    .where('id', '=', id)
    .execute()
}

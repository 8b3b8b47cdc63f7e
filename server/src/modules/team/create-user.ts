/** Making a person who works here, with a password; the one way for first run, invitations and the command line. */
import type { Language, Role } from '@vefa/contract'
import { hashPassword } from 'better-auth/crypto'

import type { App } from '#/platform/app.ts'
import type { Tx } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'

import { refuse } from './errors.ts'
import { insertUser } from './store-members.ts'

export type NewUser = { email: string; name: string; role: Role; language: Language; passwordHash: string }

export { hashPassword }

/**
 * Answers with the id. The password is hashed (scrypt) before the transaction begins, since that takes long.
 * @throws `email_taken`
 */
export async function createUser(app: Pick<App, 'clock'> & { db: Tx }, user: NewUser): Promise<string> {
  const now = app.clock.now()
  const id = newId(now)
  const email = user.email.toLowerCase()
  const made = await insertUser(app.db, { ...user, id, email, accountId: newId(now), now })
  if (!made) throw refuse('email_taken')
  return id
}

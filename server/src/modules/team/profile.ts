/** What a person changes about their own account, apart from the second factor. */
import type { Language } from '@vefa/contract'

import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { audit } from './audit.ts'
import { askAuth, type Caller, headersFor, type TeamApp } from './auth-call.ts'
import { refuse } from './errors.ts'
import { attempt, forgive, limits } from './limits.ts'
import { personId } from './person.ts'
import { selectPerson, updatePerson } from './store-members.ts'
import { selectSessions } from './store-sessions.ts'

export type ProfileChange = {
  name?: string | undefined
  language?: Language | undefined
  theme?: 'light' | 'dark' | 'system' | undefined
}

export async function updateProfile(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  change: ProfileChange,
): Promise<void> {
  const id = personId(actor)
  await inTransaction(app.db, async (tx) => {
    const person = await selectPerson(tx, id)
    if (!person) throw refuse('member_not_found')
    const before = { name: person.name, language: person.language, theme: person.theme }
    const after = {
      name: change.name ?? before.name,
      language: change.language ?? before.language,
      theme: change.theme ?? before.theme,
    }
    await updatePerson(tx, id, { ...after, now: app.clock.now() })
    await audit({ ...app, db: tx }, actor, {
      action: 'user.update',
      subject: { kind: 'user', id },
      before,
      after,
    })
  })
}

/**
 * A new password; every other session ends, this one goes on under a new cookie.
 * @throws `password_wrong`, `too_many_attempts`
 */
export async function changePassword(
  app: TeamApp,
  who: { actor: Actor; caller: Caller },
  input: { current: string; next: string },
): Promise<Headers> {
  const id = personId(who.actor)
  await attempt(app, limits.password, id)
  const { headers } = await askAuth(
    app.auth.api.changePassword({
      body: { currentPassword: input.current, newPassword: input.next, revokeOtherSessions: true },
      headers: headersFor(who.caller),
      returnHeaders: true,
    }),
  )
  await forgive(app, limits.password, id)
  await audit(app, who.actor, { action: 'password.change', subject: { kind: 'user', id } })
  return headers
}

export type OwnSession = {
  id: string
  current: boolean
  ip: string | null
  userAgent: string | null
  createdAt: string
  seenAt: string
}

export async function listSessions(app: TeamApp, actor: Actor, caller: Caller): Promise<OwnSession[]> {
  const current = await app.auth.api.getSession({
    headers: headersFor(caller),
    query: { disableRefresh: true },
  })
  const rows = await selectSessions(app.db, personId(actor), app.clock.now())
  return rows.map((row) => ({
    id: row.id,
    current: row.token === current?.session.token,
    ip: row.ip,
    userAgent: row.userAgent,
    createdAt: row.createdAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
  }))
}

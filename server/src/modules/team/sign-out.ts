/** Ending sessions: this one, all of a person, one of them. */
import type { Actor } from '#/platform/actor.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { askAuth, type Caller, headersFor, type TeamApp } from './auth-call.ts'
import { audit } from './audit.ts'
import { refuse } from './errors.ts'
import { personId } from './person.ts'
import { deleteSession, deleteSessions } from './store-sessions.ts'

/** Ends the session of this request; the answer clears its cookie. */
export async function signOut(app: TeamApp, caller: Caller): Promise<Headers> {
  const { headers } = await askAuth(
    app.auth.api.signOut({ headers: headersFor(caller), returnHeaders: true }),
  )
  return headers
}

/** Ends every session of the person who asks, this one too. */
export async function signOutEverywhere(app: TeamApp, actor: Actor, caller: Caller): Promise<Headers> {
  const id = personId(actor)
  await inTransaction(app.db, async (tx) => {
    const ended = await deleteSessions(tx, id)
    await audit({ ...app, db: tx }, actor, {
      action: 'session.end-all',
      subject: { kind: 'user', id },
      after: { ended },
    })
  })
  return signOut(app, caller)
}

/** @throws `session_not_found` when it is not one of the person's own */
export async function endSession(app: TeamApp, actor: Actor, id: string): Promise<void> {
  const person = personId(actor)
  await inTransaction(app.db, async (tx) => {
    if (!(await deleteSession(tx, person, id))) throw refuse('session_not_found')
    await audit({ ...app, db: tx }, actor, { action: 'session.end', subject: { kind: 'session', id } })
  })
}

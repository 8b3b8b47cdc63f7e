/** What the console must know before it shows anything: who is here, which shop, whether it is the first run. */
import { type Right, rightsOfRole } from '@vefa/contract'

import type { Actor } from '#/platform/actor.ts'

import { askAuth, type Caller, headersFor, type TeamApp } from './auth-call.ts'
import { findShop, type Shop } from './shop.ts'
import { type PersonRow, selectPerson, someUserExists } from './store-members.ts'

export type SessionState = {
  user: (PersonRow & { rights: Right[] }) | null
  shop: Pick<Shop, 'name' | 'currency' | 'timeZone' | 'language'> | null
  firstRun: boolean
  demo: boolean
}

/** Also lengthens the session of a person who comes back; `cookies` then carries it on. */
export async function getSession(
  app: TeamApp,
  actor: Actor,
  caller: Caller,
): Promise<{ state: SessionState; cookies: Headers }> {
  const [user, shop, peopled, cookies] = await Promise.all([
    findPerson(app, actor),
    findShop(app),
    someUserExists(app.db),
    actor.kind === 'user' ? lengthenSession(app, caller) : new Headers(),
  ])
  const { demo } = app.config
  return { state: { user, shop, firstRun: !peopled, demo }, cookies }
}

async function findPerson(app: TeamApp, actor: Actor): Promise<SessionState['user']> {
  if (actor.kind !== 'user' || actor.id === null) return null
  const person = await selectPerson(app.db, actor.id)
  return person ? { ...person, rights: [...rightsOfRole[person.role]] } : null
}

async function lengthenSession(app: TeamApp, caller: Caller): Promise<Headers> {
  const { headers } = await askAuth(
    app.auth.api.getSession({ headers: headersFor(caller), returnHeaders: true }),
  )
  return headers
}

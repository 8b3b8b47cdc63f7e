/** First run: the owner, the shop and its first store, all or nothing, and by one person only. */
import type { Language } from '@vefa/contract'

import { inTransaction } from '#/platform/db/index.ts'

import { actorOfPerson } from './actors.ts'
import { audit } from './audit.ts'
import type { Caller, TeamApp } from './auth-call.ts'
import { createUser, hashPassword } from './create-user.ts'
import { refuse } from './errors.ts'
import { attempt, limits, senderOf } from './limits.ts'
import { openShop } from './open-shop.ts'
import { checkPlace } from './place.ts'
import { signIn } from './sign-in.ts'
import { lockFirstOwner, someUserExists } from './store-members.ts'

export type FirstRun = {
  name: string
  email: string
  password: string
  shopName: string
  language: Language
  currency: string
  timeZone: string
}

/**
 * Makes the owner while nobody works here yet, and signs them in.
 * @throws `owner_exists` as soon as there is anybody
 */
export async function createOwner(app: TeamApp, caller: Caller, input: FirstRun): Promise<Headers> {
  checkPlace(input)
  await attempt(app, limits.signInByAddress, senderOf(caller.ip))
  if (await someUserExists(app.db)) throw refuse('owner_exists')
  const passwordHash = await hashPassword(input.password)
  await inTransaction(app.db, async (tx) => {
    await lockFirstOwner(tx)
    if (await someUserExists(tx)) throw refuse('owner_exists')
    const within = { ...app, db: tx }
    const id = await createUser(within, { ...input, role: 'owner', passwordHash })
    const actor = actorOfPerson({ ...input, id, role: 'owner' }, caller.ip)
    await audit(within, actor, {
      action: 'user.create',
      subject: { kind: 'user', id },
      after: { email: input.email.toLowerCase(), name: input.name, role: 'owner' },
    })
    const { language, currency, timeZone } = input
    await openShop(within, actor, { name: input.shopName, language, currency, timeZone })
  })
  const { cookies } = await signIn(app, caller, input)
  return cookies
}

/** First run: the owner, the shop and its first store, all or nothing, and by one person only. */
import type { Language } from '@vefa/contract'

import { systemActor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'

import { actorOfPerson } from './actors.ts'
import { audit } from './audit.ts'
import type { Caller, TeamApp } from './auth-call.ts'
import { createUser, hashPassword } from './create-user.ts'
import { refuse } from './errors.ts'
import { attempt, limits, senderOf } from './limits.ts'
import { checkPlace } from './place.ts'
import { addStore, findShop, listStores, saveShop } from './shop.ts'
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
    await openShop(within, { ...input, name: input.shopName })
  })
  const { cookies } = await signIn(app, caller, input)
  return cookies
}

/** Shop settings and a first store, unless they exist (a script or the sample shop may have made them). */
export async function openShop(
  app: Pick<App, 'clock'> & { db: Tx },
  shop: { name: string; language: Language; currency: string; timeZone: string },
): Promise<void> {
  const { name, language, currency, timeZone } = shop
  if (await findShop(app)) return
  const brand = { color: '#00727a', logoUrl: '', senderName: name, senderAddress: '', postalAddress: '' }
  await saveShop(app, { name, language, currency, timeZone, brand })
  if ((await listStores(app)).length > 0) return
  const id = await addStore(app, { name, kind: 'web', url: null, currency, timeZone })
  await audit(app, systemActor('first run'), {
    action: 'store.add',
    subject: { kind: 'store', id },
    after: { name, kind: 'web', currency, timeZone },
  })
}

/** Adding a person by script: with a password at once, and with a shop where there is none yet, so that no console is needed. */
import type { Language, Role } from '@vefa/contract'

import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { audit } from './audit.ts'
import { createUser, hashPassword } from './create-user.ts'
import { openShop, type ShopStart } from './open-shop.ts'
import { checkPlace } from './place.ts'
import { lockFirstOwner } from './store-members.ts'

/** Answers with the id. @throws `email_taken`, `currency_unknown`, `time_zone_unknown` */
export async function addMember(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  input: { email: string; name: string; role: Role; language: Language; password: string; shop: ShopStart },
): Promise<string> {
  checkPlace(input.shop)
  const passwordHash = await hashPassword(input.password)
  return inTransaction(app.db, async (tx) => {
    const within = { ...app, db: tx }
    await lockFirstOwner(tx)
    const { email, name, role, language } = input
    const id = await createUser(within, { email, name, role, language, passwordHash })
    await audit(within, actor, {
      action: 'user.create',
      subject: { kind: 'user', id },
      after: { email: email.toLowerCase(), name, role },
    })
    await openShop(within, actor, input.shop)
    return id
  })
}

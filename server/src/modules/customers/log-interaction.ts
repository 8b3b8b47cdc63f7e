/** Writes down what happened with a customer away from the shop's site. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'
import { audit, findShop } from '#/modules/team/index.ts'

import { noticeInteraction } from './notices.ts'
import { standing } from './standing.ts'

export type InteractionInput = {
  id: number
  kind: 'call' | 'visit' | 'receipt' | 'event'
  /** ISO 8601. */
  at: string
  text: string
  /** Decimal text in the shop's currency. */
  value?: string | undefined
}

/** Told as a notice, because the history stands above this room. */
export async function logInteraction(
  app: Pick<App, 'db' | 'clock' | 'notices'>,
  actor: Actor,
  input: InteractionInput,
): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const customerId = await standing(tx, input.id)
    const shop = await findShop({ db: tx })
    const interaction = {
      id: newId(app.clock.now()),
      customerId,
      interaction: input.kind,
      at: input.at,
      text: input.text,
      value: input.value ?? null,
      currency: shop?.currency ?? 'TRY',
      actorName: actor.name,
    }
    await app.notices.publish(tx, noticeInteraction, [interaction])
    await audit({ ...app, db: tx }, actor, {
      action: 'customer.log-interaction',
      subject: { kind: 'customer', id: customerId },
      after: input,
    })
  })
}

/** Blocking an address and lifting the block, by a person. */
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { normaliseEmail } from '#/platform/text/identifiers.ts'

import { refuse } from './errors.ts'
import { deleteSuppression, insertSuppression } from './store-suppressions.ts'

export async function addSuppression(
  app: App,
  actor: Actor,
  input: { address: string; reason: string },
): Promise<void> {
  const address = addressOf(input.address)
  await inTransaction(app.db, async (tx) => {
    const at = app.clock.now()
    const added = await insertSuppression(tx, {
      channel: 'email',
      address,
      reason: input.reason,
      source: actor.name,
      at,
    })
    if (!added) return
    const subject = { kind: 'suppression', id: address }
    await audit({ ...app, db: tx }, actor, {
      action: 'suppression.create',
      subject,
      after: { reason: input.reason },
    })
  })
}

export async function removeSuppression(app: App, actor: Actor, input: { address: string }): Promise<void> {
  const address = addressOf(input.address)
  await inTransaction(app.db, async (tx) => {
    const before = await deleteSuppression(tx, 'email', address)
    if (!before) throw refuse('suppression_not_found', { address })
    await audit({ ...app, db: tx }, actor, {
      action: 'suppression.remove',
      subject: { kind: 'suppression', id: address },
      before,
    })
  })
}

function addressOf(raw: string): string {
  const normal = normaliseEmail(raw)
  return normal.ok ? normal.email : raw
}

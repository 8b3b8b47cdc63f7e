/** Freezes the audience of a launched campaign and fills its sending: all of it in one transaction, or none. */
import { openSending, permissionsOf, sendMessages } from '#/modules/delivery/index.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { tellLive } from '#/platform/live/index.ts'

import { audienceSource } from './audiences.ts'
import { isHeldOut, undoUntil } from './campaign.ts'
import { type FrozenPerson, insertAudience } from './store-audience.ts'
import { type Campaign, lockCampaign, setState } from './store.ts'

/** Doing it again changes nothing; a campaign whose launch was undone meanwhile is left alone. */
export async function prepareCampaign(app: App, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const inside = { ...app, db: tx as App['db'] }
    const campaign = await lockCampaign(tx, id)
    if (campaign?.state !== 'preparing' || !campaign.launchedAt || !campaign.templateVersionId) return
    await openSending(inside, {
      id,
      reason: { kind: 'campaign', id },
      templateVersionId: campaign.templateVersionId,
      purpose: 'marketing',
      tracked: campaign.tracked,
    })
    const dueAt = undoUntil(campaign.launchedAt)
    let written = 0
    for await (const ids of audienceSource(campaign.audience).pages(inside)) {
      const people = await freeze(inside, campaign, ids)
      const customerIds = people
        .filter((person) => person.blocked === '' && !person.heldOut)
        .map((person) => person.customerId)
      await sendMessages(inside, { sendingId: id, customerIds, dueAt })
      written += customerIds.length
    }
    const at = app.clock.now()
    await setState(tx, id, written > 0 ? { state: 'sending', at } : { state: 'sent', at, finishedAt: at })
    await tellLive(tx, { topic: `campaigns:${id}` })
  })
}

/** Only people who would have been written to can be held out; otherwise the two sides could not be compared. */
async function freeze(app: App, campaign: Campaign, ids: readonly number[]): Promise<FrozenPerson[]> {
  const permissions = await permissionsOf(app, ids, 'marketing')
  const people = ids.map((customerId) => {
    const blocked = permissions.get(customerId)?.reason ?? ''
    return {
      customerId,
      blocked,
      heldOut: blocked === '' && isHeldOut(campaign.id, customerId, campaign.holdOut),
    }
  })
  // Unknown ids of a list typed by hand have no row a frozen audience could point at.
  await insertAudience(
    app.db,
    campaign.id,
    people.filter((person) => person.blocked !== 'erased'),
  )
  return people
}

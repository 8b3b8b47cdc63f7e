/** Launching a campaign and taking the launch back: what is sent and to whom stands from this moment. */
import { z } from 'zod'

import { checkLetter, createTemplate, letterShop } from '#/modules/content/index.ts'
import { removeSending } from '#/modules/delivery/index.ts'
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { tellLive } from '#/platform/live/index.ts'
import type { NoticeKind } from '#/platform/notices/index.ts'

import { mayBecome, undoUntil } from './campaign.ts'
import { refuse } from './errors.ts'
import { deleteAudience } from './store-audience.ts'
import { type Campaign, lockCampaign, setState } from './store.ts'

/** Heard by this room itself, in a worker: a crash in between loses nothing. */
export const noticeLaunched: NoticeKind<{ campaignId: string }> = {
  kind: 'campaigns.launched',
  payload: z.object({ campaignId: z.uuid() }),
}

/** Returns until when it can be undone. Refuses a letter that is not fit to be sent. */
export async function launchCampaign(app: App, actor: Actor, id: string): Promise<Date> {
  return inTransaction(app.db, async (tx) => {
    const inside = { ...app, db: tx as App['db'] }
    const campaign = await lockCampaign(tx, id)
    if (!campaign) throw refuse('campaign_not_found', { id })
    if (campaign.state !== 'draft') throw refuse('campaign_not_draft', { state: campaign.state })
    await refuseUnfit(inside, campaign)
    const { name, letter } = campaign
    const { versionId } = await createTemplate(inside, actor, { name, purpose: 'marketing', letter })
    const at = app.clock.now()
    await setState(tx, id, {
      state: 'preparing',
      at,
      launchedAt: at,
      launchedBy: actor.name,
      templateVersionId: versionId,
    })
    await app.notices.publish(tx, noticeLaunched, [{ campaignId: id }])
    const { audience, holdOut } = campaign
    await audit(inside, actor, {
      action: 'campaign.launch',
      subject: { kind: 'campaign', id },
      after: { audience, holdOut, versionId },
    })
    await tellLive(tx, { topic: `campaigns:${id}` })
    return undoUntil(at)
  })
}

async function refuseUnfit(app: App, campaign: Campaign): Promise<void> {
  const { brand } = await letterShop(app)
  const { postalAddress, senderAddress } = brand
  const checks = checkLetter({ letter: campaign.letter, purpose: 'marketing', postalAddress, senderAddress })
  const error = checks.find((check) => check.level === 'error')
  if (error) throw refuse('campaign_letter', { check: error.code, detail: error.detail })
}

/** Back to a draft, as if never launched; refuses `undo_too_late` after ten seconds. */
export async function undoLaunch(app: App, actor: Actor, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const campaign = await lockCampaign(tx, id)
    if (!campaign) throw refuse('campaign_not_found', { id })
    const at = app.clock.now()
    const late = !campaign.launchedAt || at.getTime() >= undoUntil(campaign.launchedAt).getTime()
    if (late || !mayBecome(campaign.state, 'draft')) throw refuse('undo_too_late', { state: campaign.state })
    if (campaign.state === 'sending' && !(await removeSending({ db: tx }, id))) {
      throw refuse('undo_too_late', { state: campaign.state })
    }
    await deleteAudience(tx, id)
    await setState(tx, id, {
      state: 'draft',
      at,
      launchedAt: null,
      launchedBy: null,
      templateVersionId: null,
    })
    await audit({ ...app, db: tx }, actor, { action: 'campaign.undo', subject: { kind: 'campaign', id } })
    await tellLive(tx, { topic: `campaigns:${id}` })
  })
}

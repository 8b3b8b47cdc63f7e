/** Pausing, resuming and cancelling a campaign under way, and its end. */
import type { CampaignState } from '@vefa/contract'

import { cancelSending, pauseSending, resumeSending } from '#/modules/delivery/index.ts'
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { tellLive } from '#/platform/live/index.ts'

import { mayBecome } from './campaign.ts'
import { refuse } from './errors.ts'
import { lockCampaign, setState } from './store.ts'

type Steering = { to: CampaignState; action: string; steer(app: App, id: string): Promise<boolean> }

export async function pauseCampaign(app: App, actor: Actor, id: string): Promise<void> {
  await steer(app, actor, { id, to: 'paused', action: 'campaign.pause', steer: pauseSending })
}

export async function resumeCampaign(app: App, actor: Actor, id: string): Promise<void> {
  await steer(app, actor, { id, to: 'sending', action: 'campaign.resume', steer: resumeSending })
}

export async function cancelCampaign(app: App, actor: Actor, id: string): Promise<void> {
  await steer(app, actor, { id, to: 'cancelled', action: 'campaign.cancel', steer: cancelSending })
}

async function steer(app: App, actor: Actor, given: Steering & { id: string }): Promise<void> {
  const { id, to } = given
  await inTransaction(app.db, async (tx) => {
    const inside = { ...app, db: tx as App['db'] }
    const campaign = await lockCampaign(tx, id)
    if (!campaign) throw refuse('campaign_not_found', { id })
    const { state } = campaign
    const steered = mayBecome(state, to) && state !== 'preparing' && (await given.steer(inside, id))
    if (!steered) throw refuse('campaign_state', { state, to })
    const at = app.clock.now()
    await setState(tx, id, { state: to, at, ...(to === 'cancelled' && { finishedAt: at }) })
    await audit(inside, actor, {
      action: given.action,
      subject: { kind: 'campaign', id },
      before: { state },
      after: { state: to },
    })
    await tellLive(tx, { topic: `campaigns:${id}` })
  })
}

/** Told by delivery when nothing of the campaign waits any more. */
export async function finishCampaign(app: App, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const campaign = await lockCampaign(tx, id)
    if (campaign?.state !== 'sending') return
    const at = app.clock.now()
    await setState(tx, id, { state: 'sent', at, finishedAt: at })
    await tellLive(tx, { topic: `campaigns:${id}` })
  })
}

/** Campaigns as people read them: the list, one whole, and what became of it. */
import type { CampaignState } from '@vefa/contract'

import type { App } from '#/platform/app.ts'
import { cutPage, readCursor } from '#/platform/cursor.ts'

import { undoUntil } from './campaign.ts'
import { campaignEffect } from './effect.ts'
import { refuse } from './errors.ts'
import { standingOf } from './progress.ts'
import { type Campaign, findCampaign, listCampaignRows } from './store.ts'

type ListInput = { cursor?: string | undefined; limit: number; state?: CampaignState | undefined }

export async function listCampaigns(app: App, input: ListInput) {
  const rows = await listCampaignRows(app.db, {
    after: readCursor(input.cursor),
    limit: input.limit + 1,
    state: input.state,
  })
  const { items, next } = cutPage(rows, {
    limit: input.limit,
    at: (row) => row.updatedAt,
    id: (row) => row.id,
  })
  return { next, items: await Promise.all(items.map((row) => summaryOf(app, row))) }
}

export async function getCampaign(app: App, id: string) {
  const campaign = await findCampaign(app.db, id)
  if (!campaign) throw refuse('campaign_not_found', { id })
  const { letter, tracked, launchedBy, launchedAt } = campaign
  const undoable =
    launchedAt && ['preparing', 'sending'].includes(campaign.state) ? undoUntil(launchedAt) : null
  return {
    ...(await summaryOf(app, campaign)),
    letter,
    tracked,
    launchedBy,
    undoUntil: undoable && undoable > app.clock.now() ? undoable.toISOString() : null,
  }
}

export async function campaignResults(app: App, id: string) {
  const campaign = await findCampaign(app.db, id)
  if (!campaign) throw refuse('campaign_not_found', { id })
  const [{ progress, counts }, effect] = await Promise.all([
    standingOf(app, id),
    campaignEffect(app, campaign),
  ])
  const { opened, clicked, unsubscribed, robotOpens, robotClicks, repeated } = counts
  return { progress, opened, clicked, unsubscribed, robotOpens, robotClicks, repeated, effect }
}

async function summaryOf(app: App, campaign: Campaign) {
  const { id, name, state, audience, letter, holdOut, createdBy } = campaign
  return {
    id,
    name,
    state,
    audience,
    holdOut,
    createdBy,
    subject: letter.subject,
    progress: state === 'draft' ? null : (await standingOf(app, id)).progress,
    updatedAt: campaign.updatedAt.toISOString(),
    launchedAt: campaign.launchedAt?.toISOString() ?? null,
    finishedAt: campaign.finishedAt?.toISOString() ?? null,
  }
}

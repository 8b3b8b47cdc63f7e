/** How many of an audience may be written to now, why the others may not, and who they are. */
import type { WhyNotReason } from '@vefa/contract'

import { permissionsOf } from '#/modules/delivery/index.ts'
import type { App } from '#/platform/app.ts'

import { audienceSource } from './audiences.ts'
import { refuse } from './errors.ts'
import { findCampaign } from './store.ts'

export type Estimate = {
  audience: number
  reachable: number
  blocked: { reason: WhyNotReason; count: number }[]
}

export async function estimateCampaign(app: App, id: string): Promise<Estimate> {
  const campaign = await findCampaign(app.db, id)
  if (!campaign) throw refuse('campaign_not_found', { id })
  const counts = new Map<WhyNotReason, number>()
  let audience = 0
  for await (const ids of audienceSource(campaign.audience).pages(app)) {
    audience += ids.length
    for (const { reason } of (await permissionsOf(app, ids, 'marketing')).values()) {
      if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1)
    }
  }
  const blocked = [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
  return { audience, reachable: audience - blocked.reduce((sum, { count }) => sum + count, 0), blocked }
}

/** The first people who may be written to (`reachable`), or who may not for the reason given. */
export async function listPeople(
  app: App,
  input: { id: string; reason: WhyNotReason | 'reachable'; limit: number },
): Promise<{ id: number; name: string; email: string }[]> {
  const campaign = await findCampaign(app.db, input.id)
  if (!campaign) throw refuse('campaign_not_found', { id: input.id })
  const wanted = input.reason === 'reachable' ? null : input.reason
  const people: { id: number; name: string; email: string }[] = []
  for await (const ids of audienceSource(campaign.audience).pages(app)) {
    for (const [id, { reason, name, address }] of await permissionsOf(app, ids, 'marketing')) {
      if (reason === wanted) people.push({ id, name, email: address })
    }
    if (people.length >= input.limit) break
  }
  return people.slice(0, input.limit)
}

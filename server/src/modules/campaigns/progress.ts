/** Where a campaign stands, in counts of people. */
import type { CampaignProgress } from '@vefa/contract'

import { countMessages, type SendingCounts } from '#/modules/delivery/index.ts'
import type { App } from '#/platform/app.ts'

import { type AudienceCounts, countAudience } from './store-audience.ts'

export type Standing = { progress: CampaignProgress; counts: SendingCounts }

export async function standingOf(app: Pick<App, 'db'>, campaignId: string): Promise<Standing> {
  const audience = await countAudience(app.db, campaignId)
  const counts = await countMessages(app.db, campaignId)
  return { progress: progressOf(audience, counts), counts }
}

export function progressOf(audience: AudienceCounts, { byState }: SendingCounts): CampaignProgress {
  const inState = (...states: string[]): number =>
    byState.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + row.count, 0)
  const skipped = { ...audience.blocked }
  for (const { state, reason, count } of byState) {
    if (state === 'skipped') skipped[reason] = (skipped[reason] ?? 0) + count
  }
  return {
    audience: audience.total,
    heldOut: audience.heldOut,
    waiting: inState('queued', 'claimed', 'sending'),
    sent: inState('sent'),
    failed: inState('failed'),
    skipped,
    cancelled: inState('cancelled'),
  }
}

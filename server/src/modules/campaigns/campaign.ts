/** What a campaign may become and who is left out to measure it: rules alone. */
import { createHash } from 'node:crypto'

import type { CampaignState } from '@vefa/contract'

/** A launch can be taken back for so long; nothing leaves before. Milliseconds. */
export const undoWindow = 10_000

const next: Record<CampaignState, readonly CampaignState[]> = {
  draft: ['preparing'],
  preparing: ['sending', 'draft'],
  sending: ['paused', 'sent', 'cancelled', 'draft'],
  paused: ['sending', 'cancelled'],
  sent: [],
  cancelled: [],
}

export function mayBecome(from: CampaignState, to: CampaignState): boolean {
  return next[from].includes(to)
}

export function undoUntil(launchedAt: Date): Date {
  return new Date(launchedAt.getTime() + undoWindow)
}

/** The same person of the same campaign always falls on the same side; `share` of all fall out. */
export function isHeldOut(campaignId: string, customerId: number, share: number): boolean {
  if (share <= 0) return false
  const hash = createHash('sha256').update(`${campaignId}:${customerId}`).digest()
  return hash.readUInt32BE(0) / 2 ** 32 < share
}

/** What this room tells the rooms above. */
import { z } from 'zod'

import type { NoticeKind } from '#/platform/notices/index.ts'

import { consentChannels, consentPurposes, consentStates } from './consent.ts'

export type Merged = { mergeId: string; winner: number; loser: number; undone: boolean }

/**
 * Rows of the loser count for the winner now; with `undone`, rows whose original customer is the loser go back.
 * Undoing a merge of someone who had others merged into them is told as several: back for each, then the inner
 * merges once more.
 */
export const noticeMerged: NoticeKind<Merged> = {
  kind: 'customers.merged',
  payload: z.object({ mergeId: z.string(), winner: z.number(), loser: z.number(), undone: z.boolean() }),
}

export const noticeConsent = {
  kind: 'customers.consent-changed',
  payload: z.object({
    customerId: z.number(),
    channel: z.enum(consentChannels),
    purpose: z.enum(consentPurposes),
    state: z.enum(consentStates),
  }),
} satisfies NoticeKind<unknown>

export type ConsentChanged = z.infer<typeof noticeConsent.payload>

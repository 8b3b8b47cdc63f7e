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

/** Figures of some customers changed; who wants to know which looks at their `figures_at`. */
export const noticeFigures: NoticeKind<Record<string, never>> = {
  kind: 'customers.figures-changed',
  payload: z.strictObject({}),
}

export type ConsentChanged = z.infer<typeof noticeConsent.payload>

/** Something that happened away from the shop's site, written down by a person; a room above puts it into the history. */
export const noticeInteraction = {
  kind: 'customers.interaction',
  payload: z.object({
    id: z.string(),
    customerId: z.number(),
    interaction: z.enum(['call', 'visit', 'receipt', 'event']),
    /** ISO 8601. */
    at: z.string(),
    text: z.string(),
    /** Decimal text and its currency, for a receipt. */
    value: z.string().nullable(),
    currency: z.string(),
    actorName: z.string(),
  }),
} satisfies NoticeKind<unknown>

export type Interaction = z.infer<typeof noticeInteraction.payload>

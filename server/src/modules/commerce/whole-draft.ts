/** A draft that leaves out what an order is made of, completed by what stands: pure. */
import type { LineDraft, OrderDraft } from './drafts.ts'

/** A draft whose lines are said. */
export type WholeDraft = OrderDraft & { lines: readonly LineDraft[] }

/** What an order is made of as it stands; its lines as a draft would say them. */
export type Contents = Required<
  Pick<OrderDraft, 'discount' | 'shipping' | 'tax' | 'total' | 'coupon' | 'channel' | 'country' | 'city'>
> & { lines: readonly LineDraft[] }

/**
 * A file of order heads says nothing of lines: those that stand stay, and with them whatever else it leaves out. Of an
 * order nobody has spoken of, nothing said is nothing.
 */
export function wholeDraft(draft: OrderDraft, standing: Contents | undefined): WholeDraft {
  if (draft.lines !== undefined) return { ...draft, lines: draft.lines }
  return standing === undefined ? { ...draft, lines: [] } : { ...standing, ...draft, lines: standing.lines }
}

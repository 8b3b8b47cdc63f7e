/** Keeps orders as live events tell them; the history holds these facts already, so none is recorded again. */
import { compareAmounts, subtractAmounts, ZERO } from '#/platform/money/money.ts'
import { AmountError } from '#/platform/money/units.ts'

import { openBooks } from './books.ts'
import { cancelOrders } from './cancel-orders.ts'
import type { OrderDraft, RefundDraft } from './drafts.ts'
import { orderTotals } from './order-totals.ts'
import { type LiveEvent, orderDraftOf, orderIdOf, refundAmountOf } from './read-event.ts'
import { inTurn, type Writing } from './in-turn.ts'
import { saveOrders } from './save-orders.ts'
import { saveRefunds } from './save-refunds.ts'
import { wholeDraft } from './whole-draft.ts'
import { keyOf, lockOrders, type StoredOrderRow } from './store.ts'

export const orderEventNames: ReadonlySet<string> = new Set([
  'Order Completed',
  'Order Updated',
  'Order Cancelled',
  'Order Refunded',
])
const quietly = { silent: true }

type Told = LiveEvent & { key: string }
type Standing = ReadonlyMap<string, StoredOrderRow>

/**
 * Completed and Updated bring the order's content, the newest by event time standing; Cancelled and Refunded add
 * their fact whatever came before. Events of one order are heard in the order of their times.
 */
export async function hearOrderEvents(app: Writing, events: readonly LiveEvent[]): Promise<void> {
  const told = events.flatMap((event): Told[] => {
    const externalId = orderIdOf(event)
    if (!orderEventNames.has(event.name) || externalId === '') return []
    return [{ ...event, key: keyOf({ storeId: event.storeId, externalId }) }]
  })
  if (told.length === 0) return
  await inTurn(app, async (within) => {
    for (const round of roundsOf(told)) await hearRound(within, round)
  })
}

/** The first events of all orders, then the second ones, so that each round is a handful of statements. */
function roundsOf(told: readonly Told[]): Told[][] {
  const rounds: Told[][] = []
  const counts = new Map<string, number>()
  for (const event of [...told].sort(byTime)) {
    const round = counts.get(event.key) ?? 0
    counts.set(event.key, round + 1)
    ;(rounds[round] ??= []).push(event)
  }
  return rounds
}

function byTime(a: LiveEvent, b: LiveEvent): number {
  return a.time.getTime() - b.time.getTime() || (a.messageId < b.messageId ? -1 : 1)
}

async function hearRound(app: Writing, told: readonly Told[]): Promise<void> {
  const books = await openBooks(app)
  const events = told.filter((event) => books.knows(event.storeId))
  const standing = await lockOrders(
    app.db,
    events.map((event) => ({ storeId: event.storeId, externalId: orderIdOf(event) })),
  )
  const draftOf = (event: Told): OrderDraft =>
    orderDraftOf(event, { currency: books.currencyOf(event.storeId) })
  const contents = events.flatMap((event) => contentOf(draftOf(event), event, standing) ?? [])
  const payable = contents.filter(isPayable)
  await saveOrders(app, payable, quietly)
  const cancelled = events.filter((event) => event.name === 'Order Cancelled')
  await cancelOrders(
    app,
    cancelled.flatMap((event) => {
      const id = standing.get(event.key)?.id
      return id === undefined ? [] : [{ id, at: event.time }]
    }),
    quietly,
  )
  const refunded = events.filter((event) => event.name === 'Order Refunded')
  const refunds = refunded.flatMap((event) => refundOf(event, draftOf(event), standing.get(event.key)) ?? [])
  await saveRefunds(app, refunds, quietly)
}

/** Senders send anything; one order no money can pay must not hold up the others. */
function isPayable(draft: OrderDraft): boolean {
  try {
    orderTotals(wholeDraft(draft, undefined))
    return true
  } catch (error) {
    if (error instanceof AmountError) return false
    throw error
  }
}

/** What the event makes of the order's content; undefined when it says nothing of it. */
function contentOf(draft: OrderDraft, event: Told, standing: Standing): OrderDraft | undefined {
  const stored = standing.get(event.key)
  if (event.name === 'Order Refunded') return undefined
  if (event.name === 'Order Cancelled') {
    // An order first heard of by its end: undated, so that its beginning may still come and say what was in it.
    const { knownAt: _knownAt, ...undated } = draft
    return stored ? undefined : { ...undated, status: 'cancelled', cancelledAt: event.time }
  }
  if (!stored) return draft
  const unsaid = stored.source === 'event' && stored.knownAt === null
  if (!draft.lines?.length && !unsaid) return undefined
  if (stored.source !== 'event' && event.name === 'Order Completed') return undefined
  return keepPlace(draft, stored)
}

/** The moment of buying is the earliest one heard; a file's or a script's own is not moved. */
function keepPlace(draft: OrderDraft, stored: StoredOrderRow): OrderDraft {
  const earlier = stored.source !== 'event' || stored.placedAt < draft.placedAt
  return { ...draft, placedAt: earlier ? stored.placedAt : draft.placedAt }
}

/** Without an amount the whole of what is left is meant, which only a known order can tell. */
function refundOf(
  event: Told,
  draft: OrderDraft,
  stored: StoredOrderRow | undefined,
): RefundDraft | undefined {
  const amount = refundAmountOf(event) ?? (stored && subtractAmounts(stored.total, stored.refunded))
  if (amount === undefined || compareAmounts(amount, ZERO) <= 0) return undefined
  return {
    storeId: event.storeId,
    externalId: `event:${event.messageId}`,
    orderExternalId: draft.externalId,
    customerId: draft.customerId,
    currency: stored?.currency ?? draft.currency,
    amount,
    at: event.time,
    source: 'event',
  }
}

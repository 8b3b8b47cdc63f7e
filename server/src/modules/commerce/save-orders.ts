/** Takes in whole orders, any number at once: new ones, changed ones, and those that say nothing new. */
import { standsFor } from '#/modules/customers/index.ts'
import { type HistoryEvent, recordEvents } from '#/modules/history/index.ts'

import { type Books, openBooks } from './books.ts'
import type { OrderDraft, SaveReport } from './drafts.ts'
import { inTurn, type Writing } from './in-turn.ts'
import { knowProducts, linesOf } from './order-lines.ts'
import { orderEvents, refundEvent } from './order-events.ts'
import { nextOrder, type OrderState } from './order-state.ts'
import { refreshFigures } from './refresh-figures.ts'
import { saysSame } from './refund-rules.ts'
import {
  insertLines,
  insertOrders,
  keyOf,
  lockOrders,
  removeLines,
  replacePayments,
  type StoredOrderRow,
  updateOrders,
} from './store.ts'
import { contentsOfOrders } from './store-order-contents.ts'
import { linkRefunds, type RefundRow, refundsOfOrders, upsertRefunds } from './store-refunds.ts'
import { type Contents, type WholeDraft, wholeDraft } from './whole-draft.ts'

/** `silent`: the history already holds the fact (a live event); nothing is recorded there. */
export type SaveOptions = { silent?: boolean }

type Change = { draft: WholeDraft; order: OrderState; stored: StoredOrderRow | undefined }

/**
 * Saves whole orders with lines, payments and refunds, in the caller's transaction or one of its own. The same
 * (storeId, externalId) is the same order; of a key given twice the last draft counts. A draft that was taken in
 * before, or that is older than what stands, changes and records nothing. Writers take turns, so that callers should
 * keep their transaction short, and resolve customers in a transaction before, not in the same one.
 *
 * @throws {AmountError} for an amount that is no decimal or too large; nothing of the call is kept then
 */
export async function saveOrders(
  app: Writing,
  drafts: readonly OrderDraft[],
  options: SaveOptions = {},
): Promise<SaveReport> {
  const orders = [...new Map(drafts.map((draft) => [keyOf(draft), draft])).values()]
  if (orders.length === 0) return { created: 0, updated: 0, unchanged: 0 }
  return inTurn(app, (within) => saveInTurn(within, orders, options))
}

async function saveInTurn(
  app: Writing,
  drafts: readonly OrderDraft[],
  options: SaveOptions,
): Promise<SaveReport> {
  const books = await openBooks(app)
  const stored = await lockOrders(app.db, drafts)
  const standing = await refundsOfOrders(app.db, drafts)
  const refunds = knownRefunds(standing, drafts, books)
  const contents = await contentsOf(app, drafts, stored)
  const stands = await standsFor(app, [...new Set(drafts.flatMap((draft) => draft.customerId ?? []))])
  const changes = drafts.flatMap((draft): Change[] => {
    const before = stored.get(keyOf(draft))
    const order = nextOrder(draft, {
      stored: before,
      contents: before && contents.get(before.id),
      refunds: refunds.get(keyOf(draft)) ?? [],
      standsFor: (id) => stands.get(id) ?? id,
      dayOf: (moment) => books.dayOf(draft.storeId, moment),
      toReporting: books.toReporting,
    })
    const whole = wholeDraft(draft, before && contents.get(before.id))
    return order === null ? [] : [{ draft: whole, order, stored: before }]
  })
  if (changes.length > 0) {
    const before = new Map(standing.map((refund) => [keyOf(refund), refund]))
    await applyChanges(app, changes, { books, options, standing: before })
  }
  const created = changes.filter((change) => change.stored === undefined).length
  return { created, updated: changes.length - created, unchanged: drafts.length - changes.length }
}

/** Asked only for known orders whose drafts say nothing of their lines. */
async function contentsOf(
  app: Writing,
  drafts: readonly OrderDraft[],
  stored: ReadonlyMap<string, StoredOrderRow>,
): Promise<Map<string, Contents>> {
  const heads = drafts.filter((draft) => draft.lines === undefined)
  return contentsOfOrders(
    app.db,
    heads.flatMap((draft) => stored.get(keyOf(draft))?.id ?? []),
  )
}

type Applying = { books: Books; options: SaveOptions; standing: ReadonlyMap<string, RefundRow> }

async function applyChanges(app: Writing, changes: readonly Change[], given: Applying): Promise<void> {
  const now = app.clock.now()
  const ids = await writeOrders(app, changes, now)
  const idOf = (order: OrderState): string => ids.get(keyOf(order)) ?? ''
  const catalogue = await knowProducts(
    app,
    changes.map((change) => change.draft),
  )
  const existing = changes.flatMap((change) => change.stored?.id ?? [])
  await removeLines(app.db, existing)
  for (const change of changes) catalogue.describe(change.order)
  await insertLines(
    app.db,
    changes.flatMap(({ order }) => linesOf(order, idOf(order), catalogue)),
  )
  await writePayments(app, changes, idOf)
  const refunds = newRefunds(changes, given, idOf)
  const news = refunds.filter((refund) => !saysSame(refund, given.standing.get(keyOf(refund))))
  await upsertRefunds(app.db, refunds)
  await linkRefunds(app.db, [...ids.values()])
  if (!given.options.silent) {
    await recordEvents(app, [...eventsOf(changes, now), ...news.map(refundEvent)])
  }
  await refreshFigures(
    app,
    changes.flatMap(({ order, stored }) => [order.customerId, stored?.customerId ?? null]),
  )
}

async function writeOrders(
  app: Writing,
  changes: readonly Change[],
  now: Date,
): Promise<Map<string, string>> {
  const fresh = changes.flatMap(({ order, stored }) => (stored ? [] : [order]))
  const changed = changes.flatMap(({ order, stored }) => (stored ? [{ ...order, id: stored.id }] : []))
  const ids = await insertOrders(app.db, fresh, now)
  await updateOrders(app.db, changed, now)
  for (const order of changed) ids.set(keyOf(order), order.id)
  return ids
}

async function writePayments(
  app: Writing,
  changes: readonly Change[],
  idOf: (order: OrderState) => string,
): Promise<void> {
  const told = changes.filter(({ draft, stored }) => draft.payments && (stored || draft.payments.length > 0))
  await replacePayments(
    app.db,
    told.map(({ order }) => idOf(order)),
    told.flatMap(({ draft, order }) =>
      (draft.payments ?? []).map((payment) => ({ ...payment, orderId: idOf(order) })),
    ),
  )
}

/** Every refund of each order by the order's key: those that stand, corrected and added to by the drafts. */
function knownRefunds(
  standing: readonly RefundRow[],
  drafts: readonly OrderDraft[],
  books: Books,
): Map<string, RefundRow[]> {
  const byKey = new Map<string, Map<string, RefundRow>>()
  const note = (refund: RefundRow): void => {
    const key = keyOf({ storeId: refund.storeId, externalId: refund.orderExternalId })
    byKey.set(key, (byKey.get(key) ?? new Map()).set(refund.externalId, refund))
  }
  for (const refund of standing) note(refund)
  for (const draft of drafts) for (const refund of draftRefunds(draft, books)) note(refund)
  return new Map([...byKey].map(([key, refunds]) => [key, [...refunds.values()]]))
}

function draftRefunds(draft: OrderDraft, books: Books): RefundRow[] {
  return (draft.refunds ?? []).map((refund) => ({
    storeId: draft.storeId,
    externalId: refund.externalId,
    orderExternalId: draft.externalId,
    orderId: null,
    customerId: draft.customerId,
    currency: draft.currency,
    amount: refund.amount,
    reportingAmount: books.toReporting(refund.amount, draft.currency, books.dayOf(draft.storeId, refund.at)),
    kind: refund.kind ?? 'refund',
    reason: refund.reason ?? '',
    lines: refund.lines ?? [],
    at: refund.at,
    source: draft.source,
  }))
}

function newRefunds(
  changes: readonly Change[],
  given: Applying,
  idOf: (order: OrderState) => string,
): RefundRow[] {
  return changes.flatMap(({ draft, order }) =>
    draftRefunds(draft, given.books).map((refund) => ({
      ...refund,
      orderId: idOf(order),
      customerId: order.customerId,
    })),
  )
}

/** A changed order is told as of when its source knew it. */
function eventsOf(changes: readonly Change[], now: Date): HistoryEvent[] {
  return changes.flatMap(({ draft, order, stored }) => orderEvents(stored, order, draft.knownAt ?? now))
}

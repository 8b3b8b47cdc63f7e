/** Takes in refunds by themselves, also those whose order is unknown or comes later. */
import { recordEvents } from '#/modules/history/index.ts'
import { sumAmounts } from '#/platform/money/money.ts'

import { openBooks } from './books.ts'
import type { RefundDraft, SaveReport } from './drafts.ts'
import { refundEvent } from './order-events.ts'
import { saysSame } from './refund-rules.ts'
import { refreshFigures } from './refresh-figures.ts'
import { inTurn, type Writing } from './in-turn.ts'
import type { SaveOptions } from './save-orders.ts'
import { keyOf, lockOrders, type StoredOrderRow } from './store.ts'
import { countRefunds, findRefunds, type RefundRow, upsertRefunds } from './store-refunds.ts'

/**
 * Saves refunds; the same (storeId, externalId) is the same refund, and one that says nothing new changes and records
 * nothing. The orders they name are counted anew.
 */
export async function saveRefunds(
  app: Writing,
  drafts: readonly RefundDraft[],
  options: SaveOptions = {},
): Promise<SaveReport> {
  const refunds = [...new Map(drafts.map((draft) => [keyOf(draft), draft])).values()]
  if (refunds.length === 0) return { created: 0, updated: 0, unchanged: 0 }
  return inTurn(app, (within) => saveInTurn(within, refunds, options))
}

async function saveInTurn(
  app: Writing,
  drafts: readonly RefundDraft[],
  options: SaveOptions,
): Promise<SaveReport> {
  const rows = await refundRows(app, drafts)
  const stored = new Map((await findRefunds(app.db, drafts)).map((refund) => [keyOf(refund), refund]))
  const changed = rows.filter((row) => !saysSame(row, stored.get(keyOf(row))))
  await upsertRefunds(app.db, changed)
  const orderIds = changed.flatMap((row) => [row.orderId, stored.get(keyOf(row))?.orderId ?? null])
  await countRefunds(app.db, [...new Set(orderIds.filter((id) => id !== null))], app.clock.now())
  if (!options.silent) await recordEvents(app, changed.map(refundEvent))
  await refreshFigures(
    app,
    changed.map((row) => row.customerId),
  )
  const created = changed.filter((row) => !stored.has(keyOf(row))).length
  return { created, updated: changed.length - created, unchanged: rows.length - changed.length }
}

async function refundRows(app: Writing, drafts: readonly RefundDraft[]): Promise<RefundRow[]> {
  const books = await openBooks(app)
  const orders = await lockOrders(
    app.db,
    drafts.flatMap(({ storeId, orderExternalId }) =>
      orderExternalId ? [{ storeId, externalId: orderExternalId }] : [],
    ),
  )
  return drafts.map((draft) => {
    const order = orderOf(draft, orders)
    return {
      storeId: draft.storeId,
      externalId: draft.externalId,
      orderExternalId: draft.orderExternalId ?? '',
      orderId: order?.id ?? null,
      customerId: draft.customerId ?? order?.customerId ?? null,
      currency: draft.currency,
      amount: sumAmounts([draft.amount]),
      reportingAmount: books.toReporting(draft.amount, draft.currency, books.dayOf(draft.storeId, draft.at)),
      kind: draft.kind ?? 'refund',
      reason: draft.reason ?? '',
      lines: draft.lines ?? [],
      at: draft.at,
      source: draft.source,
    }
  })
}

function orderOf(
  draft: RefundDraft,
  orders: ReadonlyMap<string, StoredOrderRow>,
): StoredOrderRow | undefined {
  if (!draft.orderExternalId) return undefined
  return orders.get(keyOf({ storeId: draft.storeId, externalId: draft.orderExternalId }))
}

/** When a rate becomes known, what came before it is put into the reporting currency, and the history is told once. */
import { recordEvents } from '#/modules/history/index.ts'
import { noticeRateSet, ratesFor } from '#/modules/team/index.ts'
import { AmountError } from '#/platform/money/units.ts'

import { type Books, openBooks } from './books.ts'
import { inTurn, type Writing } from './in-turn.ts'
import { refundValuedEvent, valuedEvent } from './order-events.ts'
import { refreshFigures } from './refresh-figures.ts'
import { countRefunds } from './store-refunds.ts'
import {
  eventLinesOf,
  setOrderValues,
  setRefundValues,
  unvaluedOrders,
  type UnvaluedOrder,
  type UnvaluedRefund,
  unvaluedRefunds,
} from './store-unvalued.ts'

/** Rows of a batch: writers of orders wait no longer than one takes. */
const batchSize = 1_000

type Inside = Parameters<Parameters<typeof inTurn>[1]>[0]
type Batch = { books: Books; currency: string; firstDay: string }

/**
 * Values a batch of orders and a batch of refunds in this currency that have no amount in the reporting currency, and
 * leaves word where there may be more. What has an amount keeps it; a second time finds nothing.
 */
export async function valueAnew(app: Writing, currency: string): Promise<void> {
  await inTurn(app, async (within) => {
    const firstDay = (await ratesFor(within)).since(currency)
    if (firstDay === null) return
    const batch = { books: await openBooks(within), currency, firstDay }
    const orders = await valueOrders(within, batch)
    const refunds = await valueRefunds(within, batch)
    await refreshFigures(
      within,
      [...orders, ...refunds].map((row) => row.customerId),
    )
    const more = Math.max(orders.length, refunds.length) === batchSize
    if (more) await within.notices.publish(within.db, noticeRateSet, [{ currency }])
  })
}

async function valueOrders(app: Inside, { books, ...wanted }: Batch): Promise<UnvaluedOrder[]> {
  const found = await unvaluedOrders(app.db, { ...wanted, limit: batchSize })
  const valued = found.flatMap((order) => {
    const amount = valueOf(books, order.total, { currency: order.currency, day: order.placedOn })
    return amount === null ? [] : [{ ...order, reportingTotal: amount }]
  })
  const now = app.clock.now()
  await setOrderValues(
    app.db,
    valued.map(({ id, reportingTotal }) => ({ id, amount: reportingTotal })),
    now,
  )
  const ids = valued.map(({ id }) => id)
  const lines = Map.groupBy(await eventLinesOf(app.db, ids), (line) => line.orderId)
  const events = valued.map((order) => ({
    ...valuedEvent(order, now),
    lines: (lines.get(order.id) ?? []).map(({ orderId: _orderId, ...line }) => line),
  }))
  await recordEvents(app, events)
  return valued
}

async function valueRefunds(app: Inside, { books, ...wanted }: Batch): Promise<UnvaluedRefund[]> {
  const found = await unvaluedRefunds(app.db, { ...wanted, limit: batchSize })
  const valued = found.flatMap((refund) => {
    const day = books.dayOf(refund.storeId, refund.at)
    const amount = valueOf(books, refund.amount, { currency: refund.currency, day })
    return amount === null ? [] : [{ ...refund, reportingAmount: amount }]
  })
  await setRefundValues(
    app.db,
    valued.map(({ id, reportingAmount }) => ({ id, amount: reportingAmount })),
  )
  const orderIds = [...new Set(valued.flatMap(({ orderId }) => orderId ?? []))]
  await countRefunds(app.db, orderIds, app.clock.now())
  await recordEvents(app, valued.map(refundValuedEvent))
  return valued
}

/** Null where no rate holds on the day, and where the amount would be more than any store holds. */
function valueOf(books: Books, amount: string, of: { currency: string; day: string }): string | null {
  try {
    return books.toReporting(amount, of.currency, of.day)
  } catch (error) {
    if (error instanceof AmountError) return null
    throw error
  }
}

/** One order as its page shows it. */
import { ratesFor } from '#/modules/team/index.ts'
import type { Db, Tx } from '#/platform/db/index.ts'
import { subtractAmounts, sumAmounts } from '#/platform/money/money.ts'

import { refuse } from './errors.ts'
import { customerNames, nameOf } from './list-orders.ts'
import { type OrderRow, selectLines, selectOrder, selectPayments, selectRefunds } from './store-order-page.ts'

/** @throws `order_not_found` */
export async function getOrder(app: { db: Db | Tx }, id: string) {
  const row = await selectOrder(app.db, id)
  if (!row) throw refuse('order_not_found', { id })
  const lines = await selectLines(app.db, id)
  const payments = await selectPayments(app.db, id)
  const refunds = await selectRefunds(app.db, id)
  const { reporting } = await ratesFor(app)
  const named = await customerNames(app, [row.customer_id])
  return {
    ...headOf(row),
    customer: nameOf(named, row.customer_id),
    refundable: subtractAmounts(row.total, row.refunded),
    reportingCurrency: reporting,
    pieces: plainNumber(sumAmounts(lines.map((line) => line.quantity))),
    lines: lines.map(lineOf),
    payments: payments.map((payment) => ({
      externalId: payment.external_id,
      method: payment.method,
      installments: payment.installments,
      amount: payment.amount,
      state: payment.state,
      at: payment.at.toISOString(),
    })),
    refunds: refunds.map((refund) => Object.assign(refund, { at: refund.at.toISOString() })),
    moments: momentsOf(row, { payments, refunds }),
  }
}

function headOf(row: OrderRow) {
  return {
    id: row.id,
    externalId: row.external_id,
    number: row.number,
    storeId: row.store_id,
    source: row.source,
    version: row.version,
    placedAt: row.placed_at.toISOString(),
    placedOn: row.placed_on,
    status: row.status,
    financialStatus: row.financial_status,
    currency: row.currency,
    subtotal: row.subtotal,
    discount: row.discount,
    shipping: row.shipping,
    tax: row.tax,
    total: row.total,
    refunded: row.refunded,
    reportingTotal: row.reporting_total,
    rate: row.rate,
    coupon: row.coupon,
    channel: row.channel,
    country: row.country,
    city: row.city,
    note: row.note,
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
  }
}

function lineOf(line: Awaited<ReturnType<typeof selectLines>>[number]) {
  return {
    position: line.position,
    productId: line.product_id,
    sku: line.sku,
    title: line.title,
    category: line.category,
    brand: line.brand,
    quantity: plainNumber(line.quantity),
    unitPrice: line.unit_price,
    discount: line.discount,
    orderDiscount: line.order_discount,
    tax: line.tax,
    total: line.total,
  }
}

/** `2.500` as `2.5`, `2.000` as `2`. */
function plainNumber(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
}

type Facts = {
  payments: readonly { amount: string; method: string; at: Date }[]
  refunds: readonly { amount: string; reason: string; at: Date | string }[]
}

/** What happened to the order, oldest first. */
function momentsOf(row: OrderRow, { payments, refunds }: Facts) {
  const moments = [
    { at: row.placed_at, kind: 'placed' as const, amount: row.total, text: '' },
    ...payments.map(({ at, amount, method }) => ({ at, kind: 'payment' as const, amount, text: method })),
    ...refunds.map(({ at, amount, reason }) => ({
      at: new Date(at),
      kind: 'refund' as const,
      amount,
      text: reason,
    })),
    ...(row.cancelled_at
      ? [{ at: row.cancelled_at, kind: 'cancelled' as const, amount: null, text: row.cancel_reason }]
      : []),
  ]
  return moments
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, ...moment }) => Object.assign(moment, { at: at.toISOString() }))
}

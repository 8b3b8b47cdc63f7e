/** When a refund told again says nothing new: pure. */
import { compareAmounts } from '#/platform/money/money.ts'

import type { RefundRow } from './store-refunds.ts'

/** The reporting amount is left out: it follows from rates, not from what the shop says. */
export function saysSame(row: RefundRow, stored: RefundRow | undefined): boolean {
  return (
    stored !== undefined &&
    compareAmounts(row.amount, stored.amount) === 0 &&
    row.currency === stored.currency &&
    row.orderExternalId === stored.orderExternalId &&
    row.kind === stored.kind &&
    row.reason === stored.reason &&
    row.at.getTime() === stored.at.getTime() &&
    (row.orderId === null || row.orderId === stored.orderId)
  )
}

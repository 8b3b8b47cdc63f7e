/** What an order amounts to: pure arithmetic on exact decimals, from the lines up to what was owed and given back. */
import { minorUnits } from '#/platform/money/currency.ts'
import {
  type Amount,
  addAmounts,
  allocateAmount,
  compareAmounts,
  multiplyAmount,
  subtractAmounts,
  sumAmounts,
  ZERO,
} from '#/platform/money/money.ts'

import type { LineDraft, PaymentDraft } from './drafts.ts'
import type { WholeDraft } from './whole-draft.ts'

type LineTotals = { discount: Amount; orderDiscount: Amount; tax: Amount; total: Amount }

export type OrderTotals = {
  subtotal: Amount
  discount: Amount
  shipping: Amount
  tax: Amount
  total: Amount
  lines: LineTotals[]
}

type Amounts = Pick<WholeDraft, 'currency' | 'lines' | 'discount' | 'shipping' | 'tax' | 'total'>

/**
 * subtotal = Σ (quantity × unit price − own discount); total = as said by the shop, otherwise
 * subtotal − discount + shipping + tax. The discount is shared out among lines in proportion to what they amount
 * to, in the currency's smallest coin, so that Σ line totals = subtotal − discount exactly.
 */
export function orderTotals(order: Amounts): OrderTotals {
  const nets = order.lines.map(netOfLine)
  const subtotal = sumAmounts(nets)
  const discount = sumAmounts([order.discount ?? ZERO])
  const shipping = sumAmounts([order.shipping ?? ZERO])
  const tax = sumAmounts([order.tax ?? ZERO])
  const shares = shareDiscount(discount, nets, order.currency)
  const owed = sumAmounts([subtractAmounts(subtotal, discount), shipping, tax])
  return {
    subtotal,
    discount,
    shipping,
    tax,
    total: order.total === undefined ? owed : sumAmounts([order.total]),
    lines: order.lines.map((line, index) => {
      const share = shares[index] ?? ZERO
      return {
        discount: sumAmounts([line.discount ?? ZERO]),
        orderDiscount: share,
        tax: sumAmounts([line.tax ?? ZERO]),
        total: subtractAmounts(nets[index] ?? ZERO, share),
      }
    }),
  }
}

function netOfLine(line: LineDraft): Amount {
  const gross = multiplyAmount(line.unitPrice, line.quantity)
  return line.discount === undefined ? gross : subtractAmounts(gross, line.discount)
}

/** Lines that take goods back bear no share. */
function shareDiscount(discount: Amount, nets: readonly Amount[], currency: string): Amount[] {
  if (nets.length === 0 || discount === ZERO) return nets.map(() => ZERO)
  const weights = nets.map((net) => (compareAmounts(net, ZERO) > 0 ? net : ZERO))
  return allocateAmount(discount, weights, minorUnits(currency))
}

export type FinancialStatus = '' | 'unpaid' | 'paid' | 'partially_refunded' | 'refunded'

/** Where the money of an order stands; '' when nothing is known of payments. */
export function financialStatus(given: {
  total: Amount
  refunded: Amount
  payments: readonly Pick<PaymentDraft, 'amount' | 'state'>[]
}): FinancialStatus {
  if (compareAmounts(given.refunded, ZERO) > 0) {
    return compareAmounts(given.refunded, given.total) >= 0 ? 'refunded' : 'partially_refunded'
  }
  if (given.payments.length === 0) return ''
  const paid = given.payments
    .filter((payment) => (payment.state ?? 'paid') === 'paid')
    .reduce((sum, payment) => addAmounts(sum, payment.amount), ZERO)
  return compareAmounts(paid, given.total) >= 0 ? 'paid' : 'unpaid'
}

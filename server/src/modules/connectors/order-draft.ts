/** Makes whole orders and refunds of the rows of one order: pure, exact, the same rows always give the same order. */
import type {
  LineDraft,
  OrderDraft,
  OrderRefundDraft,
  PaymentDraft,
  RefundDraft,
  RefundKind,
} from '#/modules/commerce/index.ts'
import { isCurrency } from '#/platform/money/currency.ts'
import {
  compareAmounts,
  multiplyAmount,
  negateAmount,
  subtractAmounts,
  sumAmounts,
  ZERO,
} from '#/platform/money/money.ts'

import { countryCode } from './countries.ts'
import type { Draft } from './csv/fields.ts'
import type { LineKind } from './csv/mapping.ts'
import { exactPrice } from './exact-price.ts'
import { statusOf } from './order-words.ts'

export type LineRow = Draft<'order-lines'> & { lineKind?: LineKind }
export type PaymentRow = Draft<'payments'>

/** The rows of one order: its head, its lines and payments, as far as they are known. */
export type OrderRows = {
  number: string
  heads: readonly Draft<'orders'>[]
  lines: readonly LineRow[]
  payments: readonly PaymentRow[]
}

export type Shelf = { storeId: number; currency: string }

/** Without its customer, who is resolved for many orders at once. */
export type Composed = {
  order: Omit<OrderDraft, 'customerId'> | null
  refunds: Omit<RefundDraft, 'customerId'>[]
  head: Draft<'orders'>
}

type ComposeReject = 'currency-unknown' | 'date-missing'

/** Waiting: there is a head, but nothing yet tells what the order was worth; or no head yet. */
export type Composing = { ok: true; composed: Composed } | { ok: false; reason: ComposeReject | 'waiting' }

export function composeOrder(rows: OrderRows, shelf: Shelf): Composing {
  const head = mergeHeads([...rows.heads, ...rows.lines])
  const currency = currencyOf(head.currency, shelf.currency)
  if (currency === null) return { ok: false, reason: 'currency-unknown' }
  if (head.orderedAt === undefined)
    return { ok: false, reason: rows.heads.length > 0 ? 'date-missing' : 'waiting' }
  const sold = rows.lines.filter(({ lineKind }) => lineKind === undefined || isSale(lineKind))
  const base: Base = { head, currency, at: new Date(head.orderedAt), shelf, number: rows.number }
  const order = sold.length > 0 || rows.lines.length === 0 ? orderOf(base, sold, rows.payments) : null
  if (order === 'waiting') return { ok: false, reason: 'waiting' }
  if (order !== null && isGiveaway(head, sold)) order.status = 'giveaway'
  const given = refundsOf(base, rows.lines)
  const refunds = order === null ? given.map((refund) => standalone(refund, base)) : []
  if (order !== null && given.length > 0) order.refunds = [...(order.refunds ?? []), ...given]
  return { ok: true, composed: { order, refunds, head } }
}

type Base = { head: Draft<'orders'>; currency: string; at: Date; shelf: Shelf; number: string }

/** Free lines alone, and no total that says the shop saw it as a sale. */
function isGiveaway(head: Draft<'orders'>, sold: readonly LineRow[]): boolean {
  return head.total === undefined && sold.length > 0 && sold.every(({ lineKind }) => lineKind === 'free')
}

function isSale(kind: LineKind): boolean {
  return kind === 'sale' || kind === 'free'
}

/** Exports say what concerns the whole order on its first row only, or on each: the first value said counts. */
function mergeHeads(rows: readonly Draft<'orders'>[]): Draft<'orders'> {
  const merged: Record<string, unknown> = {}
  for (const row of rows) {
    for (const field in row) merged[field] ??= row[field as keyof typeof row]
  }
  return merged
}

const currencySigns: Record<string, string> = { TL: 'TRY', '₺': 'TRY', '€': 'EUR', $: 'USD', '£': 'GBP' }

function currencyOf(said: string | undefined, otherwise: string): string | null {
  if (said === undefined) return otherwise
  const code = currencySigns[said.toUpperCase()] ?? said.toUpperCase()
  return isCurrency(code) ? code : null
}

/** Longer texts than the tables hold are cut. */
function textsOf(head: Draft<'orders'>): Pick<OrderDraft, 'coupon' | 'city' | 'country' | 'note'> {
  return {
    ...(head.coupon !== undefined && { coupon: head.coupon.slice(0, 200) }),
    ...(head.city !== undefined && { city: head.city.slice(0, 200) }),
    ...(head.country !== undefined && { country: countryCode(head.country) ?? head.country.slice(0, 100) }),
    ...(head.note !== undefined && { note: head.note.slice(0, 5000) }),
  }
}

function orderOf(
  base: Base,
  rows: readonly LineRow[],
  payments: readonly PaymentRow[],
): Omit<OrderDraft, 'customerId'> | 'waiting' {
  const { head, currency, at, shelf } = base
  const lines = rows.map(lineOf)
  const paid = payments.map((payment, index) => paymentOf(payment, index, at))
  const total = head.total ?? (lines.length === 0 ? paidTotal(paid) : undefined)
  if (total === undefined && lines.length === 0) return 'waiting'
  const status = statusOf(head)
  return {
    storeId: shelf.storeId,
    externalId: externalIdOf(base),
    number: head.orderNumber ?? base.number,
    placedAt: at,
    status,
    currency,
    // A table of heads says nothing of lines: those that came from elsewhere stay.
    ...(lines.length > 0 && { lines }),
    ...amountsOf(head, rows, lines),
    ...(total !== undefined && { total }),
    ...textsOf(head),
    ...(status === 'cancelled' &&
      head.cancelledAt !== undefined && { cancelledAt: new Date(head.cancelledAt) }),
    ...(paid.length > 0 && { payments: paid }),
    ...refundedOf(base),
    source: 'import',
  }
}

function externalIdOf({ head, number }: Base): string {
  return head.orderId ?? head.orderNumber ?? number
}

/**
 * What the file says of the sums is made to add up: where it gives the subtotal, the order's discount is what lies
 * between the lines and it (exports repeat line discounts there or leave them out); a tax that the total does not
 * contain was contained in prices.
 */
function amountsOf(
  head: Draft<'orders'>,
  rows: readonly LineRow[],
  lines: readonly LineDraft[],
): Pick<OrderDraft, 'discount' | 'shipping' | 'tax'> {
  const shipping = head.shipping ?? sumAmounts(rows.flatMap((row) => row.lineShipping ?? []))
  const discount = lines.length === 0 ? undefined : discountOf(head, lines)
  return {
    ...(discount !== undefined && { discount }),
    ...(compareAmounts(shipping, ZERO) !== 0 && { shipping }),
    ...(head.tax !== undefined && !isContained(head, shipping) && { tax: head.tax }),
  }
}

function discountOf(head: Draft<'orders'>, lines: readonly LineDraft[]): string | undefined {
  if (head.subtotal !== undefined) {
    const between = subtractAmounts(sumAmounts(lines.map(netOf)), head.subtotal)
    if (compareAmounts(between, ZERO) >= 0) return between
  }
  return head.discount === undefined ? undefined : positive(head.discount)
}

function netOf(line: LineDraft): string {
  return subtractAmounts(multiplyAmount(line.unitPrice, line.quantity), line.discount ?? ZERO)
}

function isContained(head: Draft<'orders'>, shipping: string): boolean {
  if (head.total === undefined || head.subtotal === undefined) return false
  return compareAmounts(head.total, sumAmounts([head.subtotal, shipping])) === 0
}

function positive(amount: string): string {
  return amount.startsWith('-') ? negateAmount(amount) : amount
}

function lineOf(row: LineRow): LineDraft {
  const productId = row.productId ?? row.sku ?? ''
  const { quantity, unitPrice, rest } = exactPrice(row, row.quantity ?? '1.0000')
  const discount = row.lineDiscount === undefined ? rest : sumAmounts([positive(row.lineDiscount), rest])
  const name = row.productName ?? productId
  return {
    productId,
    title: (row.variant === undefined ? name : `${name} (${row.variant})`).slice(0, 500),
    quantity,
    unitPrice,
    ...(row.sku !== undefined && { sku: row.sku }),
    ...(row.category !== undefined && { category: row.category.slice(0, 500) }),
    ...(row.brand !== undefined && { brand: row.brand.slice(0, 200) }),
    ...(discount !== ZERO && { discount }),
  }
}

function paymentOf(payment: PaymentRow, index: number, orderedAt: Date): PaymentDraft {
  const installments = Math.min(Math.max(Math.trunc(Number(payment.instalments ?? '1')), 1), 120)
  return {
    externalId: payment.sequence ?? String(index + 1),
    method: (payment.paymentMethod ?? '').slice(0, 100),
    installments,
    amount: payment.amount ?? ZERO,
    at: payment.paidAt === undefined ? orderedAt : new Date(payment.paidAt),
  }
}

function paidTotal(payments: readonly PaymentDraft[]): string | undefined {
  return payments.length === 0 ? undefined : sumAmounts(payments.map((payment) => payment.amount))
}

/** The file says how much was given back, not when: the moment of cancelling or else of buying stands for it. */
function refundedOf({ head, at, ...base }: Base): Pick<OrderDraft, 'refunds'> {
  if (head.refunded === undefined || compareAmounts(positive(head.refunded), ZERO) === 0) return {}
  const externalId = `${externalIdOf({ ...base, head, at })}:refunded`
  const when = head.cancelledAt === undefined ? at : new Date(head.cancelledAt)
  return { refunds: [{ externalId, amount: positive(head.refunded), kind: 'refund', at: when }] }
}

const refundKindOf: Partial<Record<LineKind, RefundKind>> = {
  cancellation: 'cancellation',
  return: 'return',
  adjustment: 'adjustment',
}

/** Lines that take back, one refund for each kind: how much came back, of which products. */
function refundsOf(base: Base, rows: readonly LineRow[]): OrderRefundDraft[] {
  const back = rows.filter(({ lineKind }) => lineKind !== undefined && !isSale(lineKind))
  return [...Map.groupBy(back, (row) => refundKindOf[row.lineKind ?? 'sale'] ?? 'refund')].map(
    ([kind, own]) => {
      const lines = own.map((row) => takenBack(row))
      const suffix = kind === 'cancellation' ? '' : `:${kind}`
      return {
        externalId: `${externalIdOf(base)}${suffix}`,
        amount: sumAmounts(lines.map((line) => line.value)),
        kind,
        lines,
        at: base.at,
      }
    },
  )
}

function takenBack(row: LineRow) {
  const { quantity, unitPrice, title, productId } = lineOf(row)
  return {
    productId,
    title,
    quantity: positive(quantity),
    value: negateAmount(multiplyAmount(unitPrice, quantity)),
  }
}

/** A return by itself belongs to the order of its number; a cancellation's own number names no order. */
function standalone(
  refund: OrderRefundDraft,
  { shelf, currency, ...base }: Base,
): Omit<RefundDraft, 'customerId'> {
  const order =
    refund.kind === 'return' ? { orderExternalId: externalIdOf({ ...base, shelf, currency }) } : {}
  return { ...refund, ...order, storeId: shelf.storeId, currency, source: 'import' }
}

/** What an order becomes when a draft speaks of it: pure; the stored state, its refunds and the rates are handed in. */
import { hash as digest } from 'node:crypto'

import { type Amount, addAmounts, sumAmounts } from '#/platform/money/money.ts'

import type { LineDraft, OrderDraft, OrderStatus } from './drafts.ts'
import { isOutdated, mergeStatus } from './order-status.ts'
import { financialStatus, orderTotals, type OrderTotals } from './order-totals.ts'
import { type Contents, wholeDraft } from './whole-draft.ts'

export type OrderLine = {
  position: number
  productId: string
  variantId: string
  sku: string
  title: string
  category: string
  brand: string
  quantity: string
  unitPrice: Amount
  discount: Amount
  orderDiscount: Amount
  tax: Amount
  total: Amount
  cost: Amount | null
}

export type OrderState = {
  storeId: number
  externalId: string
  number: string
  /** Whom it counts for now. */
  customerId: number | null
  /** Whom it was first written for; lets a merge be undone. */
  originalCustomerId: number | null
  placedAt: Date
  /** The day in the store's time zone, 'YYYY-MM-DD'. */
  placedOn: string
  status: OrderStatus
  financialStatus: string
  currency: string
  subtotal: Amount
  discount: Amount
  shipping: Amount
  tax: Amount
  total: Amount
  refunded: Amount
  reportingTotal: Amount | null
  reportingRefunded: Amount | null
  coupon: string
  channel: string
  country: string
  city: string
  cancelledAt: Date | null
  note: string
  source: string
  knownAt: Date | null
  draftHashes: Record<string, string>
  lines: OrderLine[]
}

/** What of a stored order decides about a draft. */
export type StoredOrder = Pick<
  OrderState,
  | 'customerId'
  | 'originalCustomerId'
  | 'status'
  | 'financialStatus'
  | 'cancelledAt'
  | 'knownAt'
  | 'draftHashes'
  | 'source'
  | 'note'
>

/** A refund as it counts for its order. */
type CountedRefund = {
  externalId: string
  currency: string
  amount: Amount
  reportingAmount: Amount | null
}

export type OrderContext = {
  stored: StoredOrder | undefined
  /** What the stored order is made of, where the draft does not say it. */
  contents?: Contents | undefined
  /** All refunds of the order: those that stand and the draft's own. */
  refunds: readonly CountedRefund[]
  /** Whom a customer counts for after merges. */
  standsFor: (customerId: number) => number
  dayOf: (moment: Date) => string
  toReporting: (amount: Amount, currency: string, day: string) => Amount | null
}

/** The state after the draft; null when the draft says nothing new. */
export function nextOrder(said: OrderDraft, context: OrderContext): OrderState | null {
  const { stored } = context
  const hash = fingerprint(said)
  const customer = customerOf(said, context)
  if (stored && !saysNews(said, { stored, hash, customer })) return null
  const draft = wholeDraft(said, context.contents)
  const totals = orderTotals(draft)
  const placedOn = context.dayOf(draft.placedAt)
  const refunds = refundTotals(context.refunds, draft.currency)
  const knownAt = laterOf(stored?.knownAt ?? null, draft.knownAt ?? null)
  return {
    ...saidOf(draft, stored),
    ...customer,
    ...statusOf(draft, stored),
    placedOn,
    financialStatus: financialOf(draft, { stored, total: totals.total, refunded: refunds.refunded }),
    ...amountsOf(totals),
    ...refunds,
    reportingTotal: context.toReporting(totals.total, draft.currency, placedOn),
    knownAt,
    draftHashes: { ...stored?.draftHashes, [hashName(said)]: hash },
    lines: draft.lines.map((line, index) => orderLine(line, totals, index)),
  }
}

/** A name for exactly this draft; the customer is left out, since a merge changes it without the shop saying anything. */
function fingerprint(draft: OrderDraft): string {
  const { customerId: _customer, source: _source, ...said } = draft
  return digest('sha256', JSON.stringify(said), 'base64url').slice(0, 22)
}

type Customer = Pick<OrderState, 'customerId' | 'originalCustomerId'>

function saysNews(
  draft: OrderDraft,
  given: { stored: StoredOrder; hash: string; customer: Customer },
): boolean {
  const { stored, hash, customer } = given
  if (isOutdated(stored.knownAt, draft.knownAt ?? null)) return false
  return stored.draftHashes[hashName(draft)] !== hash || customer.customerId !== stored.customerId
}

/** The draft may name the customer of before a merge, or none: then the one who stands remains. */
function customerOf(draft: OrderDraft, { stored, standsFor }: OrderContext): Customer {
  const told = draft.customerId
  const now = told === null ? null : standsFor(told)
  const same = now === null || now === stored?.customerId || told === stored?.originalCustomerId
  if (stored && same) return { customerId: stored.customerId, originalCustomerId: stored.originalCustomerId }
  return { customerId: now, originalCustomerId: told }
}

/** Heads alone and whole orders of one source are two statements: neither makes the other news again. */
function hashName({ source, lines }: OrderDraft): string {
  const kind = source.split(':', 1)[0] ?? source
  return lines === undefined ? `${kind}/head` : kind
}

function saidOf(draft: OrderDraft, stored: StoredOrder | undefined) {
  return {
    storeId: draft.storeId,
    externalId: draft.externalId,
    number: draft.number ?? draft.externalId,
    placedAt: draft.placedAt,
    currency: draft.currency,
    coupon: draft.coupon ?? '',
    channel: draft.channel ?? '',
    country: draft.country ?? '',
    city: draft.city ?? '',
    note: draft.note ?? stored?.note ?? '',
    source: stored?.source ?? draft.source,
  }
}

function statusOf(draft: OrderDraft, stored: StoredOrder | undefined) {
  const cancelled = draft.status === 'cancelled' || draft.cancelledAt !== undefined
  if (stored && !cancelled && draft.status === undefined) {
    return { status: stored.status, cancelledAt: stored.cancelledAt }
  }
  const told = {
    status: cancelled ? ('cancelled' as const) : (draft.status ?? 'placed'),
    cancelledAt: cancelled ? (draft.cancelledAt ?? draft.knownAt ?? draft.placedAt) : null,
    knownAt: draft.knownAt ?? null,
  }
  return mergeStatus(stored ?? told, told)
}

function financialOf(
  draft: OrderDraft,
  given: { stored: StoredOrder | undefined; total: Amount; refunded: Amount },
): string {
  const told = financialStatus({ ...given, payments: draft.payments ?? [] })
  return told === '' ? (given.stored?.financialStatus ?? '') : told
}

function amountsOf(totals: OrderTotals) {
  const { subtotal, discount, shipping, tax, total } = totals
  return { subtotal, discount, shipping, tax, total }
}

/** Refunds in another currency than the order's count in the reporting currency only. */
function refundTotals(refunds: readonly CountedRefund[], currency: string) {
  const same = refunds.filter((refund) => refund.currency === currency)
  return {
    refunded: sumAmounts(same.map((refund) => refund.amount)),
    reportingRefunded: refunds.reduce<Amount | null>(
      (sum, { reportingAmount }) =>
        sum === null || reportingAmount === null ? null : addAmounts(sum, reportingAmount),
      sumAmounts([]),
    ),
  }
}

function orderLine(line: LineDraft, totals: OrderTotals, index: number): OrderLine {
  const amounts = totals.lines[index]
  if (amounts === undefined) throw new RangeError('a line without totals')
  return {
    position: index + 1,
    productId: line.productId,
    variantId: line.variantId ?? '',
    sku: line.sku ?? '',
    title: line.title,
    category: line.category ?? '',
    brand: line.brand ?? '',
    quantity: line.quantity,
    unitPrice: sumAmounts([line.unitPrice]),
    ...amounts,
    cost: line.cost === undefined ? null : sumAmounts([line.cost]),
  }
}

function laterOf(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

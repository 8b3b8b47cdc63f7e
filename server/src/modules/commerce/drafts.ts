/** What commerce is told by files, events, scripts and people: whole orders, refunds and products in one shape each. */
import type { Amount } from '#/platform/money/money.ts'

export const orderStatuses = [
  'placed',
  'paid',
  'preparing',
  'shipped',
  'delivered',
  'returned',
  'cancelled',
  // Nothing was sold: only free lines. It is kept and shown, and counts in no figure.
  'giveaway',
] as const

export type OrderStatus = (typeof orderStatuses)[number]

const refundKinds = ['refund', 'cancellation', 'return', 'adjustment'] as const

export type RefundKind = (typeof refundKinds)[number]

/** Amounts are decimal strings in the order's currency. */
export type LineDraft = {
  /** The product's id in the shop's system; '' when the line names none. */
  productId: string
  variantId?: string
  sku?: string
  title: string
  category?: string
  brand?: string
  /** Up to three decimals; negative on a line that takes goods back. */
  quantity: string
  unitPrice: Amount
  /** Off this line, for its whole quantity; positive. */
  discount?: Amount
  /** Tax of this line, for information: contained in the price or part of the order's `tax`. */
  tax?: Amount
  /** Cost of one unit at the time of sale. */
  cost?: Amount
}

export type PaymentDraft = {
  externalId: string
  method: string
  installments?: number
  amount: Amount
  state?: 'paid' | 'pending' | 'failed'
  at: Date
}

export type OrderRefundDraft = {
  externalId: string
  /** Positive. */
  amount: Amount
  kind?: RefundKind
  reason?: string
  lines?: readonly RefundLine[]
  at: Date
}

type RefundLine = { productId: string; title: string; quantity: string; value: Amount }

/** One whole order; the same (storeId, externalId) is the same order. */
export type OrderDraft = {
  storeId: number
  externalId: string
  /** What people call it; the external id when absent. */
  number?: string
  /** Null: bought without leaving a name. It does not take a known customer off an order. */
  customerId: number | null
  placedAt: Date
  /** Absent: not said; it stays, and a new order is `placed`. */
  status?: OrderStatus
  currency: string
  /** Absent: not said; those that stand stay, with the amounts the draft leaves out. */
  lines?: readonly LineDraft[]
  /** Off the whole order, beside the lines' own discounts; positive. */
  discount?: Amount
  shipping?: Amount
  /** Tax not contained in prices. */
  tax?: Amount
  /** As the shop says it; computed when absent. */
  total?: Amount
  coupon?: string
  channel?: string
  country?: string
  city?: string
  /** With status `cancelled`; the moment of the draft or of buying when absent. */
  cancelledAt?: Date
  /** Replace the stored ones when given. */
  payments?: readonly PaymentDraft[]
  /** Added to the stored ones, or correct them. */
  refunds?: readonly OrderRefundDraft[]
  /** import, api, event, console or a connector's name; what follows a colon is for reading only. */
  source: string
  /** As of when this is known, if the source says so. */
  knownAt?: Date
  note?: string
}

/** A refund by itself; its order may be unknown or come later. */
export type RefundDraft = OrderRefundDraft & {
  storeId: number
  orderExternalId?: string
  /** The order's customer when null and the order is known. */
  customerId: number | null
  currency: string
  source: string
}

export type VariantDraft = {
  externalId: string
  sku?: string
  barcode?: string
  title?: string
  price?: Amount | null
  compareAtPrice?: Amount | null
  cost?: Amount | null
  currency: string
  /** Whole pieces; null: not tracked. */
  stock?: number | null
}

/** What is absent stays as it stands. */
export type ProductDraft = {
  storeId: number
  externalId: string
  title: string
  description?: string
  brand?: string
  category?: string
  status?: ProductStatus
  url?: string
  imageUrl?: string
  variants?: readonly VariantDraft[]
}

const productStatuses = ['active', 'draft', 'archived'] as const

export type ProductStatus = (typeof productStatuses)[number]

export type SaveReport = { created: number; updated: number; unchanged: number }

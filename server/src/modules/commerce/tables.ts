/** The tables commerce owns, as Kysely sees them. Amounts and 64-bit numbers are text. */
import type { ColumnType, Generated } from 'kysely'

import type { OrderStatus, ProductStatus, RefundKind } from './drafts.ts'
import type { FinancialStatus } from './order-totals.ts'

type Moment = ColumnType<Date, Date, Date>
type MaybeMoment = ColumnType<Date | null, Date | null, Date | null>
type Json<Read> = ColumnType<Read, string, string>

export type CommerceTables = {
  products: {
    id: Generated<number>
    store_id: number
    external_id: string
    title: string
    description: string
    brand: string
    category: string
    status: ProductStatus
    url: string | null
    image_url: string | null
    search_text: string
    draft_hash: string | null
    version: Generated<number>
    created_at: Moment
    updated_at: Moment
  }
  variants: {
    id: Generated<number>
    product_id: number
    external_id: string
    sku: string
    barcode: string
    title: string
    price: string | null
    compare_at_price: string | null
    cost: string | null
    currency: string
    stock: number | null
    updated_at: Moment
  }
  carts: {
    id: Generated<string>
    store_id: number
    external_id: string
    customer_id: number | null
    original_customer_id: number | null
    state: string
    currency: string
    total: string
    reporting_total: string | null
    lines: Json<unknown>
    events: Json<unknown>
    created_at: Moment
    touched_at: Moment
  }
  orders: {
    id: Generated<string>
    store_id: number
    external_id: string
    number: string
    customer_id: number | null
    original_customer_id: number | null
    placed_at: Moment
    placed_on: string
    status: OrderStatus
    financial_status: FinancialStatus
    currency: string
    subtotal: string
    discount: string
    shipping: string
    tax: string
    total: string
    refunded: string
    reporting_total: string | null
    reporting_refunded: string | null
    coupon: string
    channel: string
    country: string
    city: string
    cancelled_at: MaybeMoment
    cancel_reason: string
    note: string
    source: string
    source_updated_at: MaybeMoment
    draft_hashes: Json<Record<string, string>>
    counts: ColumnType<boolean, never, never>
    version: Generated<number>
    created_at: Moment
    updated_at: Moment
  }
  order_lines: {
    order_id: string
    position: number
    product_id: number | null
    variant_id: number | null
    external_product_id: string
    sku: string
    title: string
    category: string
    brand: string
    quantity: string
    unit_price: string
    discount: string
    order_discount: string
    tax: string
    total: string
    cost: string | null
  }
  payments: {
    order_id: string
    external_id: string
    method: string
    installments: number
    amount: string
    state: string
    at: Moment
  }
  refunds: {
    id: Generated<string>
    store_id: number
    external_id: string
    order_external_id: string
    order_id: string | null
    customer_id: number | null
    original_customer_id: number | null
    currency: string
    amount: string
    reporting_amount: string | null
    kind: RefundKind
    reason: string
    lines: Json<unknown>
    at: Moment
    source: string
  }
}

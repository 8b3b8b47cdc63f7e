/** The front door of commerce. */
import type { Room } from '#/platform/room.ts'

import { listeners } from './jobs.ts'
import { commerceRoutes } from './routes.ts'

export { commerceApi } from './http.ts'
export { openCarts } from './carts.ts'
export type { OpenCart } from './carts.ts'
export { findOrders } from './list-orders.ts'
export type { FoundOrder } from './list-orders.ts'
export { productFacts, productTitles } from './product-facts.ts'
export { saveOrders } from './save-orders.ts'
export { saveProducts } from './save-products.ts'
export { saveRefunds } from './save-refunds.ts'
export { unvaluedCurrencies } from './store-unvalued.ts'
export { hasOrders } from './store-orders-exist.ts'
export type {
  LineDraft,
  OrderDraft,
  OrderRefundDraft,
  OrderStatus,
  PaymentDraft,
  ProductDraft,
  RefundDraft,
  RefundKind,
  SaveReport,
  VariantDraft,
} from './drafts.ts'

export const commerce: Room = { name: 'commerce', listeners, routes: commerceRoutes }

/** What commerce refuses, in its own words. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({
  store_not_found: 'missing',
  order_not_found: 'missing',
  order_changed: 'conflict',
  order_already_cancelled: 'conflict',
  refund_too_large: 'invalid',
  product_not_found: 'missing',
  product_changed: 'conflict',
})

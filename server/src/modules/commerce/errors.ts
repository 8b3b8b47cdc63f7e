/** What commerce refuses, in its own words. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({
  cursor_invalid: 'invalid',
  store_not_found: 'missing',
  currency_unknown: 'invalid',
  amount_too_large: 'invalid',
  order_not_found: 'missing',
  order_changed: 'conflict',
  order_already_cancelled: 'conflict',
  refund_too_large: 'invalid',
  refund_is_nothing: 'invalid',
  product_not_found: 'missing',
  product_changed: 'conflict',
  variant_not_found: 'missing',
})

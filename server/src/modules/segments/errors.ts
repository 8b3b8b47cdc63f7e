/** What segments refuse, in their own words. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({
  segment_not_found: 'missing',
  segment_customer_unknown: 'missing',
  segment_cursor_unknown: 'invalid',
  segment_changed: 'conflict',
  segment_name_taken: 'conflict',
  segment_in_use: 'conflict',
  segment_archived: 'conflict',
  segment_too_large: 'invalid',
  segment_too_deep: 'invalid',
  segment_field_unknown: 'invalid',
  segment_property_unknown: 'invalid',
  segment_test_unfit: 'invalid',
  segment_bounds_reversed: 'invalid',
  segment_bound_missing: 'invalid',
  segment_asks_itself: 'invalid',
})

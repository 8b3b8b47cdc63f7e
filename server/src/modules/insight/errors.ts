/** What insight refuses. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({
  cursor_invalid: 'invalid',
  /** Lines know what was sold for how much, and nothing of coupons or first orders. */
  measure_not_by_dimension: 'invalid',
  people_not_named: 'invalid',
  exploration_not_found: 'missing',
  exploration_changed: 'conflict',
  reader_not_allowed: 'invalid',
  schedule_without_rolling: 'invalid',
})

/** What this room refuses, and why. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({
  customer_not_found: 'missing',
  customer_needs_something: 'invalid',
  address_not_usable: 'invalid',
  identity_taken: 'conflict',
  note_not_found: 'missing',
  task_not_found: 'missing',
  assignee_not_found: 'missing',
  tag_not_found: 'missing',
  tagging_not_found: 'missing',
  tagging_needs_selection: 'invalid',
  too_late_to_undo: 'conflict',
  merge_not_found: 'missing',
  merge_with_itself: 'invalid',
  merge_already_undone: 'conflict',
  merge_under_another: 'conflict',
  suggestion_not_found: 'missing',
  cursor_unknown: 'invalid',
  segment_unknown: 'missing',
  consent_in_future: 'invalid',
  attribute_exists: 'conflict',
  attribute_not_found: 'missing',
  attribute_name_unusable: 'invalid',
  attribute_value_unfit: 'invalid',
})

/** What history refuses. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({
  quarantined_event_not_found: 'missing',
  quarantined_event_decided: 'conflict',
  event_not_json: 'invalid',
  cursor_invalid: 'invalid',
  customer_not_found: 'missing',
})

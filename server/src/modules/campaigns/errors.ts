/** What campaigns refuses, in its own words. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({
  campaign_not_found: 'missing',
  campaign_not_draft: 'conflict',
  campaign_state: 'conflict',
  campaign_letter: 'invalid',
  campaign_nobody: 'invalid',
  audience_unavailable: 'conflict',
  undo_too_late: 'conflict',
})

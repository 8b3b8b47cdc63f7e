/** What delivery refuses, in its own words. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({
  mail_not_found: 'missing',
  suppression_not_found: 'missing',
  test_failed: 'unavailable',
  test_person_not_found: 'missing',
  letter_incomplete: 'invalid',
})

/** What content refuses, in its own words. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({
  template_not_found: 'missing',
  letter_invalid: 'invalid',
  preview_person_not_found: 'missing',
})

/** What insight refuses. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({ cursor_invalid: 'invalid' })

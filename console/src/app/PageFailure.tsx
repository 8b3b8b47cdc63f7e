/** What is shown when a page fails as a whole. */
import type { ErrorComponentProps } from '@tanstack/react-router'

import { FailureState } from '#/ui/FailureState.tsx'

export function PageFailure({ error, reset }: ErrorComponentProps) {
  return <FailureState error={error} onRetry={reset} />
}

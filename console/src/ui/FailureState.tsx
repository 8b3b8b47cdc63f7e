/** A failure in the person's language: what happened, what was kept, what to do, and a reference. */
import { useCodeText, useT } from '#/lang/index.ts'
import { failureOf } from '#/lib/api.ts'

import { Button } from './Button.tsx'
import { ErrorState } from './States.tsx'

export function FailureState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT()
  const explain = useCodeText('errors')
  const failure = failureOf(error)
  return (
    <ErrorState
      title={failure.code === 'internal' ? t('errors.title') : explain(failure.code, failure.params)}
      reference={failure.reference ? t('app.reference', { reference: failure.reference }) : undefined}
      action={onRetry && <Button onClick={onRetry}>{t('app.retry')}</Button>}
    >
      {failure.code === 'internal' ? t('errors.kept') : undefined}
    </ErrorState>
  )
}

/** The failure in one sentence, for a form or a toast. */
export function useFailureText(): (error: unknown) => string {
  const explain = useCodeText('errors')
  return (error) => {
    const failure = failureOf(error)
    return explain(failure.code, failure.params)
  }
}

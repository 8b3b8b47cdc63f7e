/** An address with nothing behind it. */
import { Link } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { buttonLook } from '#/ui/Button.tsx'
import { EmptyState } from '#/ui/States.tsx'

export function NotFound() {
  const t = useT()
  return (
    <EmptyState
      title={t('nav.notFoundTitle')}
      action={
        <Link to="/" className={buttonLook()}>
          {t('nav.today')}
        </Link>
      }
    >
      {t('nav.notFound')}
    </EmptyState>
  )
}

/** What insight says before the first order. */
import { Link } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { buttonLook } from '#/ui/Button.tsx'
import { EmptyState } from '#/ui/States.tsx'

export function NoOrders() {
  const t = useT()
  return (
    <EmptyState
      title={t('insight.emptyTitle')}
      action={
        <Link to="/import" className={buttonLook('primary')}>
          {t('insight.emptyAction')}
        </Link>
      }
    >
      {t('insight.empty')}
    </EmptyState>
  )
}

/** From a number to the people it counts: the cell of a grid, a class, a cohort, a state of churn. */
import { Link } from '@tanstack/react-router'
import type { PeopleOf } from '@vefa/contract'
import type { ReactNode } from 'react'

import { useRights } from '#/lib/session.ts'

/** Only the words where the person may not see customers. */
export function PeopleLink({
  of: { storeId, segmentId, ...of },
  label,
  className,
  children,
}: {
  of: PeopleOf
  label?: string
  className?: string
  children: ReactNode
}) {
  const may = useRights()
  if (!may('customers.read')) return <>{children}</>
  return (
    <Link
      to="/insight/$view"
      params={{ view: 'people' }}
      search={{ ...of, store: storeId, segment: segmentId }}
      aria-label={label}
      className={className}
    >
      {children}
    </Link>
  )
}

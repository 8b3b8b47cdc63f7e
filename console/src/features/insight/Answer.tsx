/** Around an answer of the server: a failure, loading, nothing to show, or the answer. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { useT } from '#/lang/index.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

export function Answer<Data>({
  of: query,
  empty,
  title,
  nothing,
  children,
}: {
  of: UseQueryResult<Data>
  /** Whether the answer holds nothing to show. */
  empty: (data: Data) => boolean
  title: string
  /** What will be here, and how it comes. */
  nothing: string
  children: (data: Data) => ReactNode
}) {
  const t = useT()
  if (query.error) return <FailureState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data)
    return (
      <div className="p-4">
        <Skeleton label={t('app.loading')} lines={6} />
      </div>
    )
  if (empty(query.data)) return <EmptyState title={title}>{nothing}</EmptyState>
  return <>{children(query.data)}</>
}

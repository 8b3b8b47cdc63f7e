/** Where one is signed in, and ending it there or everywhere. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { deviceOf } from './device.ts'

export function SessionsPanel() {
  const t = useT()
  const format = useFormat()
  const queries = useQueryClient()
  const sessions = useQuery(api.team.profile.sessions.list.queryOptions())
  const refresh = (): Promise<void> =>
    queries.invalidateQueries({ queryKey: api.team.profile.sessions.key() })
  const end = useMutation(api.team.profile.sessions.end.mutationOptions({ onSettled: refresh }))
  const endAll = useMutation(
    api.session.signOutEverywhere.mutationOptions({ onSuccess: () => location.assign('/sign-in') }),
  )
  return (
    <Panel
      title={t('profile.sessions')}
      end={
        <Button small busy={endAll.isPending} onClick={() => endAll.mutate({})}>
          {t('profile.endAll')}
        </Button>
      }
    >
      {sessions.error && <FailureState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isPending && <Skeleton label={t('app.loading')} />}
      <ul className="flex flex-col gap-3">
        {sessions.data?.map((session) => (
          <li key={session.id} className="flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <div className="flex items-center gap-2 font-medium">
                <span className="truncate">{deviceOf(session.userAgent) ?? t('profile.device')}</span>
                {session.current && <Badge tone="accent">{t('profile.here')}</Badge>}
              </div>
              <div className="text-12 text-ink-3">
                {[session.ip, t('profile.since', { time: format.relative(session.createdAt, new Date()) })]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </div>
            {!session.current && (
              <Button small disabled={end.isPending} onClick={() => end.mutate({ id: session.id })}>
                {t('profile.endSession')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

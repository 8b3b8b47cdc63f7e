/** How many of the audience may be written to, and why the others may not, each with the people behind it. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { WhyNotReason } from '@vefa/contract'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { linkLook } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { SidePanel } from '#/ui/Overlay.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

type Reason = WhyNotReason | 'reachable'

export function PermissionTable({ campaignId }: { campaignId: string }) {
  const t = useT()
  const [shown, setShown] = useState<Reason | null>(null)
  const estimate = useQuery(api.campaigns.estimate.queryOptions({ input: { id: campaignId } }))
  const { data } = estimate
  return (
    <Panel title={t('campaigns.permission')} flush>
      {estimate.error && <FailureState error={estimate.error} onRetry={() => void estimate.refetch()} />}
      {!data && !estimate.error && (
        <div className="p-4">
          <Skeleton lines={3} label={t('app.loading')} />
        </div>
      )}
      {data && (
        <table className="w-full text-13">
          <tbody>
            <Row label={t('campaigns.inAudience')} count={data.audience} />
            <Row
              strong
              label={t('campaigns.reachable')}
              count={data.reachable}
              onOpen={() => setShown('reachable')}
            />
            {data.blocked.map(({ reason, count }) => (
              <Row
                key={reason}
                label={t(`campaigns.reason.${reason}`)}
                count={count}
                onOpen={() => setShown(reason)}
              />
            ))}
          </tbody>
        </table>
      )}
      {shown && <People campaignId={campaignId} reason={shown} onClose={() => setShown(null)} />}
    </Panel>
  )
}

function Row({
  label,
  count,
  strong,
  onOpen,
}: {
  label: string
  count: number
  strong?: boolean
  onOpen?: () => void
}) {
  const format = useFormat()
  const number = format.number(count)
  return (
    <tr className="border-b border-line last:border-b-0">
      <th
        scope="row"
        className={`px-4 py-2 text-left ${strong ? 'font-semibold' : 'font-normal text-ink-2'}`}
      >
        {label}
      </th>
      <td className="px-4 py-2 text-right tabular-nums">
        {onOpen && count > 0 ? (
          <button type="button" className={linkLook} onClick={onOpen} aria-label={`${label}: ${number}`}>
            {number}
          </button>
        ) : (
          number
        )}
      </td>
    </tr>
  )
}

function People({
  campaignId,
  reason,
  onClose,
}: {
  campaignId: string
  reason: Reason
  onClose: () => void
}) {
  const t = useT()
  const people = useQuery(
    api.campaigns.people.queryOptions({ input: { id: campaignId, reason, limit: 200 } }),
  )
  const title = t(reason === 'reachable' ? 'campaigns.reachable' : `campaigns.reason.${reason}`)
  return (
    <SidePanel open onOpenChange={(open) => !open && onClose()} title={title} closeLabel={t('app.close')}>
      {people.error && <FailureState error={people.error} onRetry={() => void people.refetch()} />}
      {people.isPending && <Skeleton lines={6} label={t('app.loading')} />}
      <ul className="divide-y divide-line">
        {people.data?.map(({ id, name, email }) => (
          <li key={id} className="flex min-w-0 flex-col py-2">
            <Link to={`/customers/${id}` as never} className={linkLook}>
              {name || t('campaigns.nameless', { id })}
            </Link>
            <span className="truncate text-12 text-ink-3">{email}</span>
          </li>
        ))}
      </ul>
      {people.data?.length === 200 && (
        <p className="pt-3 text-12 text-ink-3">{t('campaigns.firstPeople', { count: 200 })}</p>
      )}
    </SidePanel>
  )
}

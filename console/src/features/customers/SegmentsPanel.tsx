/** The segments a customer is in. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useRights } from '#/lib/session.ts'
import { linkLook } from '#/ui/Button.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

export function SegmentsPanel({ customerId }: { customerId: number }) {
  const t = useT()
  const may = useRights()
  const shown = may('segments.read')
  const segments = useQuery({
    ...api.segments.ofCustomer.queryOptions({ input: { customerId } }),
    enabled: shown,
  })
  if (!shown || segments.error) return null
  return (
    <Panel title={t('segments.ofCustomer')}>
      {!segments.data && <Skeleton label={t('app.loading')} lines={2} />}
      {segments.data?.segments.length === 0 && <p className="text-ink-3">{t('segments.ofCustomerNone')}</p>}
      <ul className="flex flex-col gap-1">
        {segments.data?.segments.map(({ id, name }) => (
          <li key={id}>
            <Link to="/segments/$id" params={{ id }} className={linkLook}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

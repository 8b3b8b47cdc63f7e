/** The newest events as they arrive. Nothing moves while one is read: the list can be held still. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { linkLook } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Switch } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

export function LiveTail() {
  const t = useT()
  const [held, hold] = useState(false)
  const recent = useQuery({
    ...api.events.recent.queryOptions({ input: { limit: 50 } }),
    enabled: !held,
  })
  if (recent.error) return <FailureState error={recent.error} onRetry={() => void recent.refetch()} />
  if (recent.isPending) return <Skeleton lines={8} label={t('app.loading')} />
  if (recent.data.items.length === 0) {
    return <EmptyState title={t('events.empty')}>{t('events.emptyText')}</EmptyState>
  }
  return (
    <Panel
      title={t('events.newest')}
      end={<Switch label={t('events.hold')} checked={held} onChange={hold} />}
      flush
    >
      <ol>
        {recent.data.items.map((event) => (
          <Arrival key={`${event.storeId}:${event.id}`} event={event} />
        ))}
      </ol>
    </Panel>
  )
}

const shortTime = {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const

type Event = {
  id: string
  name: string
  time: string
  customerId: number
  value: { amount: string; currency: string } | null
  url: string
  properties: Record<string, unknown>
}

function Arrival({ event }: { event: Event }) {
  const t = useT()
  const format = useFormat()
  const { value, customerId } = event
  return (
    <li className="border-t border-line first:border-0">
      <details className="group">
        <summary className="flex cursor-pointer items-center gap-3 px-4 py-2 text-13 hover:bg-hover max-phone:flex-wrap max-phone:gap-x-2">
          <time className="num w-[112px] flex-none text-12 text-ink-3" dateTime={event.time}>
            {format.date(event.time, shortTime)}
          </time>
          <span className="flex-none font-medium">{event.name}</span>
          <span className="min-w-0 flex-1 truncate text-12 text-ink-3">{event.url}</span>
          {value && Number(value.amount) !== 0 && (
            <span className="num">{format.money(value.amount, value.currency, { exact: true })}</span>
          )}
        </summary>
        <div className="flex flex-col gap-2 px-4 pb-3 text-12">
          {customerId > 0 && (
            <Link to="/customers/$id" params={{ id: String(customerId) }} className={linkLook}>
              {t('events.customer', { id: customerId })}
            </Link>
          )}
          <pre
            className="overflow-x-auto rounded-2 bg-sunken p-3 break-words whitespace-pre-wrap"
            tabIndex={0}
          >
            {JSON.stringify(event.properties, null, 2)}
          </pre>
        </div>
      </details>
    </li>
  )
}

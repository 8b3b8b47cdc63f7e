/** What waits for this person, the most pressing first, each leading to where it is seen to. */
import { Link } from '@tanstack/react-router'
import type { WaitingItem } from '@vefa/contract'

import { useCodeText, useT } from '#/lang/index.ts'
import { useFormat } from '#/lib/session.ts'
import { cx } from '#/ui/cx.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Icon } from '#/ui/Icon.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { counted, iconOf, placeOf, pressing, useWaiting } from './waiting.ts'

export function Waiting() {
  const t = useT()
  const waiting = useWaiting()
  return (
    <Panel title={t('today.waits')} flush>
      {waiting.error && <FailureState error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.isPending && (
        <div className="p-4">
          <Skeleton label={t('app.loading')} />
        </div>
      )}
      {waiting.data?.items.length === 0 && <p className="p-4 text-ink-2">{t('today.nothingWaits')}</p>}
      {waiting.data && waiting.data.items.length > 0 && (
        <ul className="divide-y divide-line">
          {waiting.data.items.map((item) => (
            <WaitingRow key={`${item.kind} ${item.id} ${item.name}`} item={item} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function WaitingRow({ item }: { item: WaitingItem }) {
  const format = useFormat()
  const words = useCodeText('waiting')
  const values = {
    n: item.count,
    name: item.name,
    about: item.about,
    since: item.since ? format.relative(item.since, new Date()) : '',
    due: item.due ? format.date(`${item.due}T12:00:00Z`, { day: 'numeric', month: 'long' }) : '',
  }
  const place = placeOf(item)
  const text = (
    <>
      <span className="block truncate font-medium text-ink">{words(`title.${item.kind}`, values)}</span>
      <span className={cx('block text-12', pressing.has(item.kind) ? 'text-warn-text' : 'text-ink-3')}>
        {words(`detail.${item.kind}`, values)}
      </span>
    </>
  )
  return (
    <li className="relative flex items-center gap-3 px-4 py-[11px] has-[a:hover]:bg-hover">
      <Icon name={iconOf[item.kind]} className="flex-none text-ink-3" />
      {place ? (
        // The whole row can be pressed.
        <Link
          to={place.to}
          params={place.params ?? {}}
          className="min-w-0 flex-1 after:absolute after:inset-0"
        >
          {text}
        </Link>
      ) : (
        <div className="min-w-0 flex-1">{text}</div>
      )}
      {counted.has(item.kind) && (
        <span className="num text-16 font-semibold">
          {format.number(item.count)}
          {item.more && '+'}
        </span>
      )}
    </li>
  )
}

/** Shares as rows: name, bar, share with its interval, count. A list that is read without colour and prints well. */
import type { ReactNode } from 'react'

import { useFormat } from '#/lib/session.ts'
import { cx } from '#/ui/cx.ts'

import { useShareReach } from './words.ts'

export type ShareRow = {
  id: string
  label: ReactNode
  /** 0 to 1. */
  share: number
  count: number
  interval?: { low: number; high: number } | null
  /** What is not an answer: unknown, others. */
  quiet?: boolean
}

export function ShareRows({ label, rows }: { label: string; rows: readonly ShareRow[] }) {
  const format = useFormat()
  const reach = useShareReach()
  const widest = Math.max(...rows.map(({ share }) => share), 1e-9)
  return (
    <ul aria-label={label} className="flex flex-col gap-[7px]">
      {rows.map(({ id, label: name, share, count, interval, quiet }) => (
        <li key={id} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-[2px]">
          <span className={cx('min-w-0 truncate', quiet && 'text-ink-3')}>{name}</span>
          <span className="num text-right">
            <span className="font-medium">{format.percent(share)}</span>
            <span className="ml-2 inline-block min-w-[52px] text-12 text-ink-3">{format.number(count)}</span>
          </span>
          <span className="col-span-2 flex items-center gap-3">
            <Bar share={share / widest} quiet={quiet ?? false} />
            {interval && <span className="num text-11 leading-[14px] text-ink-3">{reach(interval, 0)}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Bar({ share, quiet }: { share: number; quiet: boolean }) {
  return (
    <span className="h-[5px] w-full overflow-hidden rounded-[3px] bg-sunken print:border print:border-line">
      <span
        className={cx('block h-full rounded-[3px]', quiet ? 'bg-compare' : 'bg-[var(--c1)]')}
        style={{ width: `${Math.max(0.5, share * 100)}%` }}
      />
    </span>
  )
}

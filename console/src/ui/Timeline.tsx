/** What happened, newest first, grouped by day. */
import type { ReactNode } from 'react'

import { cx } from './cx.ts'
import { Icon, type IconName } from './Icon.tsx'

export type TimelineItem = {
  id: string
  icon: IconName
  tone?: 'plain' | 'good' | 'bad' | 'held'
  title: ReactNode
  sub?: ReactNode
  time: string
  dateTime: string
}

export type TimelineDay = { id: string; label: string; items: readonly TimelineItem[] }

const marks = {
  plain: 'bg-surface text-ink-2 shadow-[inset_0_0_0_1px_var(--line-strong)]',
  good: 'bg-good-tint text-good-text shadow-[inset_0_0_0_1px_var(--good-line)]',
  bad: 'bg-bad-tint text-bad-text shadow-[inset_0_0_0_1px_var(--bad-line)]',
  held: 'border border-dashed border-line-control bg-sunken text-ink-2',
}

export function Timeline({ days }: { days: readonly TimelineDay[] }) {
  return (
    <div>
      {days.map((day) => (
        <section key={day.id} aria-label={day.label}>
          <h3 className="flex items-center gap-[10px] pt-[14px] pb-[6px] text-12 font-medium text-ink-3 after:h-px after:flex-1 after:bg-line">
            {day.label}
          </h3>
          <ol>
            {day.items.map((item) => (
              <Entry key={item.id} item={item} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function Entry({ item }: { item: TimelineItem }) {
  const tone = item.tone ?? 'plain'
  return (
    <li className="relative grid grid-cols-[28px_minmax(0,1fr)_auto] gap-x-[10px] py-[7px] before:absolute before:top-0 before:bottom-0 before:left-[13.5px] before:w-px before:bg-line">
      <span className={cx('relative z-[1] grid size-7 place-items-center rounded-full', marks[tone])}>
        <Icon name={item.icon} size={14} />
      </span>
      <div className="min-w-0 pt-1">
        <div
          className={cx(
            'font-medium',
            tone === 'bad' && 'text-bad-text',
            tone === 'good' && 'text-good-text',
          )}
        >
          {item.title}
        </div>
        {item.sub && <div className="mt-[2px] break-words text-ink-2">{item.sub}</div>}
      </div>
      <time dateTime={item.dateTime} className="num pt-[5px] text-12 text-ink-3">
        {item.time}
      </time>
    </li>
  )
}

/** What stands where content will be: nothing yet, loading, broken, under way. */
import type { ReactNode } from 'react'

import { cx } from './cx.ts'

/** Empty is a beginning: what will be here, why it helps, and the button that fills it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex max-w-[520px] flex-col items-start gap-[10px] px-6 py-9 text-14">
      <h2 className="text-16 font-semibold">{title}</h2>
      <p className="text-ink-2">{children}</p>
      {action}
    </div>
  )
}

export function ErrorState({
  title,
  children,
  reference,
  action,
}: {
  title: string
  children?: ReactNode
  reference?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex max-w-[560px] flex-col items-start gap-[10px] px-6 py-9 text-14" role="alert">
      <h2 className="text-16 font-semibold">{title}</h2>
      {children && <p className="text-ink-2">{children}</p>}
      {action}
      {reference && <p className="font-mono text-12 text-ink-3">{reference}</p>}
    </div>
  )
}

export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div className="flex flex-col gap-3 py-2" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <span
          key={line}
          className="block h-[10px] animate-pulse rounded-[5px] bg-sunken motion-reduce:animate-none"
          style={{ width: `${90 - ((line * 23) % 45)}%` }}
        />
      ))}
    </div>
  )
}

/** `share` 0 to 1, or null while the whole is not known. */
export function Progress({
  label,
  share,
  tone = 'accent',
  detail,
  actions,
}: {
  label: string
  share: number | null
  tone?: 'accent' | 'warn' | 'bad'
  detail?: ReactNode
  actions?: ReactNode
}) {
  const fill = { accent: 'bg-accent', warn: 'bg-warn-fill', bad: 'bg-bad-fill' }[tone]
  const width = share === null ? 30 : Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 10
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-3">
        <div
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={share === null ? undefined : Math.round(width)}
          className="h-2 flex-1 overflow-hidden rounded bg-sunken shadow-[inset_0_0_0_1px_var(--line)]"
        >
          <div
            className={cx(
              'h-full transition-[width] duration-[var(--slow)]',
              fill,
              share === null && 'animate-pulse',
            )}
            style={{ width: `${width}%` }}
          />
        </div>
        {actions}
      </div>
      {detail && <div className="num text-12 text-ink-3">{detail}</div>}
    </div>
  )
}

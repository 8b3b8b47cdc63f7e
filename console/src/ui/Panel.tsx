/** Surfaces: panels, definition lists, notices, the page's own frame. */
import type { ReactNode } from 'react'

import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'

export function Panel({
  title,
  end,
  foot,
  children,
  flush,
  className,
  id,
}: {
  title?: ReactNode
  end?: ReactNode
  foot?: ReactNode
  children: ReactNode
  flush?: boolean
  className?: string
  id?: string
}) {
  return (
    <section id={id} className={cx('min-w-0 rounded-3 border border-line-strong bg-surface', className)}>
      {title !== undefined && (
        <header className="flex min-h-11 items-center gap-2 border-b border-line px-4 max-phone:flex-wrap max-phone:py-2">
          <h2 className="text-13 leading-5 font-semibold">{title}</h2>
          {end && <div className="ml-auto flex items-center gap-2">{end}</div>}
        </header>
      )}
      <div className={flush ? 'rounded-b-3 [&>*:last-child]:rounded-b-3' : 'p-4'}>{children}</div>
      {foot && (
        <footer className="flex items-center gap-2 border-t border-line px-4 py-[10px] text-12 text-ink-3">
          {foot}
        </footer>
      )}
    </section>
  )
}

export function Definitions({ items }: { items: readonly { term: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(88px,36%)_1fr] gap-x-3 gap-y-[7px]">
      {items.map(({ term, value }) => (
        <div key={term} className="contents">
          <dt className="text-ink-3">{term}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const noticeTones = {
  plain: ['bg-sunken', 'text-ink-3', 'info'],
  good: ['bg-good-tint', 'text-good-text', 'check'],
  warn: ['bg-warn-tint', 'text-warn-text', 'warning'],
  bad: ['bg-bad-tint', 'text-bad-text', 'warning'],
  accent: ['bg-accent-tint', 'text-accent-text', 'info'],
} as const

export function Notice({
  tone = 'plain',
  children,
  action,
}: {
  tone?: keyof typeof noticeTones
  children: ReactNode
  action?: ReactNode
}) {
  const [background, ink, icon] = noticeTones[tone]
  return (
    <div
      className={cx('flex items-start gap-[10px] rounded-2 px-3 py-[10px] text-13', background)}
      role={tone === 'bad' ? 'alert' : undefined}
    >
      <Icon name={icon} className={cx('mt-px', ink)} />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  )
}

/** Title row with one primary action; crumbs lead back up. */
export function TitleBar({
  title,
  hint,
  crumbs,
  actions,
}: {
  title: ReactNode
  hint?: ReactNode
  crumbs?: ReactNode
  actions?: ReactNode
}) {
  return (
    <header className="gutter sticky top-0 z-[var(--z-sticky)] flex min-h-14 items-center gap-3 border-b border-line bg-bg max-phone:min-h-[52px] max-phone:flex-wrap max-phone:gap-x-2 max-phone:gap-y-1 max-phone:py-2 print:static">
      {crumbs && (
        <nav className="flex items-center gap-[6px] whitespace-nowrap text-ink-3 max-phone:hidden">
          {crumbs}
        </nav>
      )}
      {/* On a phone what does not fit beside the title goes below it; the title itself is not cut short for it. */}
      <h1 className="min-w-0 truncate text-20 leading-6 font-semibold tracking-[-0.012em]">{title}</h1>
      {hint && <span className="truncate text-12 text-ink-3 max-phone:hidden">{hint}</span>}
      {actions && <div className="ml-auto flex flex-none items-center gap-2">{actions}</div>}
    </header>
  )
}

export function Toolbar({ children }: { children: ReactNode }) {
  return (
    <div className="gutter flex min-h-[46px] items-center gap-2 border-b border-line py-2 max-phone:overflow-x-auto max-phone:*:flex-none">
      {children}
    </div>
  )
}

export function Page({ children, narrow }: { children: ReactNode; narrow?: boolean }) {
  return (
    <div
      className={cx(
        'gutter flex w-full flex-col gap-5 pt-5 pb-8 max-phone:gap-4 max-phone:pt-4',
        narrow && 'max-w-[880px]',
      )}
    >
      {children}
    </div>
  )
}

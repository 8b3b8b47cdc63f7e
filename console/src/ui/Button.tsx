/** What can be pressed: buttons, icon buttons, links that look like text. */
import type { ComponentProps, ReactNode } from 'react'

import { cx } from './cx.ts'
import { Icon, type IconName } from './Icon.tsx'

type Kind = 'plain' | 'primary' | 'quiet' | 'danger'

const kinds: Record<Kind, string> = {
  plain: 'border-line-strong bg-surface text-ink hover:bg-hover',
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover',
  quiet: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'border-bad-line bg-surface text-bad-text hover:bg-bad-tint',
}

const disabledLook = 'disabled:border-line disabled:bg-sunken disabled:text-ink-3'

/** The look of a button for links that act like one. */
export function buttonLook(kind: Kind = 'plain', small = false): string {
  return cx(
    'inline-flex items-center justify-center gap-[7px] rounded-2 border font-medium whitespace-nowrap transition-colors duration-[var(--fast)]',
    small ? 'control-s px-[9px] text-12' : 'control px-3 text-13',
    kinds[kind],
    disabledLook,
  )
}

export type ButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  kind?: Kind
  small?: boolean
  icon?: IconName
  /** The key that does the same. */
  shortcut?: string
  /** Something is under way: the button waits and says so to screen readers. */
  busy?: boolean
  children: ReactNode
}

export function Button({
  kind = 'plain',
  small = false,
  icon,
  shortcut,
  busy,
  children,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy}
      className={cx(buttonLook(kind, small), className)}
    >
      {icon && <Icon name={icon} size={14} className={kind === 'primary' ? '' : 'opacity-75'} />}
      {children}
      {shortcut && <Kbd inherit={kind === 'primary'}>{shortcut}</Kbd>}
    </button>
  )
}

export function IconButton({
  icon,
  label,
  small,
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'children'> & { icon: IconName; label: string; small?: boolean }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        'inline-grid flex-none place-items-center rounded-2 text-ink-2 hover:bg-hover hover:text-ink disabled:text-ink-4',
        small ? 'size-[26px] max-phone:size-9' : 'size-[var(--control)]',
        className,
      )}
    >
      <Icon name={icon} />
    </button>
  )
}

export function Kbd({ children, inherit = false }: { children: ReactNode; inherit?: boolean }) {
  return (
    <kbd
      className={cx(
        'inline-grid h-[18px] min-w-[18px] place-items-center rounded-1 border px-1 font-sans text-11 leading-none font-medium whitespace-nowrap max-phone:hidden',
        inherit ? 'border-current' : 'border-line-strong bg-surface text-ink-3',
      )}
    >
      {children}
    </kbd>
  )
}

/** Text that leads somewhere; give it to a router link as className. */
export const linkLook = 'font-medium text-accent-text hover:underline underline-offset-[3px]'

/** What floats above the page: dialogs, side panels, popovers, menus. */
import type { ReactNode } from 'react'
import { Dialog as RadixDialog, DropdownMenu, Popover as RadixPopover } from 'radix-ui'

import { cx } from './cx.ts'
import { Icon, type IconName } from './Icon.tsx'

type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: string
  children: ReactNode
  foot?: ReactNode
  wide?: boolean
  closeLabel: string
}

const scrim = 'fixed inset-0 z-[var(--z-dialog)] bg-overlay'

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  foot,
  wide,
  closeLabel,
}: DialogProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={scrim} />
        <RadixDialog.Content
          {...(!description && { 'aria-describedby': undefined })}
          className={cx(
            'appears fixed top-[8vh] left-1/2 z-[var(--z-dialog)] flex max-h-[84vh] w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-4 bg-surface shadow-dialog',
            wide ? 'max-w-[720px]' : 'max-w-[480px]',
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-[18px] pb-1">
            <RadixDialog.Title className="flex-1 text-16 font-semibold">{title}</RadixDialog.Title>
            <RadixDialog.Close
              aria-label={closeLabel}
              className="-mt-1 -mr-2 grid size-8 place-items-center rounded-2 text-ink-2 hover:bg-hover"
            >
              <Icon name="close" />
            </RadixDialog.Close>
          </header>
          <div className="min-h-0 overflow-y-auto px-5 pt-[6px] pb-4 text-14">
            {description && (
              <RadixDialog.Description className="pb-3 text-ink-2">{description}</RadixDialog.Description>
            )}
            {children}
          </div>
          {foot && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
              {foot}
            </footer>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}

/** A record beside the page; a sheet on a phone. */
export function SidePanel({
  open,
  onOpenChange,
  title,
  children,
  foot,
  closeLabel,
}: Omit<DialogProps, 'wide' | 'description'>) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={scrim} />
        <RadixDialog.Content
          aria-describedby={undefined}
          className="slides fixed inset-y-0 right-0 z-[var(--z-dialog)] flex w-[420px] max-w-full flex-col bg-surface shadow-dialog max-phone:inset-x-0 max-phone:top-auto max-phone:h-[88vh] max-phone:w-full max-phone:rounded-t-4"
        >
          <header className="flex min-h-14 items-center gap-3 border-b border-line px-5">
            <RadixDialog.Title className="min-w-0 flex-1 truncate text-16 font-semibold">
              {title}
            </RadixDialog.Title>
            <RadixDialog.Close
              aria-label={closeLabel}
              className="-mr-2 grid size-8 place-items-center rounded-2 text-ink-2 hover:bg-hover"
            >
              <Icon name="close" />
            </RadixDialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-5">{children}</div>
          {foot && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
              {foot}
            </footer>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}

export function Popover({
  trigger,
  children,
  label,
  align = 'start',
  width = 340,
}: {
  trigger: ReactNode
  children: ReactNode
  label: string
  align?: 'start' | 'center' | 'end'
  width?: number
}) {
  return (
    <RadixPopover.Root>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className="appears z-[var(--z-pop)] max-h-[70vh] max-w-[calc(100vw-24px)] overflow-y-auto rounded-3 bg-surface px-4 py-[14px] shadow-pop"
          style={{ width }}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  )
}

export type MenuItem =
  | {
      label: string
      icon?: IconName
      danger?: boolean
      disabled?: boolean
      checked?: boolean
      onSelect: () => void
    }
  | { line: string }

export function Menu({
  trigger,
  items,
  align = 'end',
  label,
}: {
  trigger: ReactNode
  items: readonly MenuItem[]
  align?: 'start' | 'end'
  label?: string
}) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className="appears z-[var(--z-pop)] max-h-[70vh] min-w-[200px] overflow-y-auto rounded-3 bg-surface p-1 shadow-pop"
        >
          {items.map((item) =>
            'line' in item ? (
              <DropdownMenu.Separator key={item.line} className="mx-2 my-1 h-px bg-line" />
            ) : (
              <MenuEntry key={item.label} item={item} />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** A choice that can be on or off says so to those who hear the page, too. */
function MenuEntry({ item }: { item: Exclude<MenuItem, { line: string }> }) {
  const look = cx(
    'flex min-h-8 cursor-pointer items-center gap-[10px] rounded-2 px-[10px] text-13 outline-none data-[disabled]:text-ink-4 data-[highlighted]:bg-hover max-phone:min-h-11',
    item.danger ? 'text-bad-text' : 'text-ink',
  )
  const given = { disabled: item.disabled ?? false, onSelect: item.onSelect, className: look }
  const content = (
    <>
      {item.icon && <Icon name={item.icon} size={14} className="text-ink-3" />}
      <span className="flex-1">{item.label}</span>
      {item.checked && <Icon name="check" size={14} className="text-accent-text" />}
    </>
  )
  if (item.checked === undefined) return <DropdownMenu.Item {...given}>{content}</DropdownMenu.Item>
  return (
    <DropdownMenu.CheckboxItem {...given} checked={item.checked}>
      {content}
    </DropdownMenu.CheckboxItem>
  )
}

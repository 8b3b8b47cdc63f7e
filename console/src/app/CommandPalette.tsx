/** Ctrl/⌘-K: go anywhere, find anyone. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { Dialog as RadixDialog } from 'radix-ui'
import { useDeferredValue, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useRights } from '#/lib/session.ts'
import { Icon, type IconName } from '#/ui/Icon.tsx'

import { navigation } from './nav.ts'

type Props = { open: boolean; onOpenChange: (open: boolean) => void; onKeys: () => void }

export function CommandPalette(props: Props) {
  const t = useT()
  return (
    <RadixDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-[var(--z-dialog)] bg-overlay" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className="appears fixed top-[12vh] left-1/2 z-[var(--z-dialog)] w-[calc(100vw-32px)] max-w-[640px] -translate-x-1/2 overflow-hidden rounded-4 bg-surface shadow-dialog"
        >
          <RadixDialog.Title className="sr-only">{t('nav.goOrSearch')}</RadixDialog.Title>
          <Palette {...props} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}

function Palette({ onOpenChange, onKeys }: Props) {
  const t = useT()
  const may = useRights()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const wanted = useDeferredValue(query.trim())
  const pages = navigation.filter(
    (entry) => (!entry.right || may(entry.right)) && matches(t(entry.text), wanted),
  )
  const found = useFound(wanted)
  const withKeys = matches(t('nav.keys'), wanted)
  const places = [...found.map(placeOf), ...pages.map((entry) => entry.to), ...(withKeys ? [keysPlace] : [])]
  const [chosen, choose] = useState('')
  const go = (to: string): void => {
    onOpenChange(false)
    void navigate({ to })
  }
  // Enter always opens something: when the chosen entry is gone, the first takes its place.
  const current = places.includes(chosen) ? chosen : (places[0] ?? '')
  return (
    <Command shouldFilter={false} label={t('nav.goOrSearch')} value={current} onValueChange={choose}>
      <div className="flex h-[52px] items-center gap-[10px] border-b border-line px-4">
        <Icon name="search" className="text-ink-3" />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder={t('nav.palettePlaceholder')}
          className="min-w-0 flex-1 bg-transparent text-16 outline-none"
        />
      </div>
      <Command.List label={t('nav.goOrSearch')} className="max-h-[52vh] overflow-y-auto py-2">
        <Command.Empty className="px-4 py-6 text-ink-2">{t('nav.paletteEmpty')}</Command.Empty>
        <Found items={found} go={go} />
        <Command.Group heading={t('nav.pages')} className={groupLook}>
          {pages.map((entry) => (
            <Option
              key={entry.to}
              value={entry.to}
              icon={entry.icon}
              label={t(entry.text)}
              onSelect={() => go(entry.to)}
            />
          ))}
          {withKeys && (
            <Option
              value={keysPlace}
              icon="key"
              label={t('nav.keys')}
              onSelect={() => {
                onOpenChange(false)
                onKeys()
              }}
            />
          )}
        </Command.Group>
      </Command.List>
    </Command>
  )
}

const keysPlace = '?'

type Item = { kind: 'customer' | 'order'; id: string; title: string; detail: string }

function placeOf(item: Item): string {
  return item.kind === 'customer' ? `/customers/${item.id}` : `/orders/${item.id}`
}

/** People and orders that fit, from two letters on. */
function useFound(query: string): readonly Item[] {
  const { data } = useQuery({
    ...api.today.search.queryOptions({ input: { query } }),
    enabled: query.length >= 2,
    placeholderData: keepPreviousData,
  })
  return query.length < 2 ? [] : (data?.items ?? [])
}

function Found({ items, go }: { items: readonly Item[]; go: (to: string) => void }) {
  const t = useT()
  if (items.length === 0) return null
  return (
    <Command.Group heading={t('app.search')} className={groupLook}>
      {items.map((item) => (
        <Option
          key={placeOf(item)}
          value={placeOf(item)}
          icon={item.kind === 'customer' ? 'person' : 'order'}
          label={item.title}
          hint={item.detail}
          onSelect={() => go(placeOf(item))}
        />
      ))}
    </Command.Group>
  )
}

const groupLook =
  '[&_[cmdk-group-heading]]:px-4 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3'

function matches(label: string, query: string): boolean {
  return label.toLocaleLowerCase('tr').includes(query.toLocaleLowerCase('tr'))
}

function Option({
  value,
  icon,
  label,
  hint,
  onSelect,
}: {
  value: string
  icon: IconName
  label: string
  hint?: string
  onSelect: () => void
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="mx-[6px] flex min-h-[38px] cursor-pointer items-center gap-[10px] rounded-2 px-[10px] py-1 data-[selected=true]:bg-selected"
    >
      <Icon name={icon} className="text-ink-3" />
      <span className="min-w-0 truncate">{label}</span>
      {hint && <span className="ml-auto truncate text-12 text-ink-3">{hint}</span>}
    </Command.Item>
  )
}

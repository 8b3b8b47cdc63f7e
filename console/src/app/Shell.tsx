/** The frame: rail on the left, the page beside it, five places at the foot of a phone. */
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { keep, readKept } from '#/lib/keep.ts'
import { useShortcuts } from '#/lib/keys.ts'
import { openLive } from '#/lib/live.ts'
import { useRights, useSession } from '#/lib/session.ts'
import { IconButton, Kbd } from '#/ui/Button.tsx'
import { cx } from '#/ui/cx.ts'
import { Icon, Mark } from '#/ui/Icon.tsx'

import { CommandPalette } from './CommandPalette.tsx'
import { DemoClock } from './DemoClock.tsx'
import { KeysDialog } from './KeysDialog.tsx'
import { type NavEntry, navigation } from './nav.ts'
import { UserMenu } from './UserMenu.tsx'

export function Shell() {
  const t = useT()
  const [palette, setPalette] = useState(false)
  const [keys, setKeys] = useState(false)
  const [closed, setClosed] = useState(() => readKept('rail.closed', false))
  const queries = useQueryClient()
  useEffect(() => openLive(queries, () => undefined), [queries])
  useShortcuts([
    { key: 'k', meta: true, run: () => setPalette(true) },
    { key: '?', run: () => setKeys(true) },
  ])
  const toggle = (): void => {
    keep('rail.closed', !closed)
    setClosed(!closed)
  }
  return (
    <div className="grid min-h-dvh grid-cols-[auto_minmax(0,1fr)] max-phone:grid-cols-[minmax(0,1fr)] max-phone:pb-[60px] print:block">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-[var(--z-toast)] focus:m-2 focus:rounded-2 focus:bg-surface focus:p-2"
      >
        {t('app.skip')}
      </a>
      <Rail closed={closed} onToggle={toggle} onSearch={() => setPalette(true)} />
      <main id="main" className="flex min-w-0 flex-col">
        <Outlet />
      </main>
      <TabBar onMore={() => setPalette(true)} />
      <CommandPalette open={palette} onOpenChange={setPalette} onKeys={() => setKeys(true)} />
      <KeysDialog open={keys} onOpenChange={setKeys} />
    </div>
  )
}

function Rail({
  closed,
  onToggle,
  onSearch,
}: {
  closed: boolean
  onToggle: () => void
  onSearch: () => void
}) {
  const t = useT()
  const may = useRights()
  const { data } = useSession()
  const shown = navigation.filter((entry) => !entry.right || may(entry.right))
  return (
    <nav
      aria-label={t('nav.main')}
      className={cx(
        'sticky top-0 z-[var(--z-rail)] flex h-dvh flex-col gap-[2px] overflow-y-auto border-r border-line bg-rail px-2 py-[10px] max-phone:hidden print:hidden',
        closed ? 'w-[var(--rail-w-closed)]' : 'w-[var(--rail-w)]',
      )}
    >
      <div className="flex h-9 items-center gap-[9px] px-2 font-semibold">
        <Mark />
        {!closed && <span className="min-w-0 flex-1 truncate">{data?.shop?.name}</span>}
        {!closed && <IconButton small icon="left" label={t('nav.collapse')} onClick={onToggle} />}
      </div>
      {closed && <IconButton icon="right" label={t('nav.expand')} onClick={onToggle} className="mx-auto" />}
      <button
        type="button"
        onClick={onSearch}
        aria-label={closed ? t('nav.goOrSearch') : undefined}
        className="mt-[6px] mb-[10px] flex h-[30px] items-center gap-2 rounded-2 border border-line-strong bg-surface pr-[6px] pl-2 text-ink-3"
      >
        <Icon name="search" size={14} />
        {!closed && <span className="flex-1 text-left">{t('nav.goOrSearch')}</span>}
        {!closed && <Kbd>Ctrl K</Kbd>}
      </button>
      {shown
        .filter((entry) => entry.place === 'rail')
        .map((entry) => (
          <RailLink key={entry.to} entry={entry} closed={closed} />
        ))}
      <div className="m-2 h-px flex-none bg-line" />
      {shown
        .filter((entry) => entry.place === 'settings')
        .map((entry) => (
          <RailLink key={entry.to} entry={entry} closed={closed} />
        ))}
      <div className="mt-auto pt-4">
        {!closed && <DemoClock />}
        <UserMenu closed={closed} />
      </div>
    </nav>
  )
}

/** `/` only for itself; other places for everything below them. */
function useHere(to: string): boolean {
  const path = useRouterState({ select: (state) => state.location.pathname })
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)
}

function RailLink({ entry, closed }: { entry: NavEntry; closed: boolean }) {
  const t = useT()
  const here = useHere(entry.to)
  return (
    <Link
      to={entry.to}
      aria-current={here ? 'page' : undefined}
      title={closed ? t(entry.text) : undefined}
      className="group flex h-[30px] flex-none items-center gap-[10px] rounded-2 px-2 font-medium text-ink-2 transition-colors duration-[var(--fast)] hover:bg-hover aria-[current]:bg-surface aria-[current]:text-ink aria-[current]:shadow-[0_0_0_1px_var(--line)]"
    >
      <Icon name={entry.icon} className="text-ink-3 group-aria-[current]:text-accent-text" />
      <span className={closed ? 'sr-only' : ''}>{t(entry.text)}</span>
    </Link>
  )
}

function TabBar({ onMore }: { onMore: () => void }) {
  const t = useT()
  const may = useRights()
  const shown = navigation.filter((entry) => entry.phone && (!entry.right || may(entry.right)))
  return (
    <nav
      aria-label={t('nav.main')}
      className="fixed inset-x-0 bottom-0 z-[var(--z-rail)] grid h-[60px] auto-cols-fr grid-flow-col border-t border-line-strong bg-surface pb-1 phone:hidden print:hidden"
    >
      {shown.map((entry) => (
        <TabLink key={entry.to} entry={entry} />
      ))}
      <button
        type="button"
        onClick={onMore}
        className="flex flex-col items-center justify-center gap-1 text-11 font-medium text-ink-3"
      >
        <Icon name="menu" size={20} />
        {t('nav.more')}
      </button>
    </nav>
  )
}

function TabLink({ entry }: { entry: NavEntry }) {
  const t = useT()
  const here = useHere(entry.to)
  return (
    <Link
      to={entry.to}
      aria-current={here ? 'page' : undefined}
      className="flex flex-col items-center justify-center gap-1 text-11 font-medium text-ink-3 aria-[current]:text-accent-text"
    >
      <Icon name={entry.icon} size={20} />
      {t(entry.text)}
    </Link>
  )
}

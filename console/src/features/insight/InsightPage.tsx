/** Insight: how the shop is doing, who comes back, who they are, what sells; a tab for each question. */
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense, useEffect, useRef } from 'react'

import { useT } from '#/lang/index.ts'
import { cx } from '#/ui/cx.ts'
import { Page, TitleBar } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { ReachBar, type ReachPart } from './ReachBar.tsx'

type View = { reach: readonly ReachPart[]; Part: ComponentType; tab?: false }

/** A tab in the order of the row; a view without one is reached from the others. */
const views = {
  overview: {
    reach: ['period', 'compare', 'store', 'segment'],
    Part: lazy(async () => ({ default: (await import('./Overview.tsx')).Overview })),
  },
  retention: {
    reach: ['store', 'segment'],
    Part: lazy(async () => ({ default: (await import('./retention/Retention.tsx')).Retention })),
  },
  classes: {
    reach: [],
    Part: lazy(async () => ({ default: (await import('./Classes.tsx')).Classes })),
  },
  groups: {
    reach: [],
    Part: lazy(async () => ({ default: (await import('./Groups.tsx')).Groups })),
  },
  audience: {
    reach: ['period', 'store', 'segment'],
    Part: lazy(async () => ({ default: (await import('./audience/Audience.tsx')).Audience })),
  },
  products: {
    reach: ['period', 'store', 'segment'],
    Part: lazy(async () => ({ default: (await import('./products/Products.tsx')).Products })),
  },
  explore: {
    reach: ['period', 'store', 'segment'],
    Part: lazy(async () => ({ default: (await import('./explore/Explore.tsx')).Explore })),
  },
  forecast: {
    reach: [],
    Part: lazy(async () => ({ default: (await import('./models/Forecast.tsx')).Forecast })),
  },
  experiments: {
    reach: [],
    Part: lazy(async () => ({ default: (await import('./experiments/Experiments.tsx')).Experiments })),
  },
  people: {
    reach: ['store', 'segment'],
    tab: false,
    Part: lazy(async () => ({ default: (await import('./people/People.tsx')).People })),
  },
} satisfies Record<string, View>

type ViewName = keyof typeof views
type TabName = Exclude<ViewName, 'people'>

const names = Object.keys(views) as ViewName[]
const tabs = names.filter((name): name is TabName => !('tab' in views[name]))

/** What every tab obeys, and so goes along from one to the next. */
const kept = new Set(['period', 'from', 'to', 'compare', 'store', 'segment'])

export function InsightPage() {
  const t = useT()
  const params: { view?: string } = useParams({ strict: false })
  const view = names.find((known) => known === params.view) ?? 'overview'
  const { Part, reach } = views[view]
  return (
    <>
      <TitleBar title={t('insight.title')} />
      <Tabs view={view} />
      <ReachBar parts={reach} />
      <Page>
        <Suspense fallback={<Skeleton label={t('app.loading')} lines={8} />}>
          <Part />
        </Suspense>
      </Page>
    </>
  )
}

function Tabs({ view }: { view: ViewName }) {
  const t = useT()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const row = useRef<HTMLElement>(null)
  // Where the row is wider than a phone, the chosen tab is in sight.
  useEffect(() => {
    row.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [view])
  const along = Object.fromEntries(Object.entries(search).filter(([name]) => kept.has(name)))
  return (
    <nav
      ref={row}
      aria-label={t('insight.views')}
      className="gutter flex gap-[18px] overflow-x-auto border-b border-line print:hidden"
    >
      {tabs.map((name) => (
        <Link
          key={name}
          to={name === 'overview' ? '/insight' : '/insight/$view'}
          params={{ view: name }}
          search={along}
          aria-current={name === view ? 'page' : undefined}
          className={cx(
            'inline-flex h-10 flex-none items-center border-b-2 font-medium whitespace-nowrap',
            name === view ? 'border-accent text-ink' : 'border-transparent text-ink-2',
          )}
        >
          {t(`insight.${name}`)}
        </Link>
      ))}
    </nav>
  )
}

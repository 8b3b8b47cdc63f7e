/** The start page: the day against its usual, what waits for this person, and what changed since yesterday. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights, useSession } from '#/lib/session.ts'
import { buttonLook } from '#/ui/Button.tsx'
import { cx } from '#/ui/cx.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel, Page, TitleBar } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { Changes } from './Changes.tsx'
import { Lead } from './Lead.tsx'
import { NextSteps } from './NextSteps.tsx'
import { NextWork } from './NextWork.tsx'
import { UsualTiles } from './UsualTiles.tsx'
import { useWaiting } from './waiting.ts'
import { Waiting } from './Waiting.tsx'

/** The page keeps itself fresh: nothing of it tells when it has changed. */
const everyMinute = { refetchInterval: 60_000 }

const columns =
  'grid grid-cols-[minmax(0,1fr)] items-start gap-5 min-[1100px]:grid-cols-[minmax(0,1fr)_392px]'

export function TodayPage() {
  const t = useT()
  const format = useFormat()
  const may = useRights()
  return (
    <>
      <TitleBar title={t('today.title')} hint={format.day(new Date())} actions={<NextWork />} />
      <Page>{may('insight.read') ? <WithFigures /> : <WithoutFigures />}</Page>
    </>
  )
}

function Greeting({ children }: { children?: ReactNode }) {
  const t = useT()
  const { data } = useSession()
  const hour = new Date().getHours()
  const part = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
  return (
    <div className="min-w-0">
      <h2 className="text-20 leading-7 font-semibold tracking-[-0.012em]">
        {t(`today.${part}`, { name: data?.user?.name ?? '' })}
      </h2>
      <p className="max-w-[640px] text-14 text-ink-2">{children}</p>
    </div>
  )
}

function WithFigures() {
  const t = useT()
  const usual = useQuery({ ...api.insight.usual.queryOptions(), ...everyMinute })
  if (usual.error) return <FailureState error={usual.error} onRetry={() => void usual.refetch()} />
  if (!usual.data) return <Skeleton label={t('app.loading')} lines={6} />
  if (usual.data.day === null) return <NewShop />
  return (
    <>
      <Lead answer={usual.data} greeting={(children) => <Greeting>{children}</Greeting>} />
      <UsualTiles answer={usual.data} />
      {/* What waits comes first to a reader and on a phone; where there is room it stands at the side. */}
      <div className={cx(columns, 'min-[1100px]:grid-rows-[auto_1fr]')}>
        <div className="min-w-0 min-[1100px]:col-start-2">
          <Waiting />
        </div>
        <div className="min-w-0 min-[1100px]:col-start-1 min-[1100px]:row-span-2 min-[1100px]:row-start-1">
          <NextSteps />
        </div>
        <div className="min-w-0 min-[1100px]:col-start-2">
          <Changes usual={usual.data} />
        </div>
      </div>
      <p className="text-12 text-ink-3">{t('today.foot')}</p>
    </>
  )
}

/** Before the first order: how it begins, and what has to be seen to meanwhile. */
function NewShop() {
  const t = useT()
  const waiting = useWaiting()
  return (
    <>
      <Greeting />
      <Panel flush>
        <EmptyState
          title={t('insight.emptyTitle')}
          action={
            <Link to="/start" className={buttonLook('primary')}>
              {t('today.begin')}
            </Link>
          }
        >
          {t('today.noData')}
        </EmptyState>
      </Panel>
      {(waiting.data?.items.length ?? 0) > 0 && <Waiting />}
    </>
  )
}

/** For those who may not read insight: what waits, and what they may see of the changes. */
function WithoutFigures() {
  const t = useT()
  return (
    <>
      <Greeting>{t('today.nothingShown')}</Greeting>
      <div className={columns}>
        <Waiting />
        <Changes />
      </div>
    </>
  )
}

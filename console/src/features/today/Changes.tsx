/** What changed since yesterday: the day before against its usual, people who went silent, segments that moved. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { shortText, valueText } from '#/ui/explain.tsx'
import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { cx } from '#/ui/cx.ts'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { endsOf, toneOf, type UsualAnswer, type UsualFigure, useWeekday } from './usual-words.ts'

export function Changes({ usual }: { usual?: UsualAnswer }) {
  const t = useT()
  const changes = useQuery({ ...api.today.changes.queryOptions(), refetchInterval: 60_000 })
  const yesterday = usual && usual.minute < 1440 ? yesterdayOf(usual) : null
  const late = changes.data?.late
  const segments = changes.data?.segments ?? []
  const nothing = changes.data && !yesterday && !late && segments.length === 0
  return (
    <Panel title={t('today.changes')} flush>
      {changes.error && <FailureState error={changes.error} onRetry={() => void changes.refetch()} />}
      {changes.isPending && (
        <div className="p-4">
          <Skeleton label={t('app.loading')} />
        </div>
      )}
      {nothing && <p className="p-4 text-ink-2">{t('today.nothingChanged')}</p>}
      <ul className="divide-y divide-line">
        {yesterday && <Yesterday {...yesterday} />}
        {late && late.people > 0 && <Late {...late} />}
        {segments.map((segment) => (
          <Row
            key={segment.id}
            mark={segment.entered === segment.left ? 'plain' : 'new'}
            detail={t('today.segmentMoves', { entered: segment.entered, left: segment.left })}
          >
            <Link to="/segments/$id" params={{ id: segment.id }} className={rowLink}>
              {t('today.segment', { name: segment.name, n: segment.people })}
            </Link>
          </Row>
        ))}
      </ul>
    </Panel>
  )
}

const rowLink = 'after:absolute after:inset-0'

type Yesterday = { day: string; revenue: UsualFigure; orders: UsualFigure; came: UsualFigure }

function yesterdayOf({ day, figures }: UsualAnswer): Yesterday | null {
  const of = (measure: UsualFigure['measure']) => figures.find((figure) => figure.measure === measure)
  const [revenue, orders, came] = [of('revenue'), of('orders'), of('newCustomers')]
  return day && revenue && orders && came && orders.yesterday.value !== null
    ? { day, revenue, orders, came }
    : null
}

function Yesterday({ day, revenue, orders, came }: Yesterday) {
  const t = useT()
  const format = useFormat()
  const weekday = useWeekday()(day, 1)
  const reach = ({ yesterday: { usual }, kind }: UsualFigure): string => {
    const ends = endsOf({ usual, kind })
    if (!ends) return t('today.tooFew', { weekday })
    const [low, high] = [shortText(format, kind, ends.low), shortText(format, kind, ends.high)]
    return t('today.usualReach', { weekday, low, high })
  }
  return (
    <>
      <Row mark={markOf(revenue)} detail={reach(revenue)}>
        <Link to="/insight" className={rowLink}>
          {t('today.dayBefore', {
            revenue: valueText(format, 'money', revenue.yesterday.value),
            orders: Number(orders.yesterday.value),
          })}
        </Link>
      </Row>
      <Row mark={markOf(came)} detail={reach(came)}>
        <Link to="/insight" search={{ measure: 'newCustomers' }} className={rowLink}>
          {t('today.newPeople', { n: Number(came.yesterday.value ?? 0) })}
        </Link>
      </Row>
    </>
  )
}

function Late({ people, entered }: { people: number; entered: number }) {
  const t = useT()
  return (
    <Row mark={entered > 0 ? 'bad' : 'plain'} detail={t('today.lateEntered', { n: entered })}>
      <Link
        to="/insight/$view"
        params={{ view: 'people' }}
        search={{ kind: 'churn', key: 'late' }}
        className={rowLink}
      >
        {t('today.late', { n: people })}
      </Link>
    </Row>
  )
}

type Mark = 'plain' | 'new' | 'good' | 'bad'

function markOf({ yesterday: { verdict }, good }: UsualFigure): Mark {
  if (verdict === null || verdict === 'within') return 'plain'
  const tone = toneOf({ verdict, good })
  return tone === 'warn' ? 'new' : tone
}

const marks: Record<Mark, string> = {
  plain: 'rounded-full shadow-[inset_0_0_0_1.5px_var(--ink-4)]',
  new: 'rounded-[2px] bg-accent',
  good: 'rotate-45 rounded-[1px] bg-good-fill',
  bad: 'rotate-45 rounded-[1px] bg-bad-fill',
}

function Row({ mark, detail, children }: { mark: Mark; detail: string; children: ReactNode }) {
  const t = useT()
  return (
    <li className="relative flex items-start gap-[10px] px-4 py-[11px] has-[a:hover]:bg-hover">
      <i
        className={cx('mt-[6px] size-[9px] flex-none', marks[mark])}
        {...(mark === 'good' || mark === 'bad'
          ? { role: 'img', 'aria-label': t('today.outsideMark') }
          : { 'aria-hidden': true })}
      />
      <div className="min-w-0 flex-1">
        <div className="font-medium break-words">{children}</div>
        <div className="text-12 text-ink-3">{detail}</div>
      </div>
    </li>
  )
}

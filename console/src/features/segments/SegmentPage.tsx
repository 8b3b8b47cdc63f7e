/** One segment: its rule in words, how it grows, who is in it and why, what it shares with others, who uses it. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { buttonLook, linkLook } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Definitions, Notice, Page, Panel, TitleBar } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { Growth } from './Growth.tsx'
import { Members } from './Members.tsx'
import { Overlap } from './Overlap.tsx'
import { RuleText } from './RuleText.tsx'
import { Change, StateBadge } from './segment-columns.tsx'
import { SegmentMenu } from './SegmentMenu.tsx'

export type Segment = Awaited<ReturnType<typeof client.segments.get>>

export function SegmentPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false })
  const segment = useQuery(api.segments.get.queryOptions({ input: { id } }))
  if (segment.error) return <FailureState error={segment.error} onRetry={() => void segment.refetch()} />
  if (!segment.data) {
    return (
      <Page>
        <Skeleton label={t('app.loading')} lines={10} />
      </Page>
    )
  }
  return <View segment={segment.data} />
}

function View({ segment }: { segment: Segment }) {
  const t = useT()
  return (
    <>
      <TitleBar
        title={segment.name}
        crumbs={
          <Link to="/segments" className={linkLook}>
            {t('segments.title')}
          </Link>
        }
        actions={<Actions segment={segment} />}
      />
      <Page>
        {segment.state === 'failed' && (
          <Notice tone="bad">{t('segments.failedText', { problem: segment.problem ?? '' })}</Notice>
        )}
        {segment.state === 'building' && <Notice tone="accent">{t('segments.buildingText')}</Notice>}
        {segment.state === 'archived' && <Notice>{t('segments.archivedText')}</Notice>}
        <div className="grid items-start gap-5 wide:grid-cols-[minmax(0,1fr)_340px]">
          <div className="flex min-w-0 flex-col gap-5">
            <Growth id={segment.id} />
            <Members segment={segment} />
          </div>
          <aside
            aria-label={t('segments.about')}
            className="flex min-w-0 flex-col gap-5 max-wide:order-first"
          >
            <About segment={segment} />
            <Panel title={t('segments.rule')}>
              <RuleText root={segment.definition.root} />
            </Panel>
            <Overlap segment={segment} />
            <UsedBy segment={segment} />
          </aside>
        </div>
      </Page>
    </>
  )
}

function Actions({ segment }: { segment: Segment }) {
  const t = useT()
  const may = useRights()
  return (
    <>
      {may('campaigns.write') && segment.state === 'ready' && (
        <Link
          to="/campaigns"
          search={{ new: `segment:${segment.id}` }}
          className={`${buttonLook()} max-phone:hidden`}
        >
          {t('segments.write')}
        </Link>
      )}
      {may('segments.write') && segment.state !== 'archived' && (
        <Link to="/segments/$id/edit" params={{ id: segment.id }} className={buttonLook('primary')}>
          {t('app.edit')}
        </Link>
      )}
      <SegmentMenu segment={segment} />
    </>
  )
}

function About({ segment }: { segment: Segment }) {
  const t = useT()
  const format = useFormat()
  const items = [
    { term: t('segments.state'), value: <StateBadge state={segment.state} /> },
    {
      term: t('segments.people'),
      value: <strong>{segment.people === null ? '–' : format.number(segment.people)}</strong>,
    },
    { term: t('segments.weekChange'), value: <Change row={segment} /> },
    {
      term: t('segments.asOf'),
      value: segment.asOf ? format.dateTime(segment.asOf) : t('segments.notYet'),
    },
    { term: t('segments.createdBy'), value: segment.createdBy },
    ...(segment.note ? [{ term: t('segments.note'), value: segment.note }] : []),
  ]
  return (
    <Panel title={t('segments.about')}>
      <Definitions items={items} />
    </Panel>
  )
}

function UsedBy({ segment }: { segment: Segment }) {
  const t = useT()
  return (
    <Panel title={t('segments.usedBy')}>
      {segment.usedBy.length === 0 ? (
        <p className="text-ink-3">{t('segments.usedByNone')}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {segment.usedBy.map((user) => (
            <li key={user.id}>
              <Link
                to={user.kind === 'segment' ? '/segments/$id' : '/campaigns/$id'}
                params={{ id: user.id }}
                className={linkLook}
              >
                {user.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

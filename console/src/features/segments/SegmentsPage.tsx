/** The list of segments: size, change, state; and the ready-made rules to begin with. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useRights } from '#/lib/session.ts'
import { Button, buttonLook } from '#/ui/Button.tsx'
import { DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Input, Select, Switch } from '#/ui/Field.tsx'
import { Page, Panel, TitleBar, Toolbar } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { ReadyMade, ReadyMadeDialog } from './ReadyMade.tsx'
import { type SegmentsView, useColumns } from './segment-columns.tsx'

export function SegmentsPage() {
  const t = useT()
  const may = useRights()
  const navigate = useNavigate()
  const view: SegmentsView = useSearch({ strict: false })
  const change = (part: SegmentsView): void =>
    void navigate({ to: '.', search: { ...view, ...part }, replace: true })
  return (
    <>
      <TitleBar
        title={t('segments.title')}
        actions={
          may('segments.write') && (
            <>
              <Button onClick={() => change({ ready: true })}>{t('segments.readyMade')}</Button>
              <Link to="/segments/new" className={buttonLook('primary')}>
                {t('segments.new')}
              </Link>
            </>
          )
        }
      />
      <Toolbar>
        <Input
          icon="search"
          type="search"
          aria-label={t('segments.search')}
          placeholder={t('segments.search')}
          value={view.text ?? ''}
          onChange={(event) => change({ text: event.target.value || undefined })}
          className="w-60"
        />
        <Select
          aria-label={t('segments.sort')}
          value={view.sort ?? 'updated'}
          onChange={(event) => change({ sort: event.target.value as SegmentsView['sort'] })}
          choices={(['updated', 'name', 'people'] as const).map((value) => ({
            value,
            label: t(`segments.sorts.${value}`),
          }))}
        />
        <Switch
          label={t('segments.archived')}
          checked={view.archived ?? false}
          onChange={(archived) => change({ archived: archived || undefined })}
        />
      </Toolbar>
      <Page>
        <List view={view} />
      </Page>
      {view.ready && <ReadyMadeDialog onClose={() => change({ ready: undefined })} />}
    </>
  )
}

function List({ view }: { view: SegmentsView }) {
  const t = useT()
  const navigate = useNavigate()
  const columns = useColumns()
  const filters = { text: view.text, archived: view.archived ?? false, sort: view.sort ?? 'updated' }
  const segments = useInfiniteQuery(
    api.segments.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...filters, cursor, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  if (segments.error) return <FailureState error={segments.error} onRetry={() => void segments.refetch()} />
  if (!segments.data) return <Skeleton lines={6} label={t('app.loading')} />
  const rows = segments.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return <Nothing view={view} />
  return (
    <Panel flush>
      <DataTable
        label={t('segments.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/segments/$id', params: { id: row.id } })}
        onEnd={() => void (segments.hasNextPage && !segments.isFetchingNextPage && segments.fetchNextPage())}
      />
    </Panel>
  )
}

function Nothing({ view }: { view: SegmentsView }) {
  const t = useT()
  if (view.text || view.archived) {
    return (
      <EmptyState
        title={t('segments.noneFound')}
        action={
          <Link to="/segments" className={buttonLook()}>
            {t('segments.showAll')}
          </Link>
        }
      >
        {t('segments.noneFoundText')}
      </EmptyState>
    )
  }
  return (
    <>
      <EmptyState title={t('segments.empty')}>{t('segments.emptyText')}</EmptyState>
      <ReadyMade />
    </>
  )
}

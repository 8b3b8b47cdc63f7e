/** Who changed what: newest first, filtered by person, action and days; the filters and the open entry stand in the address. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Button, buttonLook } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Page, Panel, TitleBar } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { AuditEntry } from './AuditEntry.tsx'
import { AuditFilters } from './AuditFilters.tsx'
import { type AuditSearch, filtersOf, searchOf } from './search.ts'
import { useActionText, useSubjectText } from './use-entry-text.ts'

export type Entry = Awaited<ReturnType<typeof client.team.audit.list>>['items'][number]

export function AuditPage() {
  const t = useT()
  const navigate = useNavigate()
  const search = searchOf(useSearch({ strict: false }))
  const filters = filtersOf(search)
  const change = (part: AuditSearch): void =>
    void navigate({ to: '.', search: { ...search, ...part }, replace: true })
  const entries = useInfiniteQuery(
    api.team.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...filters, limit: 100, ...(cursor && { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = entries.data?.pages.flatMap((page) => page.items) ?? []
  const open = rows.find((entry) => entry.id === search.entry)
  const csv = `/api/team/audit/export?${new URLSearchParams(filters).toString()}`
  return (
    <>
      <TitleBar
        title={t('audit.title')}
        actions={
          <a href={csv} download className={buttonLook()}>
            {t('app.csv')}
          </a>
        }
      />
      <AuditFilters search={search} onChange={change} />
      <Page>
        {entries.error && <FailureState error={entries.error} onRetry={() => void entries.refetch()} />}
        {entries.isPending && <Skeleton label={t('app.loading')} lines={8} />}
        {entries.data && rows.length === 0 && <Nothing onClear={() => void navigate({ to: '/audit' })} />}
        {rows.length > 0 && (
          <Entries
            rows={rows}
            onOpen={(entry) => change({ entry: entry.id })}
            onEnd={() => entries.hasNextPage && !entries.isFetchingNextPage && void entries.fetchNextPage()}
          />
        )}
      </Page>
      {open && <AuditEntry entry={open} onClose={() => change({ entry: undefined })} />}
    </>
  )
}

function Entries({
  rows,
  onOpen,
  onEnd,
}: {
  rows: readonly Entry[]
  onOpen: (entry: Entry) => void
  onEnd: () => void
}) {
  const t = useT()
  const format = useFormat()
  const actionText = useActionText()
  const subjectText = useSubjectText()
  const columns: Column<Entry>[] = [
    { id: 'what', label: t('audit.what'), lead: true, cell: (entry) => actionText(entry.action) },
    { id: 'who', label: t('audit.who'), cell: (entry) => entry.actor.name || t('audit.program') },
    {
      id: 'subject',
      label: t('audit.subject'),
      cell: (entry) => <span className="text-ink-2">{subjectText(entry.subject)}</span>,
    },
    {
      id: 'when',
      label: t('audit.when'),
      cell: (entry) => (
        <time dateTime={entry.at} title={format.dateTime(entry.at)}>
          {format.relative(entry.at, new Date())}
        </time>
      ),
    },
  ]
  return (
    <Panel flush>
      <DataTable
        label={t('audit.title')}
        columns={columns}
        rows={rows}
        rowId={(entry) => entry.id}
        onOpen={onOpen}
        onEnd={onEnd}
      />
    </Panel>
  )
}

function Nothing({ onClear }: { onClear: () => void }) {
  const t = useT()
  return (
    <EmptyState title={t('audit.emptyTitle')} action={<Button onClick={onClear}>{t('audit.clear')}</Button>}>
      {t('audit.emptyText')}
    </EmptyState>
  )
}

/** The people of a segment, and for each why. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button, buttonLook } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import type { Segment } from './SegmentPage.tsx'
import { WhyPanel } from './WhyPanel.tsx'

export type Person = Awaited<ReturnType<typeof client.segments.listMembers>>['items'][number]

export function Members({ segment }: { segment: Segment }) {
  const t = useT()
  const may = useRights()
  const [asked, setAsked] = useState<Person | null>(null)
  const columns = useColumns(setAsked)
  const members = useInfiniteQuery(
    api.segments.listMembers.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: segment.id, cursor, limit: 50 }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = members.data?.pages.flatMap((page) => page.items) ?? []
  const download = may('customers.export') && rows.length > 0 && (
    <a href={`/api/segments/${segment.id}/members.csv`} download className={buttonLook('quiet', true)}>
      {t('app.csv')}
    </a>
  )
  return (
    <Panel title={t('segments.members')} end={download} flush>
      {members.error && <FailureState error={members.error} onRetry={() => void members.refetch()} />}
      {members.isPending && <Skeleton label={t('app.loading')} lines={6} />}
      {members.data && rows.length === 0 && (
        <EmptyState title={t('segments.membersNone')}>{t('segments.membersNoneText')}</EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          label={t('segments.members')}
          columns={columns}
          rows={rows}
          rowId={(row) => String(row.customerId)}
          onOpen={setAsked}
          onEnd={() => {
            if (members.hasNextPage && !members.isFetchingNextPage) void members.fetchNextPage()
          }}
        />
      )}
      {asked && <WhyPanel segment={segment} person={asked} onClose={() => setAsked(null)} />}
    </Panel>
  )
}

function useColumns(ask: (person: Person) => void): Column<Person>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'name',
      label: t('segments.person'),
      lead: true,
      cell: (row) => (
        <Link
          to="/customers/$id"
          params={{ id: String(row.customerId) }}
          className="font-medium hover:underline"
          onClick={(event) => event.stopPropagation()}
        >
          {nameOf(row)}
        </Link>
      ),
    },
    { id: 'city', label: t('segments.city'), cell: (row) => row.city ?? '–' },
    {
      id: 'orders',
      label: t('segments.orders'),
      align: 'right',
      cell: (row) => format.number(row.orderCount),
    },
    {
      id: 'spent',
      label: t('segments.spent'),
      align: 'right',
      cell: (row) => format.money(row.spent, format.currency),
    },
    {
      id: 'last',
      label: t('segments.lastOrder'),
      align: 'right',
      hideOnCard: true,
      cell: (row) => (row.lastOrderAt ? format.date(row.lastOrderAt, { dateStyle: 'medium' }) : '–'),
    },
    {
      id: 'why',
      label: t('segments.why'),
      align: 'right',
      cell: (row) => (
        <Button
          kind="quiet"
          small
          onClick={(event) => {
            event.stopPropagation()
            ask(row)
          }}
        >
          {t('segments.why')}
        </Button>
      ),
    },
  ]
}

export function nameOf(person: Person): string {
  return person.name || person.email || `#${person.customerId}`
}

/** The four named groups: what they are, how many, and each person with the reasons. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'

import { useCodeText, useT } from '#/lang/index.ts'
import type { client } from '#/lib/api.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button, buttonLook } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { Why } from './Why.tsx'

type Summary = Awaited<ReturnType<typeof client.insight.listGroups>>['groups'][number]
type Group = Summary['group']
type Member = Awaited<ReturnType<typeof client.insight.listMembers>>['items'][number]

export function Groups() {
  const t = useT()
  const search: { group?: string } = useSearch({ strict: false })
  const groups = useQuery(api.insight.listGroups.queryOptions())
  if (groups.error) return <FailureState error={groups.error} onRetry={() => void groups.refetch()} />
  if (!groups.data) return <Skeleton label={t('app.loading')} lines={8} />
  const open = groups.data.groups.find((one) => one.group === search.group) ?? groups.data.groups[0]
  return (
    <>
      <div className="grid gap-4 phone:grid-cols-2 wide:grid-cols-4">
        {groups.data.groups.map((one) => (
          <GroupCard key={one.group} summary={one} open={one.group === open?.group} />
        ))}
      </div>
      {open && <Members key={open.group} group={open.group} />}
    </>
  )
}

function GroupCard({ summary, open }: { summary: Summary; open: boolean }) {
  const t = useT()
  const format = useFormat()
  const navigate = useNavigate()
  const name = useCodeText('groupNames')
  const rule = useCodeText('groupRules')
  const show = (): void =>
    void navigate({ to: '.', search: (old: object) => ({ ...old, group: summary.group }) })
  return (
    <section
      className={
        open
          ? 'rounded-3 border border-accent bg-surface p-4'
          : 'rounded-3 border border-line-strong bg-surface p-4'
      }
      aria-label={name(summary.group)}
    >
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-13 font-semibold">{name(summary.group)}</h2>
        <Badge>{t('insight.rule')}</Badge>
      </div>
      <p className="num mt-2 text-24 font-semibold tracking-[-0.02em]">{format.number(summary.people)}</p>
      <p className="num text-12 text-ink-3">
        {t('insight.groupValue', { value: format.money(summary.value, format.currency) })}
      </p>
      <p className="mt-2 min-h-[54px] text-12 text-ink-2">{rule(summary.group)}</p>
      <Button small className="mt-2" aria-pressed={open} onClick={show}>
        {t('insight.seePeople')}
      </Button>
    </section>
  )
}

function Members({ group }: { group: Group }) {
  const t = useT()
  const may = useRights()
  const navigate = useNavigate()
  const name = useCodeText('groupNames')
  const columns = useColumns()
  const members = useInfiniteQuery(
    api.insight.listMembers.infiniteOptions({
      input: (cursor: string | undefined) => ({ group, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = members.data?.pages.flatMap((page) => page.items) ?? []
  const actions = rows.length > 0 && (
    <>
      {may('customers.export') && (
        <a href={`/api/group-export.csv?group=${group}`} download className={buttonLook('quiet', true)}>
          {t('app.csv')}
        </a>
      )}
      {may('campaigns.write') && (
        <Link to="/campaigns" search={{ new: group }} className={buttonLook('primary', true)}>
          {t('insight.writeToThem')}
        </Link>
      )}
    </>
  )
  return (
    <Panel title={name(group)} end={actions} flush>
      {members.error && <FailureState error={members.error} onRetry={() => void members.refetch()} />}
      {members.isLoading && <Skeleton label={t('app.loading')} />}
      {members.data && rows.length === 0 && (
        <EmptyState title={name(group)}>{t('insight.membersEmpty')}</EmptyState>
      )}
      {rows.length > 0 && (
        <DataTable
          label={name(group)}
          columns={columns}
          rows={rows}
          rowId={(row) => String(row.customerId)}
          onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: String(row.customerId) } })}
          onEnd={() => {
            if (members.hasNextPage && !members.isFetchingNextPage) void members.fetchNextPage()
          }}
        />
      )}
    </Panel>
  )
}

function useColumns(): Column<Member>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'name',
      label: t('insight.name'),
      lead: true,
      cell: (row) => (
        <Link
          to="/customers/$id"
          params={{ id: String(row.customerId) }}
          className="font-medium hover:underline"
          onClick={(event) => event.stopPropagation()}
        >
          {row.name || row.email || `#${row.customerId}`}
        </Link>
      ),
    },
    { id: 'city', label: t('insight.city'), cell: (row) => row.city ?? '–' },
    {
      id: 'orders',
      label: t('insight.orders'),
      align: 'right',
      cell: (row) => format.number(row.orderCount),
    },
    {
      id: 'last',
      label: t('insight.lastOrder'),
      cell: (row) => (row.lastOrderAt ? format.date(row.lastOrderAt) : '–'),
    },
    {
      id: 'value',
      label: t('insight.value'),
      align: 'right',
      cell: (row) => format.money(row.value, format.currency),
    },
    { id: 'why', label: t('insight.why'), cell: (row) => <Why member={row} /> },
  ]
}

/** The ledger of a campaign: everybody it was made for, and what became of their message. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge, type Tone } from '#/ui/Badge.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Select } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

const filters = ['all', 'sent', 'failed', 'skipped', 'queued', 'opened', 'clicked', 'unsubscribed'] as const
type Filter = (typeof filters)[number]

type Row = {
  id: string
  customerId: number
  customerName: string
  address: string
  state: string
  stateReason: string
  sentAt: string | null
  openedAt: string | null
  clickedAt: string | null
  unsubscribedAt: string | null
}

function inputOf(filter: Filter) {
  if (filter === 'all') return {}
  if (filter === 'opened' || filter === 'clicked' || filter === 'unsubscribed') return { did: filter }
  return { state: filter }
}

export function Recipients({ campaignId }: { campaignId: string }) {
  const t = useT()
  const navigate = useNavigate()
  const columns = useColumns()
  const view: { show?: string } = useSearch({ strict: false })
  const filter = filters.find((name) => name === view.show) ?? 'all'
  const messages = useInfiniteQuery(
    api.delivery.listMessages.infiniteOptions({
      input: (cursor: string | undefined) => ({
        sendingId: campaignId,
        cursor,
        limit: 50,
        ...inputOf(filter),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const rows = messages.data?.pages.flatMap((page) => page.items) ?? []
  const end = (
    <Select
      aria-label={t('campaigns.filter')}
      choices={filters.map((value) => ({ value, label: t(`campaigns.show.${value}`) }))}
      value={filter}
      onChange={(event) => void navigate({ to: '.', search: { show: event.target.value }, replace: true })}
    />
  )
  return (
    <Panel title={t('campaigns.recipients')} flush end={end}>
      {messages.error && <FailureState error={messages.error} onRetry={() => void messages.refetch()} />}
      {messages.isPending && (
        <div className="p-4">
          <Skeleton lines={5} label={t('app.loading')} />
        </div>
      )}
      {messages.data && rows.length === 0 && <p className="p-4 text-ink-3">{t('campaigns.noRecipients')}</p>}
      {rows.length > 0 && (
        <DataTable
          label={t('campaigns.recipients')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          onOpen={(row) => void navigate({ to: `/customers/${row.customerId}` as never })}
          onEnd={() => void (messages.hasNextPage && messages.fetchNextPage())}
        />
      )}
    </Panel>
  )
}

const tones: Record<string, Tone> = { sent: 'good', failed: 'bad', skipped: 'warn' }

function useColumns(): Column<Row>[] {
  const t = useT()
  const format = useFormat()
  const reasonText = useCodeText('campaigns.reason')
  const did = (row: Row): string => {
    if (row.unsubscribedAt) return t('campaigns.did_unsubscribed')
    if (row.clickedAt) return t('campaigns.did_clicked')
    return row.openedAt ? t('campaigns.did_opened') : ''
  }
  return [
    {
      id: 'name',
      label: t('campaigns.person'),
      lead: true,
      cell: (row) => (
        <span className="block max-w-[220px] truncate font-medium">{row.customerName || row.address}</span>
      ),
    },
    {
      id: 'state',
      label: t('campaigns.stateLabel'),
      cell: (row) => (
        <Badge tone={tones[row.state] ?? 'plain'}>
          {row.stateReason && row.state !== 'sent'
            ? reasonText(row.stateReason)
            : t(`campaigns.message.${row.state}` as never)}
        </Badge>
      ),
    },
    { id: 'did', label: t('campaigns.did'), cell: did },
    {
      id: 'at',
      label: t('campaigns.sentAt'),
      align: 'right',
      cell: (row) =>
        row.sentAt
          ? format.date(row.sentAt, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
          : '',
    },
  ]
}

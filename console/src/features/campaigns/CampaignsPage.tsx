/** The list of campaigns. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { CampaignSummary } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Page, Panel, TitleBar } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { stateText, stateTone, useAudienceText } from './campaign-words.ts'
import { NewCampaign } from './NewCampaign.tsx'

/** `new` opens the dialog; with a group's name it is chosen already, so that other pages can lead here. */
type View = { new?: string }

export function CampaignsPage() {
  const t = useT()
  const may = useRights()
  const navigate = useNavigate()
  const view: View = useSearch({ strict: false })
  const setNew = (name?: string): void => {
    void navigate({ to: '.', search: name === undefined ? {} : { new: name } })
  }
  const create = may('campaigns.write') && (
    <Button kind="primary" icon="plus" onClick={() => setNew('')}>
      {t('campaigns.new')}
    </Button>
  )
  return (
    <>
      <TitleBar title={t('campaigns.title')} actions={create} />
      <Page>
        <List create={create} />
      </Page>
      {view.new !== undefined && <NewCampaign group={view.new} onClose={() => setNew()} />}
    </>
  )
}

function List({ create }: { create: React.ReactNode }) {
  const t = useT()
  const navigate = useNavigate()
  const columns = useColumns()
  const campaigns = useInfiniteQuery(
    api.campaigns.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  if (campaigns.error)
    return <FailureState error={campaigns.error} onRetry={() => void campaigns.refetch()} />
  if (!campaigns.data) return <Skeleton lines={6} label={t('app.loading')} />
  const rows = campaigns.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) {
    return (
      <EmptyState title={t('campaigns.empty')} action={create}>
        {t('campaigns.emptyText')}
      </EmptyState>
    )
  }
  return (
    <Panel flush>
      <DataTable
        label={t('campaigns.title')}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: `/campaigns/${row.id}` as never })}
        onEnd={() => void (campaigns.hasNextPage && campaigns.fetchNextPage())}
      />
    </Panel>
  )
}

function useColumns(): Column<CampaignSummary>[] {
  const t = useT()
  const format = useFormat()
  const audienceText = useAudienceText()
  return [
    {
      id: 'name',
      label: t('campaigns.name'),
      lead: true,
      cell: (row) => <span className="font-medium">{row.name}</span>,
    },
    {
      id: 'state',
      label: t('campaigns.stateLabel'),
      cell: (row) => <Badge tone={stateTone[row.state]}>{t(stateText(row.state))}</Badge>,
    },
    { id: 'audience', label: t('campaigns.audience'), cell: (row) => audienceText(row.audience) },
    {
      id: 'subject',
      label: t('campaigns.subject'),
      hideOnCard: true,
      cell: (row) => <span className="block max-w-[320px] truncate text-ink-2">{row.subject}</span>,
    },
    {
      id: 'sent',
      label: t('campaigns.sent'),
      align: 'right',
      cell: (row) => (row.progress ? format.number(row.progress.sent) : '–'),
    },
    {
      id: 'at',
      label: t('campaigns.changed'),
      align: 'right',
      cell: (row) =>
        format.date(row.launchedAt ?? row.updatedAt, {
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
        }),
    },
  ]
}

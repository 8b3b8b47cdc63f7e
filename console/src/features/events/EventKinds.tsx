/** Every kind of event of the last thirty days with its volume; opening one shows its properties. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Spark } from '#/ui/Figures.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { KindPanel } from './KindPanel.tsx'

type Kind = {
  name: string
  count: number
  lastSeen: string
  sources: string[]
  byDay: number[]
  broken: number
}

export function EventKinds() {
  const t = useT()
  const navigate = useNavigate()
  const { name }: { name?: string } = useSearch({ strict: false })
  const columns = useColumns()
  const kinds = useQuery(api.events.names.queryOptions({ input: { days: 30 } }))
  if (kinds.error) return <FailureState error={kinds.error} onRetry={() => void kinds.refetch()} />
  if (kinds.isPending) return <Skeleton lines={8} label={t('app.loading')} />
  const show = (open: string | undefined): void => {
    void navigate({ to: '.', search: { view: 'kinds', ...(open && { name: open }) } })
  }
  if (kinds.data.names.length === 0) {
    return (
      <EmptyState title={t('events.empty')} action={<SendFirst />}>
        {t('events.emptyText')}
      </EmptyState>
    )
  }
  return (
    <Panel title={t('events.kinds')} flush>
      <DataTable
        label={t('events.kinds')}
        columns={columns}
        rows={kinds.data.names}
        rowId={(kind) => kind.name}
        onOpen={(kind) => show(kind.name)}
        height="content"
      />
      <KindPanel name={name} onClose={() => show(undefined)} />
    </Panel>
  )
}

function SendFirst() {
  const t = useT()
  const navigate = useNavigate()
  return (
    <Button kind="primary" onClick={() => void navigate({ to: '.', search: { view: 'send' } })}>
      {t('events.sendFirst')}
    </Button>
  )
}

const shortTime = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const

function useColumns(): readonly Column<Kind>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'name',
      label: t('events.name'),
      lead: true,
      cell: (kind) => <span className="font-medium">{kind.name}</span>,
    },
    {
      id: 'byDay',
      label: t('events.byDay'),
      hideOnCard: true,
      cell: (kind) => <Spark values={kind.byDay} height={22} />,
    },
    { id: 'count', label: t('events.count'), align: 'right', cell: (kind) => format.number(kind.count) },
    { id: 'lastSeen', label: t('events.lastSeen'), cell: (kind) => format.date(kind.lastSeen, shortTime) },
    { id: 'sources', label: t('events.sources'), cell: (kind) => kind.sources.join(', ') },
    {
      id: 'broken',
      label: t('events.broken'),
      align: 'right',
      cell: (kind) =>
        kind.broken > 0 ? <Badge tone="bad">{format.number(kind.broken)}</Badge> : format.number(0),
    },
  ]
}

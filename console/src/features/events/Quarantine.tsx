/** Events that could not be taken in: with the reason in words, to be corrected, sent again or given up. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState, useFailureText } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { QuarantinedPanel } from './QuarantinedPanel.tsx'

type Row = { id: string; receivedAt: string; name: string; reason: string; detail: string }

export function Quarantine() {
  const t = useT()
  const may = useRights()
  const columns = useColumns()
  const [open, show] = useState<string>()
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const rows = useInfiniteQuery(
    api.events.quarantine.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 50, ...(cursor && { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  if (rows.error) return <FailureState error={rows.error} onRetry={() => void rows.refetch()} />
  if (rows.isPending) return <Skeleton lines={6} label={t('app.loading')} />
  const items = rows.data.pages.flatMap((page) => page.items)
  if (items.length === 0)
    return <EmptyState title={t('events.allWell')}>{t('events.allWellText')}</EmptyState>
  const selection = {
    ids: chosen,
    onChange: choose,
    selectLabel: t('app.selectRow'),
    allLabel: t('app.selectAll'),
  }
  return (
    <Panel
      title={t('events.views.quarantine')}
      end={chosen.size > 0 && <Decisions ids={[...chosen]} onDone={() => choose(new Set())} />}
      flush
    >
      <DataTable
        label={t('events.views.quarantine')}
        columns={columns}
        rows={items}
        rowId={(row) => row.id}
        onOpen={(row) => show(row.id)}
        onEnd={() => rows.hasNextPage && void rows.fetchNextPage()}
        height="content"
        {...(may('events.write') && { selection })}
      />
      <QuarantinedPanel id={open} onClose={() => show(undefined)} />
    </Panel>
  )
}

/** Sends events again or gives them up; says how many it were. */
export function Decisions({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const t = useT()
  const toast = useToast()
  const explain = useFailureText()
  const queries = useQueryClient()
  const told = (text: 'events.replayed' | 'events.dismissed') => ({
    onSuccess: ({ count }: { count: number }) => {
      toast({ text: t(text, { count }) })
      onDone()
      void queries.invalidateQueries({ queryKey: api.events.key() })
    },
    onError: (error: unknown) => toast({ text: explain(error), tone: 'bad' }),
  })
  const replay = useMutation(api.events.quarantine.replay.mutationOptions(told('events.replayed')))
  const dismiss = useMutation(api.events.quarantine.dismiss.mutationOptions(told('events.dismissed')))
  return (
    <>
      <Button small busy={dismiss.isPending} onClick={() => dismiss.mutate({ ids })}>
        {t('events.dismiss')}
      </Button>
      <Button small kind="primary" busy={replay.isPending} onClick={() => replay.mutate({ ids })}>
        {t('events.replay')}
      </Button>
    </>
  )
}

function useColumns(): readonly Column<Row>[] {
  const t = useT()
  const format = useFormat()
  const reason = useCodeText('events.reasons')
  return [
    {
      id: 'reason',
      label: t('events.reason'),
      lead: true,
      cell: (row) => <span className="font-medium">{reason(row.reason)}</span>,
    },
    { id: 'name', label: t('events.name'), cell: (row) => row.name || t('app.none') },
    {
      id: 'detail',
      label: t('events.detail'),
      cell: (row) => <span className="truncate text-ink-2">{row.detail}</span>,
    },
    { id: 'receivedAt', label: t('events.received'), cell: (row) => format.dateTime(row.receivedAt) },
  ]
}

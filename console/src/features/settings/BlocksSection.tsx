/** Addresses never written to: why, by whom, since when; blocked by hand, and lifted. */
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button, IconButton } from '#/ui/Button.tsx'
import { Confirm } from '#/ui/Confirm.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { BlockDialog } from './BlockDialog.tsx'
import { useChange } from './use-change.ts'

type Block = Awaited<ReturnType<typeof client.delivery.listSuppressions>>['items'][number]

export function BlocksSection() {
  const t = useT()
  const may = useRights()
  const [adding, setAdding] = useState(false)
  const [lifting, setLifting] = useState<Block | null>(null)
  const blocks = useInfiniteQuery(
    api.delivery.listSuppressions.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  )
  const columns = useColumns(setLifting)
  if (blocks.error) return <FailureState error={blocks.error} onRetry={() => void blocks.refetch()} />
  if (!blocks.data) return <Skeleton label={t('app.loading')} lines={4} />
  const rows = blocks.data.pages.flatMap((page) => page.items)
  const add = may('consents.write') && (
    <Button kind="primary" small icon="plus" onClick={() => setAdding(true)}>
      {t('blocks.add')}
    </Button>
  )
  return (
    <>
      <Panel title={t('blocks.title')} flush end={rows.length > 0 && add}>
        {rows.length === 0 ? (
          <EmptyState title={t('blocks.emptyTitle')} action={add}>
            {t('blocks.intro')} {t('blocks.emptyText')}
          </EmptyState>
        ) : (
          <>
            <p className="px-4 py-3 text-12 text-ink-3">{t('blocks.intro')}</p>
            <DataTable
              label={t('blocks.title')}
              columns={columns}
              rows={rows}
              rowId={({ address }) => address}
              height="content"
              onEnd={() => void (blocks.hasNextPage && !blocks.isFetchingNextPage && blocks.fetchNextPage())}
            />
          </>
        )}
      </Panel>
      {adding && <BlockDialog onClose={() => setAdding(false)} />}
      <Lifting block={lifting} onClose={() => setLifting(null)} />
    </>
  )
}

function useColumns(onLift: (block: Block) => void): Column<Block>[] {
  const t = useT()
  const may = useRights()
  const format = useFormat()
  const reason = useCodeText('blocks.reasons')
  const source = useCodeText('blocks.sources')
  return [
    { id: 'address', label: t('blocks.address'), lead: true, cell: ({ address }) => address },
    { id: 'reason', label: t('blocks.reason'), cell: (block) => reason(block.reason) },
    { id: 'source', label: t('blocks.source'), cell: (block) => source(block.source) },
    {
      id: 'since',
      label: t('blocks.since'),
      cell: ({ at }) => format.date(at, { day: 'numeric', month: 'short', year: 'numeric' }),
    },
    {
      id: 'actions',
      label: t('blocks.actions'),
      align: 'right',
      cell: (block) =>
        may('consents.write') && (
          <IconButton
            icon="undo"
            small
            label={`${t('blocks.lift')}: ${block.address}`}
            onClick={() => onLift(block)}
          />
        ),
    },
  ]
}

function Lifting({ block, onClose }: { block: Block | null; onClose: () => void }) {
  const t = useT()
  const change = useChange(t('app.saved'), [api.delivery.key()])
  const lift = useMutation(api.delivery.removeSuppression.mutationOptions(change))
  return (
    <Confirm
      question={
        block && {
          title: t('blocks.liftTitle', { address: block.address }),
          text: t('blocks.liftText'),
          action: t('blocks.lift'),
          run: () => lift.mutate({ address: block.address }),
        }
      }
      onClose={onClose}
    />
  )
}

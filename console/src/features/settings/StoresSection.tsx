/** Stores: where the shop sells. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useRights } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button, IconButton } from '#/ui/Button.tsx'
import { Confirm, type Question } from '#/ui/Confirm.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Menu } from '#/ui/Overlay.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { StoreDialog } from './StoreDialog.tsx'
import { useChange } from './use-change.ts'

export type StoreRow = Awaited<ReturnType<typeof client.team.stores.list>>[number]

export const kindTexts = {
  web: 'settings.kindWeb',
  marketplace: 'settings.kindMarketplace',
  retail: 'settings.kindRetail',
} as const

export function StoresSection() {
  const t = useT()
  const may = useRights()
  const [edited, setEdited] = useState<StoreRow | 'new' | null>(null)
  const stores = useQuery(api.team.stores.list.queryOptions({ input: { archived: true } }))
  if (stores.error) return <FailureState error={stores.error} onRetry={() => void stores.refetch()} />
  if (!stores.data) return <Skeleton label={t('app.loading')} lines={4} />
  const columns: Column<StoreRow>[] = [
    {
      id: 'name',
      label: t('settings.name'),
      lead: true,
      cell: (store) => (
        <span className="inline-flex items-center gap-2 font-medium">
          {store.name}
          {store.archived && <Badge>{t('settings.archived')}</Badge>}
        </span>
      ),
    },
    { id: 'kind', label: t('settings.kind'), cell: (store) => t(kindTexts[store.kind]) },
    { id: 'currency', label: t('settings.currency'), cell: (store) => store.currency },
    { id: 'zone', label: t('settings.timeZone'), cell: (store) => store.timeZone },
    { id: 'url', label: t('settings.url'), cell: (store) => store.url ?? '' },
    {
      id: 'actions',
      label: t('settings.actions'),
      align: 'right',
      cell: (store) => <StoreMenu store={store} onEdit={() => setEdited(store)} />,
    },
  ]
  const add = may('stores.write') && (
    <Button kind="primary" small icon="plus" onClick={() => setEdited('new')}>
      {t('settings.addStore')}
    </Button>
  )
  return (
    <>
      <Panel title={t('settings.stores')} flush end={add}>
        <DataTable
          label={t('settings.stores')}
          columns={columns}
          rows={stores.data}
          rowId={(store) => String(store.id)}
          height="content"
        />
      </Panel>
      {edited && <StoreDialog store={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  )
}

function StoreMenu({ store, onEdit }: { store: StoreRow; onEdit: () => void }) {
  const t = useT()
  const may = useRights()
  const [question, setQuestion] = useState<Question | null>(null)
  const archive = useMutation(api.team.stores.archive.mutationOptions(useChange(t('app.saved'))))
  if (store.archived || !may('stores.write')) return null
  const asked: Question = {
    title: t('settings.archiveTitle', { name: store.name }),
    text: t('settings.archiveText'),
    action: t('settings.archive'),
    run: () => archive.mutate({ id: store.id }),
  }
  return (
    <>
      <Menu
        trigger={<IconButton icon="more" label={`${t('settings.actions')}: ${store.name}`} small />}
        items={[
          { label: t('app.edit'), icon: 'edit', onSelect: onEdit },
          { label: t('settings.archive'), icon: 'close', danger: true, onSelect: () => setQuestion(asked) },
        ]}
      />
      <Confirm question={question} onClose={() => setQuestion(null)} />
    </>
  )
}

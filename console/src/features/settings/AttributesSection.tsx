/** Custom fields of customers: what they are called, what they hold; defined, renamed, taken out of sight. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button, IconButton } from '#/ui/Button.tsx'
import { Confirm } from '#/ui/Confirm.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { AttributeDialog } from './AttributeDialog.tsx'
import { useChange } from './use-change.ts'

export type Attribute = Awaited<ReturnType<typeof client.customers.listAttributes>>[number]

export function AttributesSection() {
  const t = useT()
  const [editing, setEditing] = useState<Attribute | 'new' | null>(null)
  const [removing, setRemoving] = useState<Attribute | null>(null)
  const attributes = useQuery(api.customers.listAttributes.queryOptions())
  if (attributes.error)
    return <FailureState error={attributes.error} onRetry={() => void attributes.refetch()} />
  if (!attributes.data) return <Skeleton label={t('app.loading')} lines={4} />
  const add = (
    <Button kind="primary" small icon="plus" onClick={() => setEditing('new')}>
      {t('attributes.add')}
    </Button>
  )
  return (
    <>
      <Panel title={t('attributes.title')} flush end={attributes.data.length > 0 && add}>
        {attributes.data.length === 0 ? (
          <EmptyState title={t('attributes.emptyTitle')} action={add}>
            {t('attributes.emptyText')}
          </EmptyState>
        ) : (
          <>
            <p className="px-4 py-3 text-12 text-ink-3">{t('attributes.intro')}</p>
            <AttributeTable rows={attributes.data} onEdit={setEditing} onRemove={setRemoving} />
          </>
        )}
      </Panel>
      {editing && (
        <AttributeDialog attribute={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
      <Removal attribute={removing} onClose={() => setRemoving(null)} />
    </>
  )
}

type TableProps = {
  rows: readonly Attribute[]
  onEdit: (attribute: Attribute) => void
  onRemove: (attribute: Attribute) => void
}

function AttributeTable({ rows, onEdit, onRemove }: TableProps) {
  const t = useT()
  const columns: Column<Attribute>[] = [
    { id: 'label', label: t('attributes.label'), lead: true, cell: ({ label }) => label },
    {
      id: 'name',
      label: t('attributes.name'),
      cell: ({ name }) => <code className="font-mono text-12">{name}</code>,
    },
    {
      id: 'type',
      label: t('attributes.type'),
      cell: ({ type }) => <Badge>{t(`attributes.types.${type}`)}</Badge>,
    },
    {
      id: 'actions',
      label: t('attributes.actions'),
      align: 'right',
      cell: (attribute) => (
        <span className="inline-flex gap-1">
          <IconButton
            icon="edit"
            small
            label={`${t('attributes.rename')}: ${attribute.label}`}
            onClick={() => onEdit(attribute)}
          />
          <IconButton
            icon="trash"
            small
            label={`${t('attributes.remove')}: ${attribute.label}`}
            onClick={() => onRemove(attribute)}
          />
        </span>
      ),
    },
  ]
  return (
    <DataTable
      label={t('attributes.title')}
      columns={columns}
      rows={rows}
      rowId={({ name }) => name}
      height="content"
    />
  )
}

function Removal({ attribute, onClose }: { attribute: Attribute | null; onClose: () => void }) {
  const t = useT()
  const change = useChange(t('app.saved'), [api.customers.key()])
  const remove = useMutation(api.customers.removeAttribute.mutationOptions(change))
  return (
    <Confirm
      question={
        attribute && {
          title: t('attributes.removeTitle', { label: attribute.label }),
          text: t('attributes.removeText'),
          action: t('attributes.remove'),
          run: () => remove.mutate({ name: attribute.name }),
        }
      }
      onClose={onClose}
    />
  )
}

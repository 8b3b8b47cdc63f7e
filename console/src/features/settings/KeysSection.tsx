/** API keys: listed by their first characters, revoked, and made in a dialog. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat } from '#/lib/session.ts'
import { Badge } from '#/ui/Badge.tsx'
import { Button, linkLook } from '#/ui/Button.tsx'
import { Confirm, type Question } from '#/ui/Confirm.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { KeyDialog } from './KeyDialog.tsx'
import { useChange } from './use-change.ts'

type ApiKey = Awaited<ReturnType<typeof client.team.keys.list>>[number]

export function KeysSection() {
  const t = useT()
  const [making, setMaking] = useState(false)
  const keys = useQuery(api.team.keys.list.queryOptions())
  if (keys.error) return <FailureState error={keys.error} onRetry={() => void keys.refetch()} />
  if (!keys.data) return <Skeleton label={t('app.loading')} lines={6} />
  const create = (
    <Button kind="primary" small icon="plus" onClick={() => setMaking(true)}>
      {t('settings.newKey')}
    </Button>
  )
  return (
    <>
      <Panel
        title={t('settings.keys')}
        flush
        end={keys.data.length > 0 && create}
        foot={
          <a href="/api/docs" className={linkLook}>
            {t('settings.apiDocs')}
          </a>
        }
      >
        {keys.data.length === 0 ? (
          <EmptyState title={t('settings.noKeysTitle')} action={create}>
            {t('settings.noKeysText')}
          </EmptyState>
        ) : (
          <Keys keys={keys.data} />
        )}
      </Panel>
      {making && <KeyDialog onClose={() => setMaking(false)} />}
    </>
  )
}

function Keys({ keys }: { keys: readonly ApiKey[] }) {
  const t = useT()
  const format = useFormat()
  const stores = useQuery(api.team.stores.list.queryOptions({ input: { archived: true } }))
  const storeName = (id: number | null): string =>
    stores.data?.find((store) => store.id === id)?.name ?? (id === null ? t('settings.firstStore') : '')
  const columns: Column<ApiKey>[] = [
    {
      id: 'name',
      label: t('settings.name'),
      lead: true,
      cell: (key) => (
        <span className="inline-flex items-center gap-2 font-medium">
          {key.name}
          {key.revokedAt && <Badge tone="bad">{t('settings.keyRevoked')}</Badge>}
        </span>
      ),
    },
    {
      id: 'start',
      label: t('settings.key'),
      cell: (key) => <code className="font-mono text-12">{key.start}…</code>,
    },
    {
      id: 'scope',
      label: t('settings.scope'),
      cell: (key) => (key.scope === 'intake' ? t('settings.scopeIntake') : t('settings.scopeApi')),
    },
    { id: 'store', label: t('settings.store'), cell: (key) => storeName(key.storeId) },
    {
      id: 'used',
      label: t('settings.lastUsed'),
      cell: (key) => (key.lastUsedAt ? format.relative(key.lastUsedAt, new Date()) : t('settings.never')),
    },
    { id: 'by', label: t('settings.createdBy'), cell: (key) => key.createdBy ?? '' },
    {
      id: 'actions',
      label: t('settings.actions'),
      align: 'right',
      cell: (key) => <RevokeKey apiKey={key} />,
    },
  ]
  return (
    <DataTable
      label={t('settings.keys')}
      columns={columns}
      rows={keys}
      rowId={(key) => key.id}
      height="content"
    />
  )
}

function RevokeKey({ apiKey }: { apiKey: ApiKey }) {
  const t = useT()
  const [question, setQuestion] = useState<Question | null>(null)
  const revoke = useMutation(api.team.keys.revoke.mutationOptions(useChange(t('app.saved'))))
  if (apiKey.revokedAt) return null
  const asked: Question = {
    title: t('settings.revokeKeyTitle', { name: apiKey.name }),
    text: t('settings.revokeKeyText'),
    action: t('settings.revokeKey'),
    run: () => revoke.mutate({ id: apiKey.id }),
  }
  return (
    <>
      <Button small kind="danger" busy={revoke.isPending} onClick={() => setQuestion(asked)}>
        {t('settings.revokeKey')}
      </Button>
      <Confirm question={question} onClose={() => setQuestion(null)} />
    </>
  )
}

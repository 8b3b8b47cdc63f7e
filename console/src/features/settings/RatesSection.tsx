/** Currency rates: by day, newest first. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button, IconButton } from '#/ui/Button.tsx'
import { type Column, DataTable } from '#/ui/DataTable.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { EmptyState, Skeleton } from '#/ui/States.tsx'

import { RateDialog } from './RateDialog.tsx'
import { useChange } from './use-change.ts'

type Rate = Awaited<ReturnType<typeof client.team.rates.list>>[number]

export function RatesSection() {
  const t = useT()
  const may = useRights()
  const format = useFormat()
  const [adding, setAdding] = useState(false)
  const rates = useQuery(api.team.rates.list.queryOptions({ input: { limit: 500 } }))
  if (rates.error) return <FailureState error={rates.error} onRetry={() => void rates.refetch()} />
  if (!rates.data) return <Skeleton label={t('app.loading')} lines={4} />
  const columns: Column<Rate>[] = [
    { id: 'day', label: t('settings.day'), lead: true, cell: (rate) => format.date(`${rate.day}T12:00:00Z`) },
    { id: 'currency', label: t('settings.currency'), cell: (rate) => rate.currency },
    {
      id: 'rate',
      label: t('settings.rate'),
      align: 'right',
      cell: (rate) => `${format.number(rate.rate, { maximumFractionDigits: 8 })} ${format.currency}`,
    },
    {
      id: 'source',
      label: t('settings.source'),
      cell: (rate) => (rate.source === 'manual' ? t('settings.manual') : rate.source),
    },
    {
      id: 'actions',
      label: t('settings.actions'),
      align: 'right',
      cell: (rate) => <RemoveRate rate={rate} />,
    },
  ]
  const add = may('settings.write') && (
    <Button kind="primary" small icon="plus" onClick={() => setAdding(true)}>
      {t('settings.addRate')}
    </Button>
  )
  return (
    <>
      <Panel title={t('settings.rates')} flush end={rates.data.length > 0 && add}>
        {rates.data.length === 0 ? (
          <EmptyState title={t('settings.noRatesTitle')} action={add}>
            {t('settings.noRatesText', { reporting: format.currency })}
          </EmptyState>
        ) : (
          <DataTable
            label={t('settings.rates')}
            columns={columns}
            rows={rates.data}
            rowId={(rate) => `${rate.currency} ${rate.day}`}
            height="content"
          />
        )}
      </Panel>
      {adding && <RateDialog onClose={() => setAdding(false)} />}
    </>
  )
}

function RemoveRate({ rate }: { rate: Rate }) {
  const t = useT()
  const may = useRights()
  const remove = useMutation(api.team.rates.remove.mutationOptions(useChange(t('app.saved'))))
  if (!may('settings.write')) return null
  return (
    <IconButton
      icon="trash"
      small
      label={`${t('settings.removeRate')}: ${rate.currency} ${rate.day}`}
      disabled={remove.isPending}
      onClick={() => remove.mutate({ currency: rate.currency, day: rate.day })}
    />
  )
}

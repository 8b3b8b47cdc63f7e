/** Entering a rate; the same currency and day again corrects it. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { currencyChoices } from '#/lib/places.ts'
import { useFormat, useLanguage } from '#/lib/session.ts'
import { Field, Select, TextField } from '#/ui/Field.tsx'
import { FormDialog } from '#/ui/FormDialog.tsx'

import { useChange } from './use-change.ts'

type Draft = { currency: string; day: string; rate: string }

export function RateDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { currency: reporting } = useFormat()
  const [draft, setDraft] = useState<Draft>(() => ({
    currency: reporting === 'EUR' ? 'USD' : 'EUR',
    day: new Date().toISOString().slice(0, 10),
    rate: '',
  }))
  const change = useChange(t('app.saved'))
  const onSuccess = async (): Promise<void> => {
    await change.onSuccess()
    onClose()
  }
  const set = useMutation(api.team.rates.set.mutationOptions({ onSuccess }))
  const submit = (): void => {
    // A decimal comma is what a Turkish keyboard gives.
    set.mutate({ ...draft, rate: draft.rate.trim().replace(',', '.') })
  }
  return (
    <FormDialog
      title={t('settings.rateTitle')}
      busy={set.isPending}
      error={set.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <RateFields draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
    </FormDialog>
  )
}

function RateFields({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const t = useT()
  const language = useLanguage()
  const { currency: reporting } = useFormat()
  const choices = currencyChoices(language).filter((choice) => choice.value !== reporting)
  return (
    <>
      <Field label={t('settings.currency')}>
        {(field) => (
          <Select
            {...field}
            value={draft.currency}
            onChange={(event) => change({ currency: event.target.value })}
            choices={choices}
          />
        )}
      </Field>
      <TextField
        label={t('settings.day')}
        type="date"
        required
        value={draft.day}
        onChange={(text) => change({ day: text })}
      />
      <TextField
        label={t('settings.rate')}
        hint={t('settings.rateHint', { currency: draft.currency, reporting })}
        required
        inputMode="decimal"
        pattern="\d{1,10}([.,]\d{1,8})?"
        value={draft.rate}
        onChange={(text) => change({ rate: text })}
      />
    </>
  )
}

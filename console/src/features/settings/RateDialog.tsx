/** Entering a rate; the same currency and day again corrects it. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { currencyChoices } from '#/lib/places.ts'
import { useFormat, useLanguage } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input, Select } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'

import { useChange } from './use-change.ts'

export function RateDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const formId = useId()
  const language = useLanguage()
  const { currency: reporting } = useFormat()
  const failureText = useFailureText()
  const choices = currencyChoices(language).filter((choice) => choice.value !== reporting)
  const [currency, setCurrency] = useState(choices[0]?.value ?? 'EUR')
  const [day, setDay] = useState(() => new Date().toISOString().slice(0, 10))
  const [rate, setRate] = useState('')
  const change = useChange(t('app.saved'))
  const onSuccess = async (): Promise<void> => {
    await change.onSuccess()
    onClose()
  }
  const set = useMutation(api.team.rates.set.mutationOptions({ onSuccess }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // A decimal comma is what a Turkish keyboard gives.
    set.mutate({ currency, day, rate: rate.trim().replace(',', '.') })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('settings.rateTitle')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={set.isPending}>
            {t('app.save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {set.error && <Notice tone="bad">{failureText(set.error)}</Notice>}
        <Field label={t('settings.currency')}>
          {(field) => (
            <Select
              {...field}
              value={currency}
              onChange={(event) => setCurrency(event.target.value)}
              choices={choices}
            />
          )}
        </Field>
        <Field label={t('settings.day')}>
          {(field) => (
            <Input
              {...field}
              type="date"
              required
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('settings.rate')} hint={t('settings.rateHint', { currency, reporting })}>
          {(field) => (
            <Input
              {...field}
              required
              inputMode="decimal"
              pattern="\d{1,10}([.,]\d{1,8})?"
              value={rate}
              onChange={(event) => setRate(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}

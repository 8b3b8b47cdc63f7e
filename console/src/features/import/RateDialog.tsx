/** Asks how amounts become figures where no rate is known. */
import type { ImportDetail } from '@vefa/contract'
import { type FormEvent, useId, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { Button } from '#/ui/Button.tsx'
import { Field, Select, TextField } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'

export type RateChoice = { rate?: string; adoptCurrency?: boolean; withoutRate?: boolean }

export function RateDialog({
  of,
  onClose,
  onChosen,
}: {
  of: ImportDetail
  onClose: () => void
  onChosen: (choice: RateChoice) => void
}) {
  const t = useT()
  const form = useId()
  const { currency } = of
  const { reporting, mayAdopt } = of.rate
  const [way, setWay] = useState(mayAdopt ? 'adopt' : 'rate')
  const [rate, setRate] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (way === 'adopt') onChosen({ adoptCurrency: true })
    else onChosen(way === 'rate' ? { rate: rate.replace(',', '.') } : { withoutRate: true })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('import.rateTitle')}
      description={t('import.rateText', { currency, reporting })}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" type="submit" form={form}>
            {t('import.start')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('import.choose')}>
          {(field) => (
            <Select
              {...field}
              value={way}
              onChange={(event) => setWay(event.target.value)}
              choices={[
                ...(mayAdopt ? [{ value: 'adopt', label: t('import.adopt', { currency }) }] : []),
                { value: 'rate', label: t('import.giveRate') },
                { value: 'without', label: t('import.withoutRate') },
              ]}
            />
          )}
        </Field>
        {way === 'rate' && <RateField of={of} rate={rate} onRate={setRate} />}
      </form>
    </Dialog>
  )
}

function RateField(given: { of: ImportDetail; rate: string; onRate: (rate: string) => void }) {
  const t = useT()
  const { currency, rate } = given.of
  return (
    <TextField
      label={t('import.rate', { currency, reporting: rate.reporting })}
      required
      inputMode="decimal"
      pattern="\d{1,10}([.,]\d{1,4})?"
      value={given.rate}
      onChange={given.onRate}
    />
  )
}

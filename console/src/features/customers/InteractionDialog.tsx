/** Writing down a call, a visit, a till receipt or an event away from the shop's site. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { Field, Input, Segmented, Textarea } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'

import { formText } from './form-text.ts'
import { useAfter } from './use-customer.ts'

const kinds = ['call', 'visit', 'receipt', 'event'] as const

export function InteractionDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useT()
  const [kind, setKind] = useState<(typeof kinds)[number]>('call')
  const log = useMutation(
    api.customers.logInteraction.mutationOptions(useAfter({ text: t('customer.logged'), close: onClose })),
  )
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const value = formText(form, 'value').replace(',', '.')
    const at = new Date(formText(form, 'at'))
    log.mutate({
      id,
      kind,
      at: at.toISOString(),
      text: formText(form, 'text'),
      ...(value && { value }),
    })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('customer.log')}
      closeLabel={t('app.close')}
      foot={
        <Button kind="primary" type="submit" form="interaction" busy={log.isPending}>
          {t('app.save')}
        </Button>
      }
    >
      <form id="interaction" onSubmit={submit} className="flex flex-col gap-3">
        <Segmented
          label={t('customer.log')}
          value={kind}
          onChange={setKind}
          choices={kinds.map((value) => ({ value, label: t(`customer.interactions.${value}`) }))}
        />
        <Field label={t('customer.when')}>
          {(field) => <Input {...field} name="at" type="datetime-local" required defaultValue={localNow()} />}
        </Field>
        <Field label={t('customer.what')}>
          {(field) => <Textarea {...field} name="text" maxLength={2000} required={kind !== 'receipt'} />}
        </Field>
        {kind === 'receipt' && (
          <Field label={t('customer.amount')}>
            {(field) => (
              <Input {...field} name="value" inputMode="decimal" required pattern="\d{1,14}([.,]\d{1,4})?" />
            )}
          </Field>
        )}
      </form>
    </Dialog>
  )
}

/** The present in the form a local date field takes. */
function localNow(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

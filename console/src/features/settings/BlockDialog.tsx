/** Blocking an address by hand, with the reason that stays beside it. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'

import { useChange } from './use-change.ts'

export function BlockDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const formId = useId()
  const failureText = useFailureText()
  const change = useChange(t('app.saved'), [api.delivery.key()])
  const onSuccess = async (): Promise<void> => {
    await change.onSuccess()
    onClose()
  }
  const add = useMutation(api.delivery.addSuppression.mutationOptions({ onSuccess }))
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const text = (name: string): string => {
      const value = given.get(name)
      return typeof value === 'string' ? value : ''
    }
    add.mutate({ address: text('address'), reason: text('reason') })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('blocks.add')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={add.isPending}>
            {t('app.save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {add.error && <Notice tone="bad">{failureText(add.error)}</Notice>}
        <Field label={t('blocks.address')}>
          {(field) => <Input {...field} name="address" type="email" required maxLength={254} />}
        </Field>
        <Field label={t('blocks.reason')} hint={t('blocks.reasonHint')}>
          {(field) => <Input {...field} name="reason" required maxLength={200} />}
        </Field>
      </form>
    </Dialog>
  )
}

/** Blocking an address by hand, with the reason that stays beside it. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Field, Input } from '#/ui/Field.tsx'
import { FormDialog } from '#/ui/FormDialog.tsx'

import { useChange } from './use-change.ts'

export function BlockDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const change = useChange(t('app.saved'), [api.delivery.key()])
  const onSuccess = async (): Promise<void> => {
    await change.onSuccess()
    onClose()
  }
  const [draft, setDraft] = useState({ address: '', reason: '' })
  const add = useMutation(api.delivery.addSuppression.mutationOptions({ onSuccess }))
  return (
    <FormDialog
      title={t('blocks.add')}
      busy={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate(draft)}
      onClose={onClose}
    >
      <Field label={t('blocks.address')}>
        {(field) => (
          <Input
            {...field}
            type="email"
            required
            maxLength={254}
            value={draft.address}
            onChange={(event) => setDraft({ ...draft, address: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('blocks.reason')} hint={t('blocks.reasonHint')}>
        {(field) => (
          <Input
            {...field}
            required
            maxLength={200}
            value={draft.reason}
            onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
          />
        )}
      </Field>
    </FormDialog>
  )
}

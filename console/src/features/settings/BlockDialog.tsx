/** Blocking an address by hand, with the reason that stays beside it. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { TextField } from '#/ui/Field.tsx'
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
      <TextField
        label={t('blocks.address')}
        type="email"
        required
        maxLength={254}
        value={draft.address}
        onChange={(text) => setDraft({ ...draft, address: text })}
      />
      <TextField
        label={t('blocks.reason')}
        hint={t('blocks.reasonHint')}
        required
        maxLength={200}
        value={draft.reason}
        onChange={(text) => setDraft({ ...draft, reason: text })}
      />
    </FormDialog>
  )
}

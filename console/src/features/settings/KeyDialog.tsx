/** Making a key, and showing it this once. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { CopyField } from '#/ui/CopyField.tsx'
import { Field, Segmented, Select, TextField } from '#/ui/Field.tsx'
import { FormDialog } from '#/ui/FormDialog.tsx'
import { Dialog } from '#/ui/Overlay.tsx'

import { useChange } from './use-change.ts'

export function KeyDialog({ onClose }: { onClose: () => void }) {
  const { onSuccess } = useChange()
  const create = useMutation(api.team.keys.create.mutationOptions({ onSuccess }))
  if (create.data) return <MadeDialog secret={create.data.key} onClose={onClose} />
  return (
    <KeyForm
      busy={create.isPending}
      error={create.error}
      onSubmit={(key) => create.mutate(key)}
      onClose={onClose}
    />
  )
}

type NewKey = { name: string; scope: 'intake' | 'api'; storeId?: number }

type FormProps = { busy: boolean; error: unknown; onSubmit: (key: NewKey) => void; onClose: () => void }

function KeyForm({ busy, error, onSubmit, onClose }: FormProps) {
  const t = useT()
  const stores = useQuery(api.team.stores.list.queryOptions({ input: {} }))
  const [name, setName] = useState('')
  const [scope, setScope] = useState<'intake' | 'api'>('intake')
  const [store, setStore] = useState('')
  const submit = (): void => {
    onSubmit({ name, scope, ...(store !== '' && { storeId: Number(store) }) })
  }
  const choices = (stores.data ?? []).map((one) => ({ value: String(one.id), label: one.name }))
  return (
    <FormDialog
      title={t('settings.keyTitle')}
      action={t('settings.newKey')}
      busy={busy}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('settings.keyName')}
        hint={t('settings.keyNameHint')}
        required
        maxLength={120}
        value={name}
        onChange={setName}
      />
      <div className="flex flex-col items-start gap-[5px]">
        <span className="text-12 font-medium text-ink-2">{t('settings.scope')}</span>
        <Segmented
          label={t('settings.scope')}
          value={scope}
          onChange={setScope}
          choices={[
            { value: 'intake', label: t('settings.scopeIntake') },
            { value: 'api', label: t('settings.scopeApi') },
          ]}
        />
        <p className="text-12 text-ink-3">{t('settings.scopeHint')}</p>
      </div>
      <Field label={t('settings.store')}>
        {(field) => (
          <Select
            {...field}
            value={store}
            onChange={(event) => setStore(event.target.value)}
            choices={[{ value: '', label: t('settings.firstStore') }, ...choices]}
          />
        )}
      </Field>
    </FormDialog>
  )
}

function MadeDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useT()
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('settings.keyMade')}
      description={t('settings.keyOnce')}
      closeLabel={t('app.close')}
      foot={
        <Button kind="primary" onClick={onClose}>
          {t('app.close')}
        </Button>
      }
    >
      <CopyField label={t('settings.key')} value={secret} />
    </Dialog>
  )
}

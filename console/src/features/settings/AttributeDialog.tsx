/** A new custom field, or another name to read for one there is. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Field, Select, TextField } from '#/ui/Field.tsx'
import { FormDialog } from '#/ui/FormDialog.tsx'

import type { Attribute } from './AttributesSection.tsx'
import { useChange } from './use-change.ts'

const types = ['text', 'number', 'date', 'boolean', 'list'] as const

/** `attribute` null: a new one. */
export function AttributeDialog({
  attribute,
  onClose,
}: {
  attribute: Attribute | null
  onClose: () => void
}) {
  const t = useT()
  const [draft, setDraft] = useState<Attribute>(attribute ?? { name: '', label: '', type: 'text' })
  const change = useChange(t('app.saved'), [api.customers.key()])
  const onSuccess = async (): Promise<void> => {
    await change.onSuccess()
    onClose()
  }
  const create = useMutation(api.customers.createAttribute.mutationOptions({ onSuccess }))
  const rename = useMutation(api.customers.updateAttribute.mutationOptions({ onSuccess }))
  const error = create.error ?? rename.error
  const submit = (): void => {
    if (attribute) rename.mutate({ name: attribute.name, label: draft.label })
    else create.mutate(draft)
  }
  return (
    <FormDialog
      title={attribute ? t('attributes.rename') : t('attributes.add')}
      busy={create.isPending || rename.isPending}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('attributes.label')}
        required
        maxLength={100}
        value={draft.label}
        onChange={(text) => setDraft({ ...draft, label: text })}
      />
      {!attribute && <OnceOnly draft={draft} onChange={setDraft} />}
    </FormDialog>
  )
}

/** What stays as it was first said. */
function OnceOnly({ draft, onChange }: { draft: Attribute; onChange: (draft: Attribute) => void }) {
  const t = useT()
  return (
    <>
      <TextField
        label={t('attributes.name')}
        hint={t('attributes.nameHint')}
        required
        maxLength={64}
        autoCapitalize="none"
        value={draft.name}
        onChange={(text) => onChange({ ...draft, name: text })}
      />
      <Field label={t('attributes.type')}>
        {(field) => (
          <Select
            {...field}
            value={draft.type}
            onChange={(event) => onChange({ ...draft, type: event.target.value as Attribute['type'] })}
            choices={types.map((value) => ({ value, label: t(`attributes.types.${value}`) }))}
          />
        )}
      </Field>
    </>
  )
}

/** Adding or changing one store. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { currencyChoices, timeZoneChoices } from '#/lib/places.ts'
import { useFormat, useLanguage, useSession } from '#/lib/session.ts'
import { Field, Select, TextField } from '#/ui/Field.tsx'
import { FormDialog } from '#/ui/FormDialog.tsx'

import { kindTexts, type StoreRow } from './StoresSection.tsx'
import { useChange } from './use-change.ts'

type Draft = Pick<StoreRow, 'name' | 'kind' | 'currency' | 'timeZone'> & { url: string }

/** `null` is a new one, which begins with the shop's currency and time zone. */
export function StoreDialog({ store, onClose }: { store: StoreRow | null; onClose: () => void }) {
  const t = useT()
  const { currency } = useFormat()
  const timeZone = useSession().data?.shop?.timeZone ?? 'Europe/Istanbul'
  const begun = store ?? { name: '', kind: 'web', currency, timeZone, url: null }
  const [draft, setDraft] = useState<Draft>({ ...begun, kind: begun.kind, url: begun.url ?? '' })
  const change = useChange(t('app.saved'))
  const onSuccess = async (): Promise<void> => {
    await change.onSuccess()
    onClose()
  }
  const add = useMutation(api.team.stores.add.mutationOptions({ onSuccess }))
  const update = useMutation(api.team.stores.update.mutationOptions({ onSuccess }))
  const error = add.error ?? update.error
  const submit = (): void => {
    const { name, kind, currency, timeZone } = draft
    const fields = { name, kind, currency, timeZone, url: draft.url === '' ? null : draft.url }
    if (store) update.mutate({ ...fields, id: store.id })
    else add.mutate(fields)
  }
  return (
    <FormDialog
      title={store ? t('settings.editStore') : t('settings.storeTitle')}
      busy={add.isPending || update.isPending}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <StoreFields draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
    </FormDialog>
  )
}

type FieldsProps = { draft: Draft; change: (part: Partial<Draft>) => void }

function StoreFields({ draft, change }: FieldsProps) {
  const t = useT()
  const kinds = ['web', 'marketplace', 'retail'] as const
  return (
    <>
      <TextField
        label={t('settings.name')}
        required
        maxLength={120}
        value={draft.name}
        onChange={(text) => change({ name: text })}
      />
      <Field label={t('settings.kind')}>
        {(field) => (
          <Select
            {...field}
            value={draft.kind}
            onChange={(event) => change({ kind: event.target.value as Draft['kind'] })}
            choices={kinds.map((kind) => ({ value: kind, label: t(kindTexts[kind]) }))}
          />
        )}
      </Field>
      <TextField
        label={t('settings.url')}
        type="url"
        placeholder="https://"
        value={draft.url}
        onChange={(text) => change({ url: text })}
      />
      <PlaceFields draft={draft} change={change} />
    </>
  )
}

function PlaceFields({ draft, change }: FieldsProps) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <Field label={t('settings.currency')}>
        {(field) => (
          <Select
            {...field}
            value={draft.currency}
            onChange={(event) => change({ currency: event.target.value })}
            choices={currencyChoices(language)}
          />
        )}
      </Field>
      <Field label={t('settings.timeZone')}>
        {(field) => (
          <Select
            {...field}
            value={draft.timeZone}
            onChange={(event) => change({ timeZone: event.target.value })}
            choices={timeZoneChoices(draft.timeZone)}
          />
        )}
      </Field>
    </>
  )
}

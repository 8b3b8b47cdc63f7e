/** Adding or changing one store. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { currencyChoices, timeZoneChoices } from '#/lib/places.ts'
import { useFormat, useLanguage, useSession } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input, Select } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'

import { kindTexts, type StoreRow } from './StoresSection.tsx'
import { useChange } from './use-change.ts'

type Draft = Pick<StoreRow, 'name' | 'kind' | 'currency' | 'timeZone'> & { url: string }

/** `null` is a new one, which begins with the shop's currency and time zone. */
export function StoreDialog({ store, onClose }: { store: StoreRow | null; onClose: () => void }) {
  const t = useT()
  const formId = useId()
  const { currency } = useFormat()
  const failureText = useFailureText()
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
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const { name, kind, currency, timeZone } = draft
    const fields = { name, kind, currency, timeZone, url: draft.url === '' ? null : draft.url }
    if (store) update.mutate({ ...fields, id: store.id })
    else add.mutate(fields)
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={store ? t('settings.editStore') : t('settings.storeTitle')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={add.isPending || update.isPending}>
            {t('app.save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        {error && <Notice tone="bad">{failureText(error)}</Notice>}
        <StoreFields draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
      </form>
    </Dialog>
  )
}

type FieldsProps = { draft: Draft; change: (part: Partial<Draft>) => void }

function StoreFields({ draft, change }: FieldsProps) {
  const t = useT()
  const kinds = ['web', 'marketplace', 'retail'] as const
  return (
    <>
      <Field label={t('settings.name')}>
        {(field) => (
          <Input
            {...field}
            required
            maxLength={120}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
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
      <Field label={t('settings.url')}>
        {(field) => (
          <Input
            {...field}
            type="url"
            placeholder="https://"
            value={draft.url}
            onChange={(event) => change({ url: event.target.value })}
          />
        )}
      </Field>
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

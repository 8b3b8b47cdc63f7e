/** The shop: name, language, reporting currency, time zone, brand. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { currencyChoices, timeZoneChoices } from '#/lib/places.ts'
import { useLanguage, useRights } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { FailureState } from '#/ui/FailureState.tsx'
import { Field, Input, Select, Textarea, TextField } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { useChange } from './use-change.ts'

type Shop = Awaited<ReturnType<typeof client.team.settings.get>>
type PartProps = { shop: Shop; change: (part: Partial<Shop>) => void }

export function ShopSection() {
  const t = useT()
  const shop = useQuery(api.team.settings.get.queryOptions())
  if (shop.error) return <FailureState error={shop.error} onRetry={() => void shop.refetch()} />
  if (!shop.data) return <Skeleton label={t('app.loading')} lines={6} />
  return <ShopForm key={JSON.stringify(shop.data)} saved={shop.data} />
}

function ShopForm({ saved }: { saved: Shop }) {
  const t = useT()
  const may = useRights()
  const [shop, setShop] = useState(saved)
  const save = useMutation(api.team.settings.update.mutationOptions(useChange(t('app.saved'))))
  const change = (part: Partial<Shop>): void => setShop({ ...shop, ...part })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate(shop)
  }
  const dirty = JSON.stringify(shop) !== JSON.stringify(saved)
  return (
    <form onSubmit={submit} className="flex max-w-[720px] flex-col gap-5">
      <fieldset disabled={!may('settings.write')} className="contents">
        <ShopFields shop={shop} change={change} />
        <BrandFields shop={shop} change={change} />
        {may('settings.write') && (
          <Button type="submit" kind="primary" className="self-start" busy={save.isPending} disabled={!dirty}>
            {t('app.save')}
          </Button>
        )}
      </fieldset>
    </form>
  )
}

function ShopFields({ shop, change }: PartProps) {
  const t = useT()
  const language = useLanguage()
  return (
    <Panel title={t('settings.shop')}>
      <div className="grid gap-4 phone:grid-cols-2">
        <TextField
          label={t('settings.name')}
          required
          maxLength={120}
          value={shop.name}
          onChange={(text) => change({ name: text })}
        />
        <Field label={t('settings.language')} hint={t('settings.languageHint')}>
          {(field) => (
            <Select
              {...field}
              value={shop.language}
              onChange={(event) => change({ language: event.target.value === 'en' ? 'en' : 'tr' })}
              choices={[
                { value: 'tr', label: 'Türkçe' },
                { value: 'en', label: 'English' },
              ]}
            />
          )}
        </Field>
        <Field label={t('settings.reporting')} hint={t('settings.reportingHint')}>
          {(field) => (
            <Select
              {...field}
              value={shop.currency}
              onChange={(event) => change({ currency: event.target.value })}
              choices={currencyChoices(language)}
            />
          )}
        </Field>
        <Field label={t('settings.timeZone')}>
          {(field) => (
            <Select
              {...field}
              value={shop.timeZone}
              onChange={(event) => change({ timeZone: event.target.value })}
              choices={timeZoneChoices(shop.timeZone)}
            />
          )}
        </Field>
      </div>
    </Panel>
  )
}

function BrandFields({ shop, change }: PartProps) {
  const t = useT()
  const { brand } = shop
  const set = (name: keyof Shop['brand']) => (event: { target: { value: string } }) =>
    change({ brand: { ...brand, [name]: event.target.value } })
  return (
    <Panel title={t('settings.brand')} foot={t('settings.brandHint')}>
      <div className="grid gap-4 phone:grid-cols-2">
        <Field label={t('settings.color')}>
          {(field) => (
            <input
              {...field}
              type="color"
              value={brand.color}
              onChange={set('color')}
              className="control w-24 rounded-2 border border-line-strong bg-surface p-1"
            />
          )}
        </Field>
        <Field label={t('settings.logoUrl')}>
          {(field) => <Input {...field} type="url" value={brand.logoUrl} onChange={set('logoUrl')} />}
        </Field>
        <Field label={t('settings.senderName')}>
          {(field) => (
            <Input {...field} maxLength={120} value={brand.senderName} onChange={set('senderName')} />
          )}
        </Field>
        <Field label={t('settings.senderAddress')}>
          {(field) => (
            <Input {...field} type="email" value={brand.senderAddress} onChange={set('senderAddress')} />
          )}
        </Field>
        <Field
          label={t('settings.postalAddress')}
          hint={t('settings.postalHint')}
          className="phone:col-span-2"
        >
          {(field) => (
            <Textarea
              {...field}
              rows={2}
              maxLength={500}
              value={brand.postalAddress}
              onChange={set('postalAddress')}
            />
          )}
        </Field>
      </div>
    </Panel>
  )
}

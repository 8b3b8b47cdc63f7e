/** The very first page: who owns this installation, and which shop it is for. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Language } from '@vefa/contract'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useLanguage } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { Card } from '#/ui/Card.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input, Select } from '#/ui/Field.tsx'
import { Notice } from '#/ui/Panel.tsx'

const currencies = [
  'TRY',
  'EUR',
  'USD',
  'GBP',
  'BRL',
  'AED',
  'CHF',
  'SEK',
  'PLN',
  'RON',
  'BGN',
  'AZN',
  'KZT',
  'GEL',
]

type Form = {
  name: string
  email: string
  password: string
  shopName: string
  language: Language
  currency: string
  timeZone: string
}
type SetField = (name: keyof Form) => (event: { target: { value: string } }) => void
type FieldsProps = { form: Form; set: SetField }

export function FirstRunPage() {
  const t = useT()
  const language = useLanguage()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [form, setForm] = useState<Form>({
    name: '',
    email: '',
    password: '',
    shopName: '',
    language,
    currency: language === 'tr' ? 'TRY' : 'EUR',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  })
  const create = useMutation(
    api.session.createOwner.mutationOptions({
      onSuccess: async () => {
        await queries.resetQueries()
        await navigate({ to: '/start' })
      },
    }),
  )
  const set: SetField = (name) => (event) => setForm({ ...form, [name]: event.target.value })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    create.mutate(form)
  }
  return (
    <Card title={t('firstRun.welcome')} wide>
      <form onSubmit={submit} className="flex flex-col gap-5">
        <p className="text-14 text-ink-2">{t('firstRun.intro')}</p>
        {create.error && <Notice tone="bad">{failureText(create.error)}</Notice>}
        <PersonFields form={form} set={set} />
        <ShopFields form={form} set={set} />
        <Button type="submit" kind="primary" busy={create.isPending} className="self-start">
          {t('firstRun.begin')}
        </Button>
      </form>
    </Card>
  )
}

function PersonFields({ form, set }: FieldsProps) {
  const t = useT()
  return (
    <fieldset className="grid gap-4 phone:grid-cols-2">
      <legend className="mb-2 font-semibold">{t('firstRun.you')}</legend>
      <Field label={t('firstRun.name')}>
        {(field) => (
          <Input {...field} required autoComplete="name" value={form.name} onChange={set('name')} />
        )}
      </Field>
      <Field label={t('firstRun.email')}>
        {(field) => (
          <Input
            {...field}
            type="email"
            required
            autoComplete="username"
            value={form.email}
            onChange={set('email')}
          />
        )}
      </Field>
      <Field label={t('firstRun.password')} hint={t('firstRun.passwordHint')}>
        {(field) => (
          <Input
            {...field}
            type="password"
            required
            minLength={10}
            autoComplete="new-password"
            value={form.password}
            onChange={set('password')}
          />
        )}
      </Field>
    </fieldset>
  )
}

function ShopFields({ form, set }: FieldsProps) {
  const t = useT()
  return (
    <fieldset className="grid gap-4 phone:grid-cols-2">
      <legend className="mb-2 font-semibold">{t('firstRun.shop')}</legend>
      <Field label={t('firstRun.shopName')}>
        {(field) => <Input {...field} required value={form.shopName} onChange={set('shopName')} />}
      </Field>
      <Field label={t('firstRun.language')}>
        {(field) => (
          <Select
            {...field}
            value={form.language}
            onChange={set('language')}
            choices={[
              { value: 'tr', label: 'Türkçe' },
              { value: 'en', label: 'English' },
            ]}
          />
        )}
      </Field>
      <Field label={t('firstRun.currency')} hint={t('firstRun.currencyHint')}>
        {(field) => (
          <Select
            {...field}
            value={form.currency}
            onChange={set('currency')}
            choices={currencies.map((code) => ({ value: code, label: code }))}
          />
        )}
      </Field>
      <Field label={t('firstRun.timeZone')}>
        {(field) => (
          <Select
            {...field}
            value={form.timeZone}
            onChange={set('timeZone')}
            choices={timeZones(form.timeZone).map((zone) => ({ value: zone, label: zone }))}
          />
        )}
      </Field>
    </fieldset>
  )
}

function timeZones(own: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes(own) ? known : [own, ...known]
}

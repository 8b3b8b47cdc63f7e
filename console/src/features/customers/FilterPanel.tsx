/** The rarer filters: figures, dates, place, language, source, channel of the consent, one custom attribute. */
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { Field, Input, Select } from '#/ui/Field.tsx'
import { SidePanel } from '#/ui/Overlay.tsx'

import { formText } from './form-text.ts'
import { nothingAsked } from './CustomersPage.tsx'
import type { ListSearch } from './list-search.ts'

type Props = { search: ListSearch; change: (part: Partial<ListSearch>) => void; onClose: () => void }

const pairs = [
  ['ordersFrom', 'ordersTo', 'number'],
  ['spentFrom', 'spentTo', 'text'],
  ['lastOrderFrom', 'lastOrderTo', 'date'],
] as const
const words = ['city', 'country', 'language', 'source'] as const

export function FilterPanel({ search, change, onClose }: Props) {
  const t = useT()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    change(readForm(new FormData(event.currentTarget)))
    onClose()
  }
  const clear = (): void => {
    change(nothingAsked)
    onClose()
  }
  return (
    <SidePanel
      open
      onOpenChange={onClose}
      title={t('customers.filters')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={clear}>{t('customers.clear')}</Button>
          <Button kind="primary" type="submit" form="customer-filters">
            {t('customers.apply')}
          </Button>
        </>
      }
    >
      <form id="customer-filters" onSubmit={submit} className="grid grid-cols-2 gap-4">
        {pairs.flatMap(([from, to, type]) =>
          [from, to].map((name) => (
            <Field key={name} label={t(`customers.fields.${name}`)}>
              {(field) => (
                <Input
                  {...field}
                  name={name}
                  type={type}
                  inputMode={type === 'text' ? 'decimal' : undefined}
                  defaultValue={search[name] ?? ''}
                />
              )}
            </Field>
          )),
        )}
        {words.map((name) => (
          <Field key={name} label={t(`customers.fields.${name}`)}>
            {(field) => <Input {...field} name={name} defaultValue={search[name] ?? ''} />}
          </Field>
        ))}
        <ConsentChannel search={search} />
        <AttributeFields search={search} />
      </form>
    </SidePanel>
  )
}

function ConsentChannel({ search }: { search: ListSearch }) {
  const t = useT()
  const channels = ['email', 'sms', 'whatsapp', 'push', 'call'] as const
  return (
    <Field label={t('customers.consentChannel')} className="col-span-2">
      {(field) => (
        <Select
          {...field}
          name="consentChannel"
          defaultValue={search.consentChannel ?? 'email'}
          choices={channels.map((value) => ({ value, label: t(`customer.channels.${value}`) }))}
        />
      )}
    </Field>
  )
}

function AttributeFields({ search }: { search: ListSearch }) {
  const t = useT()
  const { data } = useQuery(api.customers.choices.queryOptions())
  const first = search.attributes?.[0]
  const [name, setName] = useState(first?.name ?? '')
  const signs = ['equals', 'contains', 'atLeast', 'atMost', 'set', 'unset'] as const
  if (!data || data.attributes.length === 0) return null
  return (
    <>
      <Field label={t('customers.attribute')} className="col-span-2">
        {(field) => (
          <Select
            {...field}
            name="attribute"
            value={name}
            onChange={(event) => setName(event.target.value)}
            choices={[
              { value: '', label: t('app.none') },
              ...data.attributes.map((one) => ({ value: one.name, label: one.label })),
            ]}
          />
        )}
      </Field>
      {name && (
        <>
          <Field label={t('customers.sign')}>
            {(field) => (
              <Select
                {...field}
                name="sign"
                defaultValue={first?.is ?? 'equals'}
                choices={signs.map((value) => ({ value, label: t(`customers.signs.${value}`) }))}
              />
            )}
          </Field>
          <Field label={t('customers.value')}>
            {(field) => <Input {...field} name="value" defaultValue={first?.value ?? ''} />}
          </Field>
        </>
      )}
    </>
  )
}

function readForm(form: FormData): Partial<ListSearch> {
  const text = (name: string): string | undefined => formText(form, name) || undefined
  const number = (name: string): number | undefined =>
    text(name) === undefined ? undefined : Number(text(name))
  const amount = (name: string): string | undefined => {
    const plain = text(name)?.replace(',', '.')
    return plain && /^\d{1,14}(\.\d{1,4})?$/.test(plain) ? plain : undefined
  }
  const name = text('attribute')
  const is = text('sign') as 'equals' | undefined
  return {
    ordersFrom: number('ordersFrom'),
    ordersTo: number('ordersTo'),
    spentFrom: amount('spentFrom'),
    spentTo: amount('spentTo'),
    lastOrderFrom: text('lastOrderFrom'),
    lastOrderTo: text('lastOrderTo'),
    city: text('city'),
    country: text('country')?.length === 2 ? text('country') : undefined,
    language: text('language'),
    source: text('source'),
    consentChannel: text('consentChannel') as ListSearch['consentChannel'],
    attributes: name ? [{ name, is: is ?? 'equals', value: text('value') ?? '' }] : undefined,
  }
}

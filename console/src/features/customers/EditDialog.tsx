/** Correcting a profile and its custom attributes by hand. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'

import { formText } from './form-text.ts'
import { type CustomerPageData, useAfter } from './use-customer.ts'

const fields = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'company',
  'birthday',
  'address',
  'district',
  'city',
  'postalCode',
  'country',
  'language',
] as const

export function EditDialog({ page, onClose }: { page: CustomerPageData; onClose: () => void }) {
  const t = useT()
  const { customer } = page
  const failureText = useFailureText()
  const [failure, setFailure] = useState<string>()
  const { data: attributes = [] } = useQuery(api.customers.listAttributes.queryOptions())
  const after = useAfter({ text: t('app.saved'), close: onClose })
  const update = useMutation(
    api.customers.update.mutationOptions({ ...after, onError: (error) => setFailure(failureText(error)) }),
  )
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    update.mutate({ id: customer.id, ...readChanges(form, { customer, attributes }) })
  }
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t('app.edit')}
      closeLabel={t('app.close')}
      foot={
        <Button kind="primary" type="submit" form="edit-customer" busy={update.isPending}>
          {t('app.save')}
        </Button>
      }
    >
      <form id="edit-customer" onSubmit={submit} className="grid grid-cols-2 gap-3 max-phone:grid-cols-1">
        {failure && (
          <div className="col-span-full">
            <Notice tone="bad">{failure}</Notice>
          </div>
        )}
        {fields.map((name) => (
          <Field key={name} label={t(`customer.fields.${name}`)}>
            {(field) => (
              <Input
                {...field}
                name={name}
                type={name === 'birthday' ? 'date' : 'text'}
                defaultValue={customer[name] ?? ''}
              />
            )}
          </Field>
        ))}
        {attributes.map(({ name, label, type }) => (
          <Field key={name} label={label} hint={t(`customer.types.${type}`)}>
            {(field) => (
              <Input {...field} name={`attribute:${name}`} defaultValue={shown(customer.attributes[name])} />
            )}
          </Field>
        ))}
      </form>
    </Dialog>
  )
}

/** Only what differs from what stands. */
function readChanges(
  form: FormData,
  {
    customer,
    attributes,
  }: { customer: CustomerPageData['customer']; attributes: readonly { name: string }[] },
) {
  const text = (name: string): string => formText(form, name)
  const changed = fields.filter((name) => text(name) !== (customer[name] ?? ''))
  const given = attributes.filter(
    ({ name }) => text(`attribute:${name}`) !== shown(customer.attributes[name]),
  )
  const values = Object.fromEntries(given.map(({ name }) => [name, text(`attribute:${name}`)]))
  return {
    ...Object.fromEntries(changed.map((name) => [name, text(name)])),
    ...(given.length > 0 && { attributes: values }),
  }
}

function shown(value: string | number | boolean | string[] | undefined): string {
  if (value === undefined) return ''
  return Array.isArray(value) ? value.join(', ') : String(value)
}

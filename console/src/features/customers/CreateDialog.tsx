/** Writing down a customer by hand. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { formText } from './form-text.ts'

const fields = ['firstName', 'lastName', 'email', 'phone', 'city', 'company'] as const

export function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const toast = useToast()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const failureText = useFailureText()
  const [failure, setFailure] = useState<string>()
  const create = useMutation(
    api.customers.create.mutationOptions({
      onSuccess: async ({ id, created }) => {
        await queries.invalidateQueries({ queryKey: api.customers.key() })
        toast({ text: t(created ? 'customers.created' : 'customers.wasThere') })
        onClose()
        await navigate({ to: '/customers/$id', params: { id: String(id) } })
      },
      onError: (error) => setFailure(failureText(error)),
    }),
  )
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    create.mutate(Object.fromEntries(fields.map((name) => [name, formText(form, name)])))
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('customers.create')}
      closeLabel={t('app.close')}
      foot={
        <Button kind="primary" type="submit" form="new-customer" busy={create.isPending}>
          {t('app.save')}
        </Button>
      }
    >
      <form id="new-customer" onSubmit={submit} className="grid grid-cols-2 gap-3 max-phone:grid-cols-1">
        {failure && (
          <div className="col-span-full">
            <Notice tone="bad">{failure}</Notice>
          </div>
        )}
        {fields.map((name) => (
          <Field key={name} label={t(`customer.fields.${name}`)}>
            {(field) => <Input {...field} name={name} type={name === 'email' ? 'email' : 'text'} />}
          </Field>
        ))}
      </form>
    </Dialog>
  )
}

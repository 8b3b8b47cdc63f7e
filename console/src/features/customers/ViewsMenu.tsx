/** Saved views: the address of the list under a name, for oneself or for all. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Checkbox, Field, Input } from '#/ui/Field.tsx'
import { Dialog, Menu } from '#/ui/Overlay.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { formText } from './form-text.ts'
import { type ListSearch, writeListSearch } from './list-search.ts'

const list = 'customers'

export function ViewsMenu({ search }: { search: ListSearch }) {
  const t = useT()
  const navigate = useNavigate()
  const [saving, setSaving] = useState(false)
  const { data = [] } = useQuery(api.team.savedViews.list.queryOptions({ input: { list } }))
  const open = (view: object): void => void navigate({ to: '/customers', search: view })
  return (
    <>
      <Menu
        label={t('customers.views')}
        trigger={<Button>{t('customers.views')}</Button>}
        items={[
          { label: t('customers.viewAll'), onSelect: () => open({}) },
          ...data.map(({ name, view }) => ({ label: name, onSelect: () => open(view) })),
          { line: 'save' },
          { label: t('customers.viewSave'), icon: 'plus', onSelect: () => setSaving(true) },
        ]}
      />
      {saving && <SaveDialog view={writeListSearch(search)} onClose={() => setSaving(false)} />}
    </>
  )
}

function SaveDialog({ view, onClose }: { view: Record<string, unknown>; onClose: () => void }) {
  const t = useT()
  const toast = useToast()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const [shared, setShared] = useState(false)
  const save = useMutation(
    api.team.savedViews.create.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.team.savedViews.key() })
        toast({ text: t('app.saved') })
        onClose()
      },
      onError: (error) => toast({ text: failureText(error), tone: 'bad' }),
    }),
  )
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const name = formText(new FormData(event.currentTarget), 'name')
    save.mutate({ list, name, shared, view: view as never })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('customers.viewSave')}
      closeLabel={t('app.close')}
      foot={
        <Button kind="primary" type="submit" form="save-view" busy={save.isPending}>
          {t('app.save')}
        </Button>
      }
    >
      <form id="save-view" onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t('customers.viewName')}>
          {(field) => <Input {...field} name="name" required maxLength={80} />}
        </Field>
        <Checkbox label={t('customers.viewShared')} checked={shared} onChange={setShared} />
      </form>
    </Dialog>
  )
}

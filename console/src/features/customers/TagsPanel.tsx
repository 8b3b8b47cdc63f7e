/** Tags of the person: give one by typing, take one away. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useRights } from '#/lib/session.ts'
import { Icon } from '#/ui/Icon.tsx'
import { Input } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { type CustomerPageData, useAfter } from './use-customer.ts'

export function TagsPanel({ page }: { page: CustomerPageData }) {
  const t = useT()
  const may = useRights()
  const id = page.customer.id
  const [name, setName] = useState('')
  const add = useMutation(api.customers.addTag.mutationOptions(useAfter({ close: () => setName('') })))
  const remove = useMutation(api.customers.removeTag.mutationOptions(useAfter()))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim()) add.mutate({ id, name })
  }
  return (
    <Panel title={t('customers.columns.tags')}>
      <ul className="flex flex-wrap gap-2 pb-3 empty:hidden">
        {page.tags.map((tag) => (
          <li
            key={tag.id}
            className="inline-flex items-center gap-1 rounded-1 bg-sunken py-[2px] pl-2 text-12"
          >
            {tag.name}
            {may('customers.write') && (
              <button
                type="button"
                aria-label={t('customer.tagRemove', { name: tag.name })}
                className="grid size-6 place-items-center rounded-1 text-ink-3 hover:bg-hover hover:text-ink"
                onClick={() => remove.mutate({ id, tagId: tag.id })}
              >
                <Icon name="close" size={11} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {may('customers.write') && (
        <form onSubmit={submit}>
          <Input
            icon="tag"
            aria-label={t('customer.tagNew')}
            placeholder={t('customer.tagNew')}
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
          />
        </form>
      )}
    </Panel>
  )
}

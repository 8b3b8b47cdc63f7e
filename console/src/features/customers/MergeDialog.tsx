/** Choosing another customer who is the same person, seeing both, merging. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { Button } from '#/ui/Button.tsx'
import { Input } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'

import { useCallName } from './columns.tsx'
import { type CustomerPageData, useAfter } from './use-customer.ts'

export function MergeDialog({ page, onClose }: { page: CustomerPageData; onClose: () => void }) {
  const t = useT()
  const callName = useCallName()
  const [text, setText] = useState('')
  const [other, setOther] = useState<{ id: number; name: string } | null>(null)
  const { data = [] } = useQuery({
    ...api.customers.search.queryOptions({ input: { q: text, limit: 8 } }),
    enabled: text.trim().length > 1,
  })
  const merge = useMutation(
    api.customers.createMerge.mutationOptions(useAfter({ text: t('customers.merged'), close: onClose })),
  )
  const id = page.customer.id
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('customer.mergeWith')}
      description={t('customer.mergeText')}
      closeLabel={t('app.close')}
      foot={
        <Button
          kind="primary"
          disabled={!other}
          busy={merge.isPending}
          onClick={() => other && merge.mutate({ id, other: other.id })}
        >
          {t('customers.merge')}
        </Button>
      }
    >
      <Input
        icon="search"
        aria-label={t('customers.searchLabel')}
        placeholder={t('customers.searchHint')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Found people={data.filter((person) => person.id !== id)} chosen={other?.id} onChoose={setOther} />
      {other && (
        <Notice>{t('customer.mergeOutcome', { kept: callName(page.customer), other: other.name })}</Notice>
      )}
    </Dialog>
  )
}

type People = Awaited<ReturnType<typeof client.customers.search>>

function Found({
  people,
  chosen,
  onChoose,
}: {
  people: People
  chosen: number | undefined
  onChoose: (person: { id: number; name: string }) => void
}) {
  const callName = useCallName()
  return (
    <ul className="py-2">
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            aria-pressed={chosen === person.id}
            className="w-full rounded-2 px-3 py-2 text-left hover:bg-hover aria-pressed:bg-selected"
            onClick={() => onChoose({ id: person.id, name: callName(person) })}
          >
            <span className="font-medium">{callName(person)}</span>
            <span className="block truncate text-12 text-ink-3">
              {[person.email, person.phone, person.city].filter(Boolean).join(' · ')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

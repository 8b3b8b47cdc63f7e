/** Notes on the person: pinned first, written with Ctrl-Enter, removed with a way back. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button, IconButton } from '#/ui/Button.tsx'
import { Textarea } from '#/ui/Field.tsx'
import { Panel } from '#/ui/Panel.tsx'

import { type CustomerPageData, useAfter } from './use-customer.ts'

type Note = CustomerPageData['notes'][number]

export function NotesPanel({ page }: { page: CustomerPageData }) {
  const t = useT()
  const may = useRights()
  return (
    <Panel title={t('customer.notes')} flush>
      {may('customers.write') && <NewNote id={page.customer.id} />}
      <ul className="divide-y divide-line">
        {page.notes.map((note) => (
          <NoteItem key={note.id} note={note} />
        ))}
      </ul>
      {page.notes.length === 0 && <p className="px-4 pb-4 text-12 text-ink-3">{t('customer.notesEmpty')}</p>}
    </Panel>
  )
}

function NewNote({ id }: { id: number }) {
  const t = useT()
  const [body, setBody] = useState('')
  const add = useMutation(api.customers.addNote.mutationOptions(useAfter({ close: () => setBody('') })))
  const send = (): void => {
    if (body.trim()) add.mutate({ id, body })
  }
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    send()
  }
  return (
    <form onSubmit={submit} className="flex flex-col items-end gap-2 p-4">
      <Textarea
        rows={2}
        aria-label={t('customer.noteNew')}
        placeholder={t('customer.noteNew')}
        value={body}
        onChange={(event) => setBody(event.target.value)}
        onKeyDown={keys}
      />
      {body.trim() && (
        <Button kind="primary" small type="submit" busy={add.isPending}>
          {t('app.add')}
        </Button>
      )}
    </form>
  )
}

function NoteItem({ note }: { note: Note }) {
  const t = useT()
  const format = useFormat()
  const may = useRights()
  const pin = useMutation(api.customers.updateNote.mutationOptions(useAfter()))
  const again = useMutation(api.customers.addNote.mutationOptions(useAfter()))
  const { customerId, body, pinned } = note
  const undo = { label: t('app.undo'), run: () => again.mutate({ id: customerId, body, pinned }) }
  const remove = useMutation(
    api.customers.removeNote.mutationOptions(useAfter({ text: t('customer.noteRemoved'), undo })),
  )
  return (
    <li className="flex items-start gap-2 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="break-words whitespace-pre-wrap">{body}</p>
        <p className="text-12 text-ink-3">
          {[pinned && t('customer.pinned'), note.authorName, format.date(note.createdAt)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {may('customers.write') && (
        <>
          <IconButton
            small
            icon="star"
            label={t(pinned ? 'customer.unpin' : 'customer.pin')}
            onClick={() => pin.mutate({ id: note.id, pinned: !pinned })}
          />
          <IconButton
            small
            icon="trash"
            label={t('app.delete')}
            onClick={() => remove.mutate({ id: note.id })}
          />
        </>
      )}
    </li>
  )
}

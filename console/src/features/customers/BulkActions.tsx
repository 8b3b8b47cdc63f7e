/** What can be done with chosen customers, or with all the filter holds for; undone for ten seconds. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, client } from '#/lib/api.ts'
import { useFormat, useRights } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { BulkBar } from '#/ui/DataTable.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input } from '#/ui/Field.tsx'
import { Dialog } from '#/ui/Overlay.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { formText } from './form-text.ts'
import { filtersOf, type ListSearch } from './list-search.ts'
import { useCount } from './use-list.ts'

type Props = { chosen: ReadonlySet<string>; whole: boolean; search: ListSearch; onDone: () => void }

export function BulkActions({ chosen, whole, search, onDone }: Props) {
  const t = useT()
  const format = useFormat()
  const may = useRights()
  const [everyone, setEveryone] = useState(false)
  const [asking, setAsking] = useState<'add' | 'remove' | null>(null)
  const { data: count = { count: 0, more: false } } = useCount(search)
  const all = everyone && whole
  const reach = { count: format.number(count.count), more: count.more ? '+' : '' }
  const label = all ? t('customers.count', reach) : t('customers.chosen', { count: chosen.size })
  if (!may('customers.write')) return null
  const selection = all ? { filters: filtersOf(search) } : { ids: [...chosen].map(Number).slice(0, 1000) }
  return (
    <BulkBar label={label}>
      {whole && !everyone && count.count > chosen.size && (
        <Button kind="quiet" small onClick={() => setEveryone(true)}>
          {t('customers.chooseAll', reach)}
        </Button>
      )}
      <Button small icon="tag" onClick={() => setAsking('add')}>
        {t('customers.tag')}
      </Button>
      <Button small onClick={() => setAsking('remove')}>
        {t('customers.untag')}
      </Button>
      <Button kind="quiet" small onClick={onDone}>
        {t('app.cancel')}
      </Button>
      {asking && (
        <TagDialog action={asking} selection={selection} onClose={() => setAsking(null)} onDone={onDone} />
      )}
    </BulkBar>
  )
}

type Selection = { ids: number[] } | { filters: ReturnType<typeof filtersOf> }

function TagDialog({
  action,
  selection,
  onClose,
  onDone,
}: {
  action: 'add' | 'remove'
  selection: Selection
  onClose: () => void
  onDone: () => void
}) {
  const t = useT()
  const failureText = useFailureText()
  const [failure, setFailure] = useState<string>()
  const follow = useFollowTagging(action)
  const start = useMutation(
    api.customers.createTagging.mutationOptions({
      onSuccess: ({ id }) => {
        onClose()
        onDone()
        void follow(id)
      },
      onError: (error) => setFailure(failureText(error)),
    }),
  )
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    start.mutate({ tag: formText(new FormData(event.currentTarget), 'tag'), action, ...selection })
  }
  const title = t(action === 'add' ? 'customers.tag' : 'customers.untag')
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      closeLabel={t('app.close')}
      foot={
        <Button kind="primary" type="submit" form="bulk-tag" busy={start.isPending}>
          {title}
        </Button>
      }
    >
      <form id="bulk-tag" onSubmit={submit}>
        <Field label={t('customers.tagName')} error={failure}>
          {(field) => <Input {...field} name="tag" required maxLength={60} />}
        </Field>
      </form>
    </Dialog>
  )
}

/** Waits for the job and says what it did, with the way back. */
function useFollowTagging(action: 'add' | 'remove'): (id: string) => Promise<void> {
  const t = useT()
  const toast = useToast()
  const queries = useQueryClient()
  const failureText = useFailureText()
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: api.customers.key() })
  const undo = async (id: string): Promise<void> => {
    try {
      await client.customers.undoTagging({ id })
      await refresh()
    } catch (error) {
      toast({ text: failureText(error), tone: 'bad' })
    }
  }
  return async (id) => {
    for (let tries = 0; tries < 600; tries += 1) {
      const tagging = await client.customers.getTagging({ id })
      if (tagging.state === 'done') {
        await refresh()
        const text = t(action === 'add' ? 'customers.tagged' : 'customers.untagged', {
          count: tagging.changed,
        })
        toast({ text, undo: { label: t('app.undo'), run: () => void undo(id) } })
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
}

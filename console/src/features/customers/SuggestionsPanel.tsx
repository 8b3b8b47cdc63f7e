/** Pairs that may be one person, with what speaks for it: merge or dismiss. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api, type client } from '#/lib/api.ts'
import { useRights } from '#/lib/session.ts'
import { Button, linkLook } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { SidePanel } from '#/ui/Overlay.tsx'
import { useToast } from '#/ui/Toast.tsx'

import { useCallName } from './columns.tsx'

export type Suggestion = Awaited<ReturnType<typeof client.customers.listSuggestions>>[number]

/** A button that appears when there is something to decide. */
export function SuggestionsPanel() {
  const t = useT()
  const may = useRights()
  const [open, setOpen] = useState(false)
  const { data = [] } = useQuery(api.customers.listSuggestions.queryOptions({ input: {} }))
  if (!may('customers.merge') || (data.length === 0 && !open)) return null
  return (
    <>
      <Button icon="merge" className="max-phone:hidden" onClick={() => setOpen(true)}>
        {t('customers.duplicates', { count: data.length })}
      </Button>
      <SidePanel
        open={open}
        onOpenChange={setOpen}
        title={t('customers.duplicatesTitle')}
        closeLabel={t('app.close')}
      >
        <p className="pb-3 text-ink-2">{t('customers.duplicatesText')}</p>
        <ul className="flex flex-col gap-3">
          {data.map((suggestion) => (
            <li key={suggestion.id} className="rounded-3 border border-line-strong p-3">
              <SuggestionCard suggestion={suggestion} />
            </li>
          ))}
        </ul>
      </SidePanel>
    </>
  )
}

export function SuggestionCard({ suggestion }: { suggestion: Suggestion }) {
  const t = useT()
  const may = useRights()
  const callName = useCallName()
  const { merge, dismiss } = useDecisions(suggestion)
  // The one with more orders keeps its page.
  const { a, b } = suggestion
  const [kept, other] = b.orderCount > a.orderCount ? [b, a] : [a, b]
  return (
    <div className="flex flex-col gap-2">
      {[kept, other].map((person) => (
        <div key={person.id} className="min-w-0">
          <Link to="/customers/$id" params={{ id: String(person.id) }} className={linkLook}>
            {callName(person)}
          </Link>
          <div className="truncate text-12 text-ink-3">
            {[person.email, person.phone, person.city].filter(Boolean).join(' · ')}
          </div>
        </div>
      ))}
      <p className="text-12 text-ink-2">
        {t('customers.evidence', { evidence: suggestion.evidence.map(({ value }) => value).join(', ') })}
      </p>
      {may('customers.merge') && (
        <div className="flex gap-2">
          <Button small busy={merge.isPending} onClick={() => merge.mutate({ id: kept.id, other: other.id })}>
            {t('customers.merge')}
          </Button>
          <Button
            kind="quiet"
            small
            busy={dismiss.isPending}
            onClick={() => dismiss.mutate({ id: suggestion.id })}
          >
            {t('customers.dismiss')}
          </Button>
        </div>
      )}
    </div>
  )
}

function useDecisions(suggestion: Suggestion) {
  const t = useT()
  const toast = useToast()
  const queries = useQueryClient()
  const failureText = useFailureText()
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: api.customers.key() })
  const onError = (error: unknown): void => toast({ text: failureText(error), tone: 'bad' })
  const undo = useMutation(api.customers.undoMerge.mutationOptions({ onSuccess: refresh, onError }))
  const merge = useMutation(
    api.customers.createMerge.mutationOptions({
      onSuccess: async ({ id }) => {
        await refresh()
        toast({ text: t('customers.merged'), undo: { label: t('app.undo'), run: () => undo.mutate({ id }) } })
      },
      onError,
    }),
  )
  const dismiss = useMutation(
    api.customers.dismissSuggestion.mutationOptions({ onSuccess: refresh, onError }),
  )
  return { merge, dismiss, suggestion }
}

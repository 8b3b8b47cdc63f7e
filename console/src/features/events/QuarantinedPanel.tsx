/** One event set aside, as it was sent; corrected here before it is sent again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

import { useCodeText, useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useRights } from '#/lib/session.ts'
import { Button } from '#/ui/Button.tsx'
import { FailureState, useFailureText } from '#/ui/FailureState.tsx'
import { Field, Textarea } from '#/ui/Field.tsx'
import { SidePanel } from '#/ui/Overlay.tsx'
import { Notice } from '#/ui/Panel.tsx'
import { Skeleton } from '#/ui/States.tsx'

import { Decisions } from './Quarantine.tsx'

export function QuarantinedPanel({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useT()
  const found = useQuery({
    ...api.events.quarantine.get.queryOptions({ input: { id: id ?? '1' } }),
    enabled: id !== undefined,
  })
  return (
    <SidePanel
      open={id !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={found.data?.name || t('events.nameless')}
      closeLabel={t('app.close')}
    >
      {found.error && <FailureState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={6} label={t('app.loading')} />}
      {found.data && (
        <Correction key={`${found.data.id}:${found.data.body}`} event={found.data} onDone={onClose} />
      )}
    </SidePanel>
  )
}

type Event = {
  id: string
  reason: string
  detail: string
  body: string
  state: string
  editedBy: string | null
}

function Correction({ event, onDone }: { event: Event; onDone: () => void }) {
  const t = useT()
  const may = useRights()
  const reason = useCodeText('events.reasons')
  const explain = useFailureText()
  const queries = useQueryClient()
  const [body, write] = useState(() => pretty(event.body))
  const edit = useMutation(
    api.events.quarantine.edit.mutationOptions({
      onSuccess: () => void queries.invalidateQueries({ queryKey: api.events.key() }),
    }),
  )
  const changed = body !== pretty(event.body)
  const mayWrite = may('events.write') && event.state === 'open'
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warn">
        {reason(event.reason)} {event.detail}
      </Notice>
      <Field
        label={t('events.body')}
        hint={t('events.bodyHint')}
        error={edit.error ? explain(edit.error) : undefined}
      >
        {(given) => (
          <Textarea
            {...given}
            rows={18}
            className="font-mono"
            value={body}
            readOnly={!mayWrite}
            onChange={(change) => write(change.target.value)}
          />
        )}
      </Field>
      {event.editedBy && (
        <p className="text-12 text-ink-3">{t('events.editedBy', { name: event.editedBy })}</p>
      )}
      {mayWrite && (
        <div className="flex items-center gap-2">
          <Button
            disabled={!changed}
            busy={edit.isPending}
            onClick={() => edit.mutate({ id: event.id, body })}
          >
            {t('app.save')}
          </Button>
          <span className="ml-auto flex gap-2">
            {!changed && <Decisions ids={[event.id]} onDone={onDone} />}
          </span>
        </div>
      )}
    </div>
  )
}

/** Senders' texts may be anything; what is not JSON is shown as it is. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

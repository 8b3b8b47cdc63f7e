/** What else can be done with a segment: copy it, put it away, bring it back. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useRights } from '#/lib/session.ts'
import { Button, IconButton } from '#/ui/Button.tsx'
import { useFailureText } from '#/ui/FailureState.tsx'
import { Field, Input } from '#/ui/Field.tsx'
import { Dialog, Menu } from '#/ui/Overlay.tsx'
import { useToast } from '#/ui/Toast.tsx'

import type { Segment } from './SegmentPage.tsx'

export function SegmentMenu({ segment }: { segment: Segment }) {
  const t = useT()
  const may = useRights()
  const [copying, setCopying] = useState(false)
  const { archive, restore } = useArchiving(segment)
  if (!may('segments.write')) return null
  return (
    <>
      <Menu
        label={t('segments.more')}
        trigger={<IconButton icon="more" label={t('segments.more')} />}
        items={[
          { label: t('segments.duplicate'), icon: 'copy', onSelect: () => setCopying(true) },
          segment.state === 'archived'
            ? { label: t('segments.restore'), onSelect: restore }
            : { label: t('segments.archive'), danger: true, onSelect: archive },
        ]}
      />
      {copying && <CopyDialog segment={segment} onClose={() => setCopying(false)} />}
    </>
  )
}

/** Archiving can be taken back from the news at the foot of the page. */
function useArchiving(segment: Segment) {
  const t = useT()
  const toast = useToast()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const onError = (error: unknown): void => toast({ text: failureText(error), tone: 'bad' })
  const fresh = (): void => void queries.invalidateQueries({ queryKey: api.segments.key() })
  const back = useMutation(api.segments.restore.mutationOptions({ onSuccess: fresh, onError }))
  const away = useMutation(
    api.segments.archive.mutationOptions({
      onSuccess: () => {
        fresh()
        toast({
          text: t('segments.archivedNews', { name: segment.name }),
          undo: { label: t('app.undo'), run: () => back.mutate({ id: segment.id }) },
        })
      },
      onError,
    }),
  )
  return {
    archive: () => away.mutate({ id: segment.id }),
    restore: () => back.mutate({ id: segment.id }),
  }
}

function CopyDialog({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const t = useT()
  const navigate = useNavigate()
  const failureText = useFailureText()
  const [name, setName] = useState(t('segments.copyOf', { name: segment.name }))
  const copy = useMutation(
    api.segments.duplicate.mutationOptions({
      onSuccess: ({ id }) => {
        onClose()
        void navigate({ to: '/segments/$id', params: { id } })
      },
    }),
  )
  const save = (): void => copy.mutate({ id: segment.id, name })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('segments.duplicate')}
      closeLabel={t('app.close')}
      foot={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button kind="primary" busy={copy.isPending} disabled={name.trim() === ''} onClick={save}>
            {t('segments.duplicate')}
          </Button>
        </>
      }
    >
      <Field label={t('segments.name')} error={copy.error ? failureText(copy.error) : undefined}>
        {(given) => (
          <Input {...given} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
    </Dialog>
  )
}

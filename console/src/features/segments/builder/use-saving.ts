/** Saving what was written: a new segment or a change of a saved one, and on to its page. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { SegmentGroup } from '@vefa/contract'

import { useT } from '#/lang/index.ts'
import { api } from '#/lib/api.ts'
import { useToast } from '#/ui/Toast.tsx'

import type { Beginning } from './SegmentEditor.tsx'

type Written = { name: string; note: string; root: SegmentGroup }

export function useSaving(beginning: Beginning) {
  const t = useT()
  const toast = useToast()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const onSuccess = ({ id, name }: { id: string; name: string }): void => {
    void queries.invalidateQueries({ queryKey: api.segments.key() })
    toast({ text: t('segmentBuilder.saved', { name }) })
    void navigate({ to: '/segments/$id', params: { id }, ignoreBlocker: true })
  }
  const create = useMutation(api.segments.create.mutationOptions({ onSuccess }))
  const update = useMutation(api.segments.update.mutationOptions({ onSuccess }))
  const save = ({ root, ...words }: Written): void => {
    const definition = { version: 1 as const, root }
    if (beginning.saved) update.mutate({ ...beginning.saved, ...words, definition })
    else {
      create.mutate({
        ...words,
        definition,
        ...(beginning.readyMade !== undefined && { readyMade: beginning.readyMade }),
      })
    }
  }
  return {
    save,
    pending: create.isPending || update.isPending,
    error: create.error ?? update.error,
  }
}

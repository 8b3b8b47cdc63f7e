/** A draft while it is written: what was typed is kept on this machine at once and saved to the server a moment later. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Campaign } from '@vefa/contract'
import { useCallback, useEffect, useRef, useState } from 'react'

import { api } from '#/lib/api.ts'
import { forget, keep, readKept } from '#/lib/keep.ts'

export type Draft = Pick<Campaign, 'name' | 'audience' | 'letter' | 'holdOut' | 'tracked'>

/** Milliseconds without typing before a change goes to the server. */
const pause = 700

export type DraftInHand = {
  draft: Draft
  change(part: Partial<Draft>): void
  /** Resolves once everything typed is on the server. */
  flush(): Promise<void>
  status: 'saved' | 'saving' | 'failed'
  error: unknown
}

export function useDraft(campaign: Campaign): DraftInHand {
  const name = `campaign.${campaign.id}`
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>(() => ({
    ...draftOf(campaign),
    ...readKept<Partial<Draft>>(name, {}),
  }))
  const unsaved = useRef<Partial<Draft>>(readKept<Partial<Draft>>(name, {}))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { mutateAsync, error, isPending } = useMutation(api.campaigns.update.mutationOptions())
  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    const part = unsaved.current
    if (Object.keys(part).length === 0 || !isComplete(part)) return
    unsaved.current = {}
    try {
      await mutateAsync({ id: campaign.id, ...part })
      if (Object.keys(unsaved.current).length === 0) forget(name)
      if ('audience' in part) await queries.invalidateQueries({ queryKey: api.campaigns.estimate.key() })
    } catch (failure) {
      unsaved.current = { ...part, ...unsaved.current }
      throw failure
    }
  }, [campaign.id, mutateAsync, name, queries])
  const later = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush().catch(() => undefined), pause)
  }, [flush])
  useEffect(() => {
    if (Object.keys(unsaved.current).length > 0) later()
    return () => void flush().catch(() => undefined)
  }, [flush, later])
  const change = (part: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...part }))
    unsaved.current = { ...unsaved.current, ...part }
    keep(name, unsaved.current)
    later()
  }
  return { draft, change, flush, error, status: error ? 'failed' : isPending ? 'saving' : 'saved' }
}

function draftOf({ name, audience, letter, holdOut, tracked }: Campaign): Draft {
  return { name, audience, letter, holdOut, tracked }
}

/** A name or tag being typed anew is empty for a moment; it is kept, and saved once it says something. */
function isComplete(part: Partial<Draft>): boolean {
  const tagless = part.audience?.kind === 'tag' && part.audience.tag.trim() === ''
  return !tagless && (part.name === undefined || part.name.trim() !== '')
}

/** What waits: the question, where each thing is opened, and how it is marked. */
import { useQuery } from '@tanstack/react-query'
import type { WaitingItem, WaitingKind } from '@vefa/contract'

import { api } from '#/lib/api.ts'
import type { IconName } from '#/ui/Icon.tsx'

export function useWaiting() {
  return useQuery({ ...api.today.waiting.queryOptions(), refetchInterval: 60_000 })
}

type Place = { to: string; params?: Record<string, string> }

/** Null where there is no page for it. */
export function placeOf({ kind, id }: WaitingItem): Place | null {
  if (kind.startsWith('import')) return { to: '/import/$id', params: { id } }
  if (kind === 'campaignPaused' || kind === 'campaignDraft' || kind === 'sendsFailed')
    return { to: '/campaigns/$id', params: { id } }
  if (kind === 'taskLate' || kind === 'taskDue' || kind === 'pairs')
    return { to: '/customers/$id', params: { id } }
  if (kind === 'segmentFailed') return { to: '/segments/$id', params: { id } }
  if (kind === 'quarantine') return { to: '/events' }
  if (kind === 'rates') return { to: '/settings/$section', params: { section: 'rates' } }
  return null
}

export const iconOf: Record<WaitingKind, IconName> = {
  importFailed: 'upload',
  importPaused: 'upload',
  importRejects: 'upload',
  importUploaded: 'upload',
  segmentFailed: 'segment',
  sendsFailed: 'mail',
  campaignPaused: 'campaign',
  campaignDraft: 'campaign',
  taskLate: 'clock',
  taskDue: 'clock',
  quarantine: 'bolt',
  rates: 'coupon',
  pairs: 'merge',
  plainAddress: 'shield',
}

/** Things somebody should see to today; the others may wait. */
export const pressing: ReadonlySet<WaitingKind> = new Set<WaitingKind>([
  'importFailed',
  'segmentFailed',
  'sendsFailed',
  'taskLate',
  'rates',
  'plainAddress',
])

/** Things that are many: their number stands beside them. */
export const counted: ReadonlySet<WaitingKind> = new Set<WaitingKind>([
  'sendsFailed',
  'quarantine',
  'importRejects',
  'rates',
  'pairs',
])

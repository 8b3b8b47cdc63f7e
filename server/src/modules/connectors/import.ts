/** What an import is: its states, what was recognised of its file, and its row as use cases see it. */
import type { Dialect } from './csv/rows.ts'
import type { Encoding } from './csv/decode.ts'
import type { Kind } from './csv/fields.ts'
import type { Mapping } from './csv/mapping.ts'
import type { Progress } from './progress.ts'

const importStates = ['uploaded', 'waiting', 'running', 'paused', 'done', 'failed', 'cancelled'] as const
export type ImportState = (typeof importStates)[number]

export type Phase = 'reading' | 'applying'

/** Category names by themselves are recognised, but nothing is made of them. */
export const importKinds = ['customers', 'orders', 'order-lines', 'products', 'events', 'payments'] as const
export type ImportKind = (typeof importKinds)[number]

/** What was found out about the file; `samples` are the first values of each column. */
export type FileShape = {
  encoding: Encoding
  gzip: boolean
  dialect: Dialect
  hasHeader: boolean
  columns: string[]
  samples: string[][]
  preset: string
  confidence: number
  recognisedAs: Kind
}

export type Import = {
  id: string
  number: number
  storeId: number
  fileName: string
  fileSize: number
  fileHash: string
  shape: FileShape
  kind: ImportKind
  mapping: Mapping
  currency: string
  state: ImportState
  phase: Phase
  failure: string | null
  progress: Progress
  appliedTo: string
  createdBy: string
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

/** States in which the file and the mapping may still change. */
export function isOpen(state: ImportState): boolean {
  return state === 'uploaded'
}

export function hasEnded(state: ImportState): boolean {
  return state === 'done' || state === 'cancelled'
}

/** Lines that bring date and order number with them make whole orders; other order tables are halves. */
export function isWhole(mapping: Mapping): boolean {
  return mapping.kind === 'order-lines' && 'orderedAt' in mapping.fields
}

/** Owns members as this process last read or wrote them, so that not every round reads them again. */
import type { Db, Tx } from '#/platform/db/index.ts'
import type { EventStore } from '#/platform/event-store/index.ts'

import type { Bits } from './bits.ts'
import { readMembers } from './store-members.ts'

/** As of one version of the members; a chunk that is not there is not known, one of nobody is empty. */
type Kept = { version: string; chunks: Bits }

const keptBySegment = new WeakMap<EventStore, Map<string, Kept>>()

/** Chunks kept in all, eight kilobytes each; of segments beyond, everything is read every time. */
const mostKept = 4_096

const nobody = new Uint8Array(8_192)

export type Wanted = {
  ids: readonly string[]
  /** Only these chunks matter. */
  chunks: readonly number[]
  /** Of the members, by segment, as read within the lock of the rounds; others are not kept. */
  versions: ReadonlyMap<string, string>
}

/** Members of several segments, at least the chunks wanted. Within the lock of the rounds. */
export async function membersWithin(
  { db, eventStore }: { db: Db | Tx; eventStore: EventStore },
  { ids, chunks, versions }: Wanted,
): Promise<Map<string, Bits>> {
  const kept = keptOf(eventStore)
  for (const [id, { version }] of kept) if (versions.get(id) !== version) kept.delete(id)
  const unknown = ids.filter((id) => !chunks.every((chunk) => kept.get(id)?.chunks.has(chunk)))
  const read = await readMembers(db, unknown, chunks)
  const members = new Map<string, Bits>()
  for (const id of ids) members.set(id, kept.get(id)?.chunks ?? new Map())
  for (const id of unknown) {
    const found = read.get(id)
    const whole = new Map(kept.get(id)?.chunks)
    for (const chunk of chunks) whole.set(chunk, found?.get(chunk) ?? nobody)
    members.set(id, whole)
    const version = versions.get(id)
    if (version !== undefined) keep(kept, id, { version, chunks: whole })
  }
  return members
}

export type Written = {
  id: string
  /** The versions of the members before and after. */
  before: string
  version: string
  /** At least the chunks that moved. */
  after: Bits
}

/** To be told when the round has been committed. */
export function keepWritten(store: EventStore, written: readonly Written[]): void {
  const kept = keptOf(store)
  for (const { id, before, version, after } of written) {
    const known = kept.get(id)
    if (known?.version === before) keep(kept, id, { version, chunks: new Map([...known.chunks, ...after]) })
  }
}

function keptOf(store: EventStore): Map<string, Kept> {
  const known = keptBySegment.get(store) ?? new Map<string, Kept>()
  keptBySegment.set(store, known)
  return known
}

function keep(kept: Map<string, Kept>, id: string, members: Kept): void {
  kept.delete(id)
  let chunks = members.chunks.size
  for (const other of kept.values()) chunks += other.chunks.size
  if (chunks <= mostKept) kept.set(id, members)
}

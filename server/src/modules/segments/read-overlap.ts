/** How many people segments share, for every combination of them. */
import type { App } from '#/platform/app.ts'

import { type Bits, emptyBits, intersect, sizeOf } from './bits.ts'
import { refuse } from './errors.ts'
import { findSegments } from './store.ts'
import { readMembers } from './store-members.ts'

export type Combination = { ids: string[]; people: number }

/** Each by itself, each two, each three …; people in all of those named, whatever else they are in. @throws `segment_not_found` */
export async function readOverlap(app: Pick<App, 'db'>, given: readonly string[]): Promise<Combination[]> {
  const ids = [...new Set(given)]
  const found = new Set((await findSegments(app.db, ids)).map(({ id }) => id))
  const missing = ids.find((id) => !found.has(id))
  if (missing !== undefined) throw refuse('segment_not_found', { id: missing })
  const members = await readMembers(app.db, ids)
  return combinationsOf(ids.map((id) => ({ id, bits: members.get(id) ?? emptyBits() })))
}

type Part = { id: string; bits: Bits }

export function combinationsOf(parts: readonly Part[]): Combination[] {
  const all: { ids: string[]; bits: Bits }[] = []
  for (const { id, bits } of parts) {
    const joined = all.map((one) => ({ ids: [...one.ids, id], bits: intersect(one.bits, bits) }))
    all.push({ ids: [id], bits }, ...joined)
  }
  return all
    .sort((one, other) => one.ids.length - other.ids.length)
    .map(({ ids, bits }) => ({ ids, people: sizeOf(bits) }))
}

/** Who is in a segment: pages for people and for rooms above, and for one customer in which ones. */
import { standsFor } from '#/modules/customers/index.ts'
import type { App } from '#/platform/app.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import { bitsOfChunks, emptyBits, has, idsOf } from './bits.ts'
import { refuse } from './errors.ts'
import { type Person, personsOf } from './persons.ts'
import { findSegment } from './store.ts'
import { readChunkFrom, readMembers, segmentsHolding } from './store-members.ts'

type Reader = { db: Db | Tx }

const audiencePage = 5_000

/** By number; the cursor is the last one seen. @throws `segment_not_found`, `segment_cursor_unknown` */
export async function listMembers(
  app: Pick<App, 'db'>,
  input: { id: string; cursor?: string | undefined; limit: number },
): Promise<{ items: Person[]; next: string | null }> {
  if (!(await findSegment(app.db, input.id))) throw refuse('segment_not_found', { id: input.id })
  const ids = await idsAfter(app, { id: input.id, after: readCursor(input.cursor), limit: input.limit + 1 })
  const shown = ids.slice(0, input.limit)
  const last = shown.at(-1)
  return {
    items: await personsOf(app, shown),
    next: ids.length > input.limit && last !== undefined ? String(last) : null,
  }
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,10}$/.test(cursor)) throw refuse('segment_cursor_unknown')
  return Number(cursor)
}

async function idsAfter(app: Reader, page: { id: string; after: number; limit: number }): Promise<number[]> {
  const ids: number[] = []
  let from = (page.after + 1) >>> 16
  while (ids.length < page.limit) {
    const found = await readChunkFrom(app.db, page.id, from)
    if (!found) break
    for (const id of idsOf(bitsOfChunks([found]))) {
      if (id > page.after) ids.push(id)
      if (ids.length === page.limit) break
    }
    from = found.chunk + 1
  }
  return ids
}

/** Customer numbers of a segment in pages, nobody twice. @throws `segment_not_found` */
export async function* segmentAudience(app: Reader, id: string): AsyncIterable<number[]> {
  if (!(await findSegment(app.db, id))) throw refuse('segment_not_found', { id })
  let after = 0
  for (;;) {
    const ids = await idsAfter(app, { id, after, limit: audiencePage })
    if (ids.length > 0) yield ids
    after = ids.at(-1) ?? after
    if (ids.length < audiencePage) return
  }
}

/** Which of these customers a segment holds for; nobody for a segment that is not there. */
export async function membersAmong(app: Reader, id: string, customers: readonly number[]): Promise<number[]> {
  const chunks = [...new Set(customers.map((customer) => customer >>> 16))]
  const members = (await readMembers(app.db, [id], chunks)).get(id) ?? emptyBits()
  return customers.filter((customer) => has(members, customer))
}

/** Whether there is such a segment and the rounds keep it right. */
export async function isAwake(app: Reader, id: string): Promise<boolean> {
  const segment = await findSegment(app.db, id)
  return segment !== undefined && segment.state !== 'archived'
}

/** Of whoever the number counts for now. */
export async function segmentsOfCustomer(
  app: Reader,
  customerId: number,
): Promise<{ id: string; name: string }[]> {
  const stands = (await standsFor(app, [customerId])).get(customerId) ?? customerId
  return segmentsHolding(app.db, stands)
}

/** Lets reports on the event store ask only for members of a segment: a copy of them, made when one asks. */
import type { App } from '#/platform/app.ts'
import type { QueryParams } from '#/platform/event-store/index.ts'

import { chunksOf, emptyBits, idsOf } from './bits.ts'
import { refuse } from './errors.ts'
import { isCopied, memberFilter } from './reports-members.ts'
import { findSegment } from './store.ts'
import { readMembers } from './store-members.ts'

/** `sql` is a condition on a column `customer`, to be put into a query with these parameters. */
export type SegmentFilter = { sql: string; params: QueryParams }

/** Members as they are now; a copy is made once for each state of them. @throws `segment_not_found` */
export async function segmentFilter(app: Pick<App, 'db' | 'eventStore'>, id: string): Promise<SegmentFilter> {
  const segment = await findSegment(app.db, id)
  if (!segment) throw refuse('segment_not_found', { id })
  const copy = { segment: id, version: segment.membersVersion }
  if (!(await isCopied(app.eventStore, copy))) {
    const chunks = chunksOf((await readMembers(app.db, [id])).get(id) ?? emptyBits())
    const rows = chunks.map(([chunk, bits]) => ({
      ...copy,
      chunk,
      customers: [...idsOf(new Map([[chunk, bits]]))],
    }))
    // Nobody is written too, so that it is known to be nobody.
    const written = rows.length > 0 ? rows : [{ ...copy, chunk: 0, customers: [] }]
    await app.eventStore.insert('segment_members', written, `segment:${id}:${copy.version}`)
  }
  return memberFilter(copy)
}

/** Who a segment holds for, as chunks of bits, and its size by day. */
import { sql } from 'kysely'

import { type Db, rowSource, tables, type Tx } from '#/platform/db/index.ts'

import { type Bits, holdsAny, type OpenBits } from './bits.ts'
import type { SegmentTables } from './tables.ts'

/** Members of several segments; with `chunks`, only of those. Segments without members are absent. */
export async function readMembers(
  db: Db | Tx,
  ids: readonly string[],
  chunks?: readonly number[],
): Promise<Map<string, Bits>> {
  const members = new Map<string, OpenBits>()
  if (ids.length === 0 || chunks?.length === 0) return members
  const rows = await tables<SegmentTables>(db)
    .selectFrom('segment_chunks')
    .select(['segment_id', 'chunk', 'bits'])
    .where('segment_id', 'in', [...ids])
    .$if(chunks !== undefined, (query) => query.where('chunk', 'in', [...(chunks ?? [])]))
    .execute()
  for (const { segment_id: id, chunk, bits } of rows) {
    const known = members.get(id) ?? new Map<number, Uint8Array>()
    known.set(chunk, new Uint8Array(bits))
    members.set(id, known)
  }
  return members
}

/** The first chunk of a segment from the given one on. */
export async function readChunkFrom(
  db: Db | Tx,
  id: string,
  from: number,
): Promise<{ chunk: number; bits: Uint8Array } | null> {
  const row = await tables<SegmentTables>(db)
    .selectFrom('segment_chunks')
    .select(['chunk', 'bits'])
    .where('segment_id', '=', id)
    .where('chunk', '>=', from)
    .orderBy('chunk')
    .limit(1)
    .executeTakeFirst()
  return row ? { chunk: row.chunk, bits: new Uint8Array(row.bits) } : null
}

export type ChunkWrite = { segmentId: string; chunk: number; bits: Uint8Array }

/** Chunks in one statement, eight kilobytes each. */
const mostWritten = 1_000

/** Chunks without a single bit are removed. */
export async function writeChunks(tx: Tx, chunks: readonly ChunkWrite[]): Promise<void> {
  const emptied = chunks.filter(({ bits }) => !holdsAny(bits))
  const filled = chunks.filter(({ bits }) => holdsAny(bits))
  for (let start = 0; start < filled.length; start += mostWritten) {
    await putChunks(tx, filled.slice(start, start + mostWritten))
  }
  if (emptied.length === 0) return
  const source = rowSource<ChunkWrite>(
    emptied,
    { segment_id: ['uuid', (row) => row.segmentId], chunk: ['int', (row) => row.chunk] },
    'g',
  )
  await sql`DELETE FROM segment_chunks c USING ${source} WHERE c.segment_id = g.segment_id AND c.chunk = g.chunk`.execute(
    tx,
  )
}

/** Bytes go as they are, each as a value of its own: as text of an array they would be twice as long. */
async function putChunks(tx: Tx, chunks: readonly ChunkWrite[]): Promise<void> {
  await tables<SegmentTables>(tx)
    .insertInto('segment_chunks')
    .values(
      chunks.map(({ segmentId, chunk, bits }) => ({ segment_id: segmentId, chunk, bits: Buffer.from(bits) })),
    )
    .onConflict((conflict) =>
      conflict.columns(['segment_id', 'chunk']).doUpdateSet((of) => ({ bits: of.ref('excluded.bits') })),
    )
    .execute()
}

export type DayChange = { segmentId: string; people: number; entered: number; departed: number }

/** Adds to the day's comings and goings and sets the size it ends with so far. */
export async function countDay(tx: Tx, day: string, changes: readonly DayChange[]): Promise<void> {
  if (changes.length === 0) return
  const source = rowSource<DayChange>(
    changes,
    {
      segment_id: ['uuid', (row) => row.segmentId],
      people: ['int', (row) => row.people],
      entered: ['int', (row) => row.entered],
      departed: ['int', (row) => row.departed],
    },
    'g',
  )
  await sql`
    INSERT INTO segment_days AS d (segment_id, day, people, entered, departed)
    SELECT segment_id, ${day}::date, people, entered, departed FROM ${source}
    ON CONFLICT (segment_id, day) DO UPDATE SET people = excluded.people,
      entered = d.entered + excluded.entered, departed = d.departed + excluded.departed`.execute(tx)
}

export type SegmentDay = { day: string; people: number; entered: number; departed: number }

/** From the last day written before the first one asked, so that a size can be carried on; in order. */
export async function readDays(db: Db, id: string, from: string): Promise<SegmentDay[]> {
  const { rows } = await sql<SegmentDay>`
    SELECT day, people, entered, departed FROM segment_days
    WHERE segment_id = ${id}::uuid AND day >= coalesce(
      (SELECT max(day) FROM segment_days WHERE segment_id = ${id}::uuid AND day < ${from}::date), ${from}::date)
    ORDER BY day`.execute(db)
  return rows
}

/** Segments, not put away, that hold for a customer. */
export async function segmentsHolding(
  db: Db | Tx,
  customerId: number,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT s.id, s.name FROM segments s JOIN segment_chunks c ON c.segment_id = s.id
    WHERE s.state <> 'archived' AND c.chunk = ${customerId >>> 16} AND get_bit(c.bits, ${customerId & 65_535}) = 1
    ORDER BY s.name COLLATE "tr-x-icu", s.id`.execute(db)
  return rows
}

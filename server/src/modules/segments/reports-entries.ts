/** On the event store: when somebody last came into a segment. */
import type { EventStore } from '#/platform/event-store/index.ts'

/** ISO 8601; null where no entry was told, as for those who were there when it was built. */
export async function lastEntry(
  store: EventStore,
  of: { segmentId: string; customer: number },
): Promise<string | null> {
  const [row] = await store.query<{ at: string }>(
    `SELECT toUnixTimestamp64Milli(max(time)) AS at FROM events
     WHERE name = 'Segment Entered' AND customer = {customer:UInt32}
       AND startsWith(message_id, concat('segment:', {segmentId:String}, ':'))
     HAVING count() > 0`,
    of,
  )
  return row ? new Date(Number(row.at)).toISOString() : null
}

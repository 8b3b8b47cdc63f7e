/** On the event store: copies of memberships for reports. */
import type { EventStore, QueryParams } from '#/platform/event-store/index.ts'

type Copy = { segment: string; version: string }

export async function isCopied(store: EventStore, copy: Copy): Promise<boolean> {
  const rows = await store.query(
    'SELECT 1 FROM segment_members WHERE segment = {segment:UUID} AND version = {version:UInt64} LIMIT 1',
    copy,
  )
  return rows.length > 0
}

/** Chunks of older copies that have nobody any more keep their version and are left out by it. */
export function memberFilter({ segment, version }: Copy): { sql: string; params: QueryParams } {
  return {
    sql: `customer IN (SELECT arrayJoin(customers) FROM segment_members FINAL
      WHERE segment = {segment:UUID} AND version >= {segmentVersion:UInt64})`,
    params: { segment, segmentVersion: version },
  }
}

/** Writing to the event store: rows appended as one deduplicated insert, and which of some messages it has already. */
import { hash } from 'node:crypto'
import { Readable } from 'node:stream'

import { ClickHouseError } from '@clickhouse/client'

import type { EventStore } from '#/platform/event-store/index.ts'

import { columnsOf } from './event-row.ts'
import type { Passing } from './passing.ts'

/** Codes by which ClickHouse refuses a value, not a moment: the same line is refused for ever. */
const faultsOfData = new Set([
  '6',
  '25',
  '26',
  '27',
  '33',
  '38',
  '41',
  '53',
  '69',
  '70',
  '72',
  '117',
  '131',
  '407',
  '441',
])

export function isFaultOfData(error: unknown): boolean {
  return error instanceof ClickHouseError && faultsOfData.has(error.code)
}

/** Names what is written, so that the same events written again by a retry of the request are written once. */
export function tokenOf(events: readonly Passing[], salt = ''): string {
  return hash('sha1', salt + events.map((event) => event.key).join(''))
}

export async function appendRows(
  store: EventStore,
  events: readonly Passing[],
  token: string,
): Promise<void> {
  if (events.length === 0) return
  const { names, body } = columnsOf(events.map((event) => event.row))
  const { stream } = await store.client.exec({
    query: `INSERT INTO events (${names.join(', ')}) FORMAT JSONCompactColumns`,
    values: Readable.from([Buffer.from(body)], { objectMode: false }),
    clickhouse_settings: {
      insert_deduplication_token: token,
      // An import may carry every month there is.
      max_partitions_per_insert_block: '2000',
      input_format_parallel_parsing: 0,
    },
  })
  for await (const _ of stream);
}

const mostNames = 20
const mostNameLetters = 2_000

/**
 * The keys among those of these events that stand in the event store. Keys are hexadecimal, so they may stand in the
 * text, which has no limit; the messages' own ids may not.
 */
export async function findAppended(store: EventStore, events: readonly Passing[]): Promise<Set<string>> {
  if (events.length === 0) return new Set()
  const times = events.map((event) => event.time)
  const names = [...new Set(events.map((event) => event.name))]
  const fewNames = names.length <= mostNames && names.join('').length <= mostNameLetters
  const rows = await store.query<{ key: string }>(
    `SELECT DISTINCT
       lower(hex(MD5(concat(if(type = 'recorded', 'room', concat('store:', toString(store))), '\n', message_id)))) AS key
     FROM events
     WHERE time BETWEEN fromUnixTimestamp64Milli({from:Int64}) AND fromUnixTimestamp64Milli({to:Int64})
       ${fewNames ? 'AND name IN ({names:Array(String)})' : ''}
       AND key IN (${events.map((event) => `'${event.key}'`).join(',')})`,
    { from: Math.min(...times), to: Math.max(...times), ...(fewNames && { names }) },
  )
  return new Set(rows.map((row) => row.key))
}

/** Inserts into this installation's events that the event store is working on right now, by any process. */
export async function countRunningAppends(store: EventStore): Promise<number> {
  const [row] = await store.query<{ running: string }>(
    `SELECT count() AS running FROM system.processes
     WHERE current_database = currentDatabase() AND query_kind = 'Insert' AND query LIKE 'INSERT INTO events %'`,
  )
  return Number(row?.running ?? 0)
}

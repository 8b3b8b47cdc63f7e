/** The only ClickHouse of the models: purchase days streamed out, predictions written back as a whole. */
import { Readable } from 'node:stream'

import type { Config } from '#/platform/config.ts'
import type { EventStore } from '#/platform/event-store/index.ts'

/**
 * One row an order that counts (as insight's reports define it), ordered by customer and day, in ClickHouse's RowBinary: UInt32
 * customer, Date day in the shop's zone, Float64 value in the reporting currency.
 */
export async function* streamOrders(store: EventStore, zone: string): AsyncIterable<Uint8Array> {
  const { stream } = await store.client.exec({
    query: `SELECT customer, toDate(placed, {zone:String}) AS day, toFloat64(total) AS value FROM orders WHERE customer > 0
      ORDER BY customer, day FORMAT RowBinary`,
    query_params: { zone },
  })
  for await (const chunk of stream) yield chunk as Uint8Array
}

/** What the history holds of orders, as text: it changes when an order is told, changed or cancelled, or customers merge. */
export async function ordersSeen(store: EventStore): Promise<string> {
  const [row] = await store.query<{ seen: string }>(
    `SELECT concat(toString(count()), ' ', toString(max(received_at)), ' ',
       (SELECT toString(max(at)) FROM merged_customers)) AS seen
     FROM events WHERE name IN ('Order Completed', 'Order Updated', 'Order Cancelled')`,
  )
  return row?.seen ?? ''
}

/** The last day with an order that was told, whatever became of it; null without one. */
export async function lastOrderDay(store: EventStore, zone: string): Promise<string | null> {
  const [row] = await store.query<{ day: string; orders: string }>(
    `SELECT toString(toDate(max(time), {zone:String})) AS day, count() AS orders FROM events
     WHERE name IN ('Order Completed', 'Order Updated') AND order_id != ''`,
    { zone },
  )
  return row === undefined || row.orders === '0' ? null : row.day
}

/** Empties the table a scoring fills. */
export async function clearNextPredictions(store: EventStore, config: Config): Promise<void> {
  await store.command(`TRUNCATE TABLE ${local('predictions_next', config)}`)
}

/** Rows in RowBinary, columns as the table has them. Few large parts cost the event store a third of many small ones. */
export async function appendPredictions(store: EventStore, rows: readonly Uint8Array[]): Promise<void> {
  if (rows.length === 0) return
  const { stream } = await store.client.exec({
    query: 'INSERT INTO predictions_next FORMAT RowBinary',
    values: Readable.from(rows, { objectMode: false }),
    // On a cluster the rows must stand on their shards before the swap.
    clickhouse_settings: { distributed_foreground_insert: 1 },
  })
  stream.resume()
  await new Promise<void>((resolve, reject) => {
    stream.once('close', resolve)
    stream.once('error', reject)
  })
}

/** The predictions just written take the place of the old ones, in one step on each server. */
export async function swapPredictions(store: EventStore, config: Config): Promise<void> {
  const from = config.clickhouseCluster ? 'predictions_next_local' : 'predictions_next'
  await store.command(`ALTER TABLE ${local('predictions', config)} REPLACE PARTITION tuple() FROM ${from}`)
  await clearNextPredictions(store, config)
}

function local(table: string, { clickhouseCluster }: Config): string {
  return clickhouseCluster ? `${table}_local ON CLUSTER ${clickhouseCluster}` : table
}

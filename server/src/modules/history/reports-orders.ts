/** On the event store: orders put together from what was told of them, so that reports read one row each. */
import type { EventStore } from '#/platform/event-store/index.ts'

/** What was told since the book was last settled, and of how many orders. */
export async function countTellings(store: EventStore): Promise<{ all: number; orders: number }> {
  const [row] = await store.query<{ all: string; orders: string }>(
    `SELECT count() AS all, uniq(order_key) AS orders FROM order_tellings`,
  )
  return { all: Number(row?.all ?? 0), orders: Number(row?.orders ?? 0) }
}

/** The beginning of the minute by the event store's clock, in seconds since 1970: nothing is told before it any more. */
export async function readMinute(store: EventStore): Promise<number> {
  const [row] = await store.query<{ minute: number }>(
    'SELECT toUnixTimestamp(toStartOfMinute(now())) AS minute',
  )
  if (!row) throw new Error('the event store answered without a row')
  return row.minute
}

const columns = `name, customer, original_customer, time, received_at, store, order_id, coupon, discount, value, reporting_value, channel,
  country, city, line_products, line_titles, line_categories, line_brands, line_quantities, line_values, line_costs`

/**
 * Tells the orders of events received in these moments (ms) once more: an engine that died may have kept an event and
 * lost the telling. Telling twice changes nothing.
 */
export async function tellAgain(store: EventStore, received: { from: number; to: number }): Promise<void> {
  await store.command(
    `INSERT INTO order_events (${columns}) SELECT ${columns} FROM events
     WHERE name IN ('Order Completed', 'Order Updated', 'Order Cancelled') AND order_id != ''
       AND received_at BETWEEN fromUnixTimestamp64Milli({from:Int64}) AND fromUnixTimestamp64Milli({to:Int64})`,
    received,
  )
}

/** Orders put together at once; more would hold too much in memory. */
const perSlice = 200_000n
const keys = 1n << 64n

/** Writes the book anew with all that was told of so many orders, and puts it in place of the old one in one step. */
export async function rewriteBook(store: EventStore, told: number): Promise<void> {
  const slices = BigInt(told) / perSlice + 1n
  await store.command('DROP TABLE IF EXISTS order_book_next SYNC')
  await store.command('CREATE TABLE order_book_next AS order_book')
  await store.command('INSERT INTO order_book_next SELECT * FROM orders_settled')
  for (let slice = 0n; slice < slices; slice += 1n) {
    await store.command(
      `INSERT INTO order_book_next SELECT * FROM orders_unsettled
       WHERE order_key BETWEEN {from:UInt64} AND {to:UInt64}`,
      { from: String((keys * slice) / slices), to: String((keys * (slice + 1n)) / slices - 1n) },
    )
  }
  await store.command('ALTER TABLE order_book REPLACE PARTITION tuple() FROM order_book_next')
  await store.command('DROP TABLE order_book_next SYNC')
}

/** Removes what was told before a minute; each minute is a part of its own and goes as a whole. */
export async function forgetTellings(store: EventStore, before: number): Promise<void> {
  const rows = await store.query<{ partition: string }>(
    `SELECT DISTINCT partition_id AS partition FROM system.parts
     WHERE database = currentDatabase() AND table = 'order_tellings' AND active AND toUInt32(partition_id) < {before:UInt32}`,
    { before },
  )
  for (const { partition } of rows) {
    await store.command(`ALTER TABLE order_tellings DROP PARTITION ID '${Math.trunc(Number(partition))}'`)
  }
}

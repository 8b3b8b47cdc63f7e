/** On the event store: the mapping of merged customers, and months rewritten under the numbers that count now. */
import type { EventStore } from '#/platform/event-store/index.ts'

import type { StandIn } from './store-merges.ts'

export async function writeMergedCustomers(
  store: EventStore,
  rows: readonly StandIn[],
  at: Date,
): Promise<void> {
  const lines = rows.map(({ customer, standsFor }) => ({
    customer,
    stands_for: standsFor,
    at: at.toISOString(),
  }))
  await store.insert('merged_customers', lines, `${at.toISOString()} ${JSON.stringify(rows)}`)
}

/** Months (YYYYMM) that hold events first written for one of these customers. */
export async function findMonthsOf(store: EventStore, customers: readonly number[]): Promise<number[]> {
  const rows = await store.query<{ month: number }>(
    `SELECT DISTINCT toYYYYMM(time) AS month FROM events WHERE original_customer IN (${numbers(customers)}) ORDER BY month`,
  )
  return rows.map((row) => row.month)
}

/**
 * Writes the month anew with every row under the customer it counts for by mappings that have not changed since `before`,
 * each message once, and puts it in place of the old one in one step. Nothing may be appended meanwhile. Repeating it
 * changes nothing.
 */
export async function rewriteMonth(store: EventStore, month: number, before: Date): Promise<void> {
  await store.command('DROP TABLE IF EXISTS events_folding SYNC')
  await store.command('CREATE TABLE events_folding AS events')
  await store.command(
    `INSERT INTO events_folding
     SELECT e.* REPLACE (if(m.stands_for > 0, m.stands_for, e.customer) AS customer)
     FROM (SELECT * FROM events WHERE toYYYYMM(time) = {month:UInt32} LIMIT 1 BY if(type = 'recorded', 0, store), message_id) AS e
     LEFT JOIN (
       SELECT customer, argMax(stands_for, at) AS stands_for FROM merged_customers
       GROUP BY customer HAVING max(at) < {before:DateTime64(3, 'UTC')}
     ) AS m ON m.customer = e.original_customer`,
    { month, before: before.getTime() / 1000 },
  )
  await store.command(`ALTER TABLE events REPLACE PARTITION ${Math.trunc(month)} FROM events_folding`)
  await store.command('DROP TABLE events_folding SYNC')
}

/** Parts of the month that were replaced but still lie on the disk; a crash now could bring them back. */
export async function countReplacedParts(store: EventStore, month: number): Promise<number> {
  const [row] = await store.query<{ parts: string }>(
    `SELECT count() AS parts FROM system.parts
     WHERE database = currentDatabase() AND table = 'events' AND partition = {month:String} AND NOT active AND rows > 0`,
    { month: String(month) },
  )
  return Number(row?.parts ?? 0)
}

/** Rows of the month beyond the first of each message. */
export async function countRepeated(store: EventStore, month: number): Promise<number> {
  const [row] = await store.query<{ repeated: string }>(
    `SELECT count() - uniqExact(if(type = 'recorded', 0, store), message_id) AS repeated
     FROM events WHERE toYYYYMM(time) = {month:UInt32}`,
    { month },
  )
  return Number(row?.repeated ?? 0)
}

/** Forgets mappings of these customers that every row carries already. */
export async function forgetMerged(
  store: EventStore,
  customers: readonly number[],
  before: Date,
): Promise<void> {
  await store.command(
    `DELETE FROM merged_customers WHERE customer IN (${numbers(customers)}) AND at < {before:DateTime64(3, 'UTC')}`,
    { before: before.getTime() / 1000 },
  )
}

function numbers(values: readonly number[]): string {
  return values.map(Math.trunc).join(',') || '0'
}

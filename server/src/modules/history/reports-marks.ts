/** On the event store: what editions and sheets have taken up of what was told, so that nothing is written twice or half. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { placeOf } from './reports-standing.ts'

/** A sheet of an edition; sheet 0 is the edition itself. */
export type Sheet = { edition: number; sheet: number; zone: string }

/** The edition reports read, whether its days are those of the zone, and the number of its next sheet; null before the first. */
export async function readEdition(
  store: EventStore,
  zone: string,
): Promise<{ edition: number; inZone: boolean; nextSheet: number } | null> {
  const written = "what = 'done' AND sheet = 0"
  const [row] = await store.query<{ edition: number; inZone: boolean; nextSheet: number }>(
    `SELECT edition, countIf(${written} AND state = cityHash64({zone:String})) > 0 AS inZone, toUInt32(max(sheet) + 1) AS nextSheet
     FROM order_marks GROUP BY edition HAVING countIf(${written}) > 0 ORDER BY edition DESC LIMIT 1`,
    { zone },
  )
  return row ?? null
}

/** A number not used yet, by one that came to nothing either. */
export async function readNextEdition(store: EventStore): Promise<number> {
  const [row] = await store.query<{ next: number }>(
    `SELECT toUInt32(max(edition) + 1) AS next FROM order_marks`,
  )
  return row?.next ?? 1
}

export const merges = `(
  SELECT (groupArray(one.1), groupArray(one.2)) FROM (
    SELECT (customer, argMax(stands_for, at)) AS one FROM merged_customers GROUP BY customer
    UNION ALL SELECT (toUInt32(0), toUInt32(0)))
) AS merges`
export const mapped = 'transform(original_customer, merges.1, merges.2, customer)'

/** Each order told of and each merge not folded, with what it comes to: another telling is another state. */
const tellingStates = `SELECT 'order' AS what, order_key AS key,
  cityHash64(count(), groupBitXor(cityHash64(received_at, said_at, told, original_customer, total))) AS state
  FROM order_tellings`
const mergeStates = `SELECT 'merge' AS what, toUInt64(customer) AS key,
  cityHash64(argMax(stands_for, at), max(at)) AS state
  FROM merged_customers GROUP BY customer`

const stale = `(
  SELECT what, key, state FROM (${tellingStates} GROUP BY order_key UNION ALL ${mergeStates})
  WHERE (what, key, state) GLOBAL NOT IN (
    SELECT what, key, state FROM order_marks WHERE edition = {edition:UInt32}
      AND (sheet GLOBAL IN (SELECT sheet FROM order_marks WHERE edition = {edition:UInt32} AND what = 'done') OR sheet = 0)))`

/** Of an edition: the tellings the book has taken up whole, those before a minute; and the merges it carries. */
export async function markTold(store: EventStore, edition: number, before: number): Promise<void> {
  await store.command(
    `INSERT INTO order_marks SELECT {edition:UInt32}, 0, what, key, state FROM (
       ${tellingStates} WHERE arrived < toDateTime({before:UInt32}) GROUP BY order_key UNION ALL ${mergeStates})`,
    { edition, before },
  )
}

/** From here on a sheet or an edition holds. */
export async function markDone(store: EventStore, sheet: Sheet): Promise<void> {
  await store.command(
    `INSERT INTO order_marks SELECT {edition:UInt32}, {sheet:UInt32}, 'done', 0, cityHash64({zone:String})`,
    sheet,
  )
}

type Mark = 'order' | 'merge' | 'customer' | 'replaced'

/** What a sheet is marked with, as sets to ask by; null where there is nothing of the kind. */
export type Marked<Kind extends Mark> = Record<Kind, string | null>

/** So many numbers are cheaper written out than asked for again at each place that needs them. */
export const writtenOut = 2_000

async function readMarked<Kind extends Mark>(
  store: EventStore,
  sheet: Sheet,
  kinds: readonly Kind[],
): Promise<Marked<Kind>> {
  const ofSheet = 'FROM order_marks AS m WHERE edition = {edition:UInt32} AND sheet = {sheet:UInt32}'
  const rows = await store.query<{ kind: Kind; keys: string[] }>(
    `SELECT toString(what) AS kind, groupArray(${writtenOut + 1})(toString(m.key)) AS keys ${ofSheet} AND what IN {kinds:Array(String)}
     GROUP BY kind`,
    { ...sheet, kinds: [...kinds] },
  )
  const setOf = (kind: Kind): string | null => {
    const keys = rows.find((row) => row.kind === kind)?.keys ?? []
    if (keys.length === 0) return null
    return keys.length > writtenOut ? `(SELECT key ${ofSheet} AND what = '${kind}')` : `(${keys.join(', ')})`
  }
  return Object.fromEntries(kinds.map((kind) => [kind, setOf(kind)])) as Marked<Kind>
}

/** The newest sheet of each customer who has one; a sheet that is not done counts for nothing. */
const loose = `(
    SELECT toUInt32(m.key) AS customer, max(m.sheet) AS sheet FROM order_marks AS m
    WHERE m.edition = {edition:UInt32} AND m.what = 'customer' AND m.sheet GLOBAL IN (
      SELECT sheet FROM order_marks WHERE edition = {edition:UInt32} AND what = 'done')
    GROUP BY customer)`

/** Marks the orders and merges a sheet takes up: those the edition and its sheets have not. */
export async function markTaken(store: EventStore, sheet: Sheet): Promise<Marked<'order' | 'merge'>> {
  await store.command(
    `INSERT INTO order_marks SELECT {edition:UInt32}, {sheet:UInt32}, what, key, state FROM ${stale}`,
    sheet,
  )
  return readMarked(store, sheet, ['order', 'merge'])
}

/**
 * Marks the customers that may have got or lost an order by what is taken: those the orders stand under, those they are
 * told of, and both sides of merges; and what of them the sheet replaces.
 */
export async function markCustomers(
  store: EventStore,
  sheet: Sheet,
  { order, merge }: Marked<'order' | 'merge'>,
): Promise<Marked<'customer' | 'replaced'>> {
  const touched = [order && `order_key GLOBAL IN ${order}`, merge && `original_customer GLOBAL IN ${merge}`]
  const sources = [
    `SELECT customer FROM order_steps WHERE edition = {edition:UInt32} AND scope = 0 AND (${touched.filter(Boolean).join(' OR ')})`,
    order && `SELECT ${mapped} AS customer FROM order_tellings WHERE order_key GLOBAL IN ${order}`,
    merge &&
      `SELECT arrayJoin([customer, stands_for]) AS customer FROM merged_customers WHERE customer GLOBAL IN ${merge}`,
  ]
  await store.command(
    `INSERT INTO order_marks
     WITH ${merges}
     SELECT {edition:UInt32}, {sheet:UInt32}, mark.1, mark.2, 0 FROM (
       SELECT DISTINCT arrayJoin([customer, transform(customer, merges.1, merges.2, customer)]) AS customer FROM (
         ${sources.filter(Boolean).join('\n         UNION ALL\n         ')})) AS c
     LEFT ANY JOIN ${loose} AS l ON l.customer = c.customer
     ARRAY JOIN [('customer', toUInt64(c.customer)), ('replaced', ${placeOf('c.customer', 'l.sheet')})] AS mark`,
    sheet,
  )
  return readMarked(store, sheet, ['customer', 'replaced'])
}

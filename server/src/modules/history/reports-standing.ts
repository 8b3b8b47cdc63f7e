/** On the event store: which rows of `order_steps` and `order_lines` hold, told once for all questions of a report. */
import type { EventStore, QueryParams } from '#/platform/event-store/index.ts'

/**
 * A condition on rows of `order_steps` and `order_lines` with its parameters (named `standing_…`): those of an edition and
 * of its sheets as they were when it was asked for. What comes later does not change what it finds.
 */
export type Standing = { text: string; params: QueryParams }

/** Of so many customers a question carries the sheets with it; of more it looks them up. */
const carried = 1_000

/** The newest sheet of each customer who has one, by customer; a sheet that is not done counts for nothing. */
const loose = `(
  SELECT toUInt32(m.key) AS customer, max(m.sheet) AS sheet FROM order_marks AS m
  WHERE m.edition = {standing_edition:UInt32} AND m.what = 'customer' AND m.sheet <= {standing_last:UInt32}
    AND m.sheet GLOBAL IN (SELECT sheet FROM order_marks WHERE edition = {standing_edition:UInt32} AND what = 'done')
  GROUP BY customer ORDER BY customer)`

const ofEdition = 'edition = {standing_edition:UInt32}'

export async function readStanding(store: EventStore, edition: number): Promise<Standing> {
  const [last] = await store.query<{ sheet: number }>(
    `SELECT max(sheet) AS sheet FROM order_marks WHERE edition = {edition:UInt32} AND what = 'done'`,
    { edition },
  )
  const params = { standing_edition: edition, standing_last: last?.sheet ?? 0 }
  if (params.standing_last === 0) return { text: `${ofEdition} AND sheet = 0`, params }
  const rows = await store.query<{ customer: number; sheet: number }>(
    `SELECT customer, sheet FROM ${loose} LIMIT {limit:UInt32}`,
    { ...params, limit: carried + 1 },
  )
  if (rows.length === 0) return { text: `${ofEdition} AND sheet = 0`, params }
  const newest = (customers: string, sheets: string): string =>
    `${ofEdition} AND sheet = transform(customer, ${customers}, ${sheets}, toUInt32(0))`
  if (rows.length > carried) {
    const list = (column: string): string => `(SELECT groupArray(${column}) FROM ${loose})`
    return { text: newest(list('customer'), list('sheet')), params }
  }
  return {
    text: newest('{standing_customers:Array(UInt32)}', '{standing_sheets:Array(UInt32)}'),
    params: {
      ...params,
      standing_customers: rows.map(({ customer }) => customer),
      standing_sheets: rows.map(({ sheet }) => sheet),
    },
  }
}

/** Another text whenever something was told, merged, settled or added to an edition since. */
export async function readSignature(store: EventStore): Promise<string> {
  const sum = (columns: string): string => `count() AS n, groupBitXor(cityHash64(${columns})) AS x`
  const rows = await store.query<{ what: string; n: string; x: string }>(
    `SELECT 'orders' AS what, ${sum('order_key, received_at, said_at, told, original_customer, total')} FROM order_tellings
     UNION ALL SELECT 'merges' AS what, ${sum('customer, stands_for, at')} FROM merged_customers
     UNION ALL SELECT 'sheets' AS what, ${sum('edition, sheet, state')} FROM order_marks WHERE order_marks.what = 'done'`,
  )
  return rows
    .map(({ what, n, x }) => `${what} ${n} ${x}`)
    .toSorted()
    .join(', ')
}

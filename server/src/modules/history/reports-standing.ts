/** On the event store: which rows of `order_steps` and `order_lines` hold, told once for all questions of a report. */
import type { EventStore, QueryParams } from '#/platform/event-store/index.ts'

/**
 * A condition on rows of `order_steps` and `order_lines` with its parameters (named `standing_…`): those of an edition and
 * of its sheets as they were when it was asked for. What comes later does not change what it finds.
 */
export type Standing = { text: string; params: QueryParams }

/**
 * What sheets have replaced is asked as a set: written out, it would be planned anew in each place, which costs more than
 * reading three months.
 */
export async function readStanding(store: EventStore, edition: number): Promise<Standing> {
  const [found] = await store.query<{ last: number; failed: number[] }>(
    `SELECT maxIf(sheet, what = 'done') AS last,
       arrayFilter(one -> one <= last, arrayExcept(groupUniqArray(sheet), groupUniqArrayIf(sheet, what = 'done'))) AS failed
     FROM order_marks WHERE edition = {edition:UInt32}`,
    { edition },
  )
  const { last, failed } = found ?? { last: 0, failed: [] }
  const ofEdition = 'edition = {standing_edition:UInt32}'
  if (last === 0) return { text: `${ofEdition} AND sheet = 0`, params: { standing_edition: edition } }
  const done = `${ofEdition} AND sheet <= {standing_last:UInt32}${
    failed.length > 0 ? ' AND sheet NOT IN {standing_failed:Array(UInt32)}' : ''
  }`
  return {
    text: `${done} AND ${placeOf('customer', 'sheet')} GLOBAL NOT IN (SELECT key FROM order_marks WHERE ${done} AND what = 'replaced')`,
    params: {
      standing_edition: edition,
      standing_last: last,
      ...(failed.length > 0 && { standing_failed: failed }),
    },
  }
}

/** All rows of a customer in a sheet, as one number. */
export function placeOf(customer: string, sheet: string): string {
  return `bitShiftLeft(toUInt64(${sheet}), 32) + ${customer}`
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

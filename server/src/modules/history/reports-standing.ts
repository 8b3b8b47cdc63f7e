/** On the event store: which rows of `order_steps` and `order_lines` hold, told once for all questions of a report. */
import type { EventStore, QueryParams } from '#/platform/event-store/index.ts'

import { buyersWhere } from './reports-buyers.ts'

/**
 * A condition on rows of `order_steps` and `order_lines` with its parameters (named `standing_…`): those of an edition and
 * of its sheets as they were when it was asked for. What comes later does not change what it finds. `buyers` are rows
 * (kind, store, value, buyers) of who bought what by the same rows, as sets of customers; several may be of one value.
 */
export type Standing = { text: string; params: QueryParams; buyers: string }

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
  const written = `SELECT kind, store, value, buyers FROM order_buyers WHERE ${ofEdition}`
  if (last === 0) {
    const params = { standing_edition: edition }
    return { text: `${ofEdition} AND sheet = 0`, params, buyers: `(${written})` }
  }
  const done = `${ofEdition} AND sheet <= {standing_last:UInt32}${
    failed.length > 0 ? ' AND sheet NOT IN {standing_failed:Array(UInt32)}' : ''
  }`
  const replaced = `FROM order_marks WHERE ${done} AND what = 'replaced'`
  const text = `${done} AND ${placeOf('customer', 'sheet')} GLOBAL NOT IN (SELECT key ${replaced})`
  return {
    text,
    params: {
      standing_edition: edition,
      standing_last: last,
      ...(failed.length > 0 && { standing_failed: failed }),
    },
    buyers: `(
      WITH (SELECT groupBitmapState(toUInt32(key)) ${replaced} AND key < ${placeOf('0', '1')}) AS replaced
      SELECT kind, store, value, bitmapAndnot(buyers, replaced) AS buyers FROM (${written})
      UNION ALL ${buyersWhere(`${text} AND sheet > 0`)})`,
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

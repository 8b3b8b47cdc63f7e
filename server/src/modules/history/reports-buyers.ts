/** On the event store: who ever bought by which channel, in which month, of which category and so on, as sets of customers. */
import type { EventStore } from '#/platform/event-store/index.ts'

/** What sets are told apart by, over steps and over lines. */
const ofSteps = {
  any: "''",
  channel: 'channel',
  coupon: "coupon = ''",
  month: 'toMonth(day)',
}
const ofLines = { category: 'category', brand: 'brand', item: 'item' }

/** Rows (kind, store, value, buyers) of the steps and lines that meet a condition. */
export function buyersWhere(condition: string): string {
  return `${setsOf(ofSteps, `order_steps WHERE ${condition} AND scope = 0`)}
    UNION ALL ${setsOf(ofLines, `order_lines WHERE ${condition}`)}`
}

function setsOf(kinds: Record<string, string>, rows: string): string {
  const names = Object.keys(kinds)
  const values = names.map((_, index) => `v${index}`).join(', ')
  // grouping() has a bit for each column that is not grouped by, the last column's the lowest.
  const masks = names.map((_, index) => 2 ** names.length - 1 - 2 ** (names.length - 1 - index))
  return `SELECT [${names.map((name) => `'${name}'`).join(', ')}][nth] AS kind, store, [${names.map((_, index) => `toString(v${index})`).join(', ')}][nth] AS value, buyers
    FROM (
      SELECT store, ${values}, groupBitmapState(customer) AS buyers, indexOf([${masks.join(', ')}], grouping(${values})) AS nth
      FROM (SELECT customer, store, ${Object.values(kinds)
        .map((text, index) => `${text} AS v${index}`)
        .join(', ')} FROM ${rows})
      GROUP BY GROUPING SETS (${names.map((_, index) => `(store, v${index})`).join(', ')}))`
}

/** Of an edition whose steps and lines are written. */
export async function writeBuyers(store: EventStore, edition: number): Promise<void> {
  await store.command(
    `INSERT INTO order_buyers SELECT {edition:UInt32}, kind, store, value, buyers FROM (
       ${buyersWhere('edition = {edition:UInt32} AND sheet = 0')})`,
    { edition },
  )
}

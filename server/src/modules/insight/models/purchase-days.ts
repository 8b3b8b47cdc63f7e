/** Owns a shop's purchase days as typed arrays, customer by customer, and the counts models take from them. */

/** One position a customer and day with an order that counts, ordered by customer, then day. Days since 1970, money as a statistic. */
export type PurchaseDays = { customer: Uint32Array; day: Uint16Array; value: Float64Array }

/** Bytes of one order: customer UInt32, day UInt16 (a Date), value Float64, little endian. */
const ORDER_BYTES = 14

/** Reads orders in ClickHouse's RowBinary, ordered by customer and day; those of one day become one purchase. */
export function readPurchaseDays(bytes: Uint8Array): PurchaseDays {
  const count = Math.floor(bytes.byteLength / ORDER_BYTES)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const customer = new Uint32Array(count)
  const day = new Uint16Array(count)
  const value = new Float64Array(count)
  let last = -1
  for (let order = 0; order < count; order += 1) {
    const at = order * ORDER_BYTES
    const who = view.getUint32(at, true)
    const when = view.getUint16(at + 4, true)
    if (last < 0 || customer[last] !== who || day[last] !== when) last += 1
    customer[last] = who
    day[last] = when
    value[last] = (value[last] as number) + view.getFloat64(at + 6, true)
  }
  const size = last + 1
  return { customer: customer.subarray(0, size), day: day.subarray(0, size), value: value.subarray(0, size) }
}

/**
 * Customers who had bought by a day, with x, tx, T in weeks; m the mean of repeat purchase days (0 when x = 0), `spent` all
 * money, and what came after that day.
 */
export type Snapshot = {
  customer: Uint32Array
  x: Float64Array
  tx: Float64Array
  T: Float64Array
  m: Float64Array
  spent: Float64Array
  laterOrders: Float64Array
  laterRevenue: Float64Array
}

export const DAYS_A_WEEK = 7

const columns = ['x', 'tx', 'T', 'm', 'spent', 'laterOrders', 'laterRevenue'] as const

/** The state at the end of day `end`. `keep` says whether a customer is looked at (all when absent). */
export function snapshotAt(
  days: PurchaseDays,
  end: number,
  keep: (customer: number) => boolean = () => true,
): Snapshot {
  const { customer, day } = days
  const size = countCustomers(customer)
  const all = {
    customer: new Uint32Array(size),
    ...(Object.fromEntries(columns.map((name) => [name, new Float64Array(size)])) as Record<
      (typeof columns)[number],
      Float64Array
    >),
  }
  let known = 0
  for (let from = 0; from < customer.length;) {
    const id = customer[from] as number
    let to = from + 1
    while (customer[to] === id) to += 1
    if ((day[from] as number) <= end && keep(id)) {
      all.customer[known] = id
      fillRow(all, known, { days, from, to, end })
      known += 1
    }
    from = to
  }
  const cut = columns.map((name) => [name, all[name].subarray(0, known)])
  return { customer: all.customer.subarray(0, known), ...Object.fromEntries(cut) } as Snapshot
}

type Span = { days: PurchaseDays; from: number; to: number; end: number }

function fillRow(all: Snapshot, row: number, { days: { day, value }, from, to, end }: Span): void {
  const first = day[from] as number
  let [last, count, spent, laterRevenue] = [first, 0, 0, 0]
  for (let at = from; at < to; at += 1) {
    if ((day[at] as number) <= end) {
      last = day[at] as number
      count += 1
      spent += value[at] as number
    } else laterRevenue += value[at] as number
  }
  all.x[row] = count - 1
  all.tx[row] = (last - first) / DAYS_A_WEEK
  all.T[row] = (end - first) / DAYS_A_WEEK
  all.m[row] = count > 1 ? (spent - (value[from] as number)) / (count - 1) : 0
  all.spent[row] = spent
  all.laterOrders[row] = to - from - count
  all.laterRevenue[row] = laterRevenue
}

function countCustomers(customer: Uint32Array): number {
  let count = 0
  for (let row = 0; row < customer.length; row += 1) {
    if (row === 0 || customer[row] !== customer[row - 1]) count += 1
  }
  return count
}

/** First purchases and repeat purchases on each day, from the first day of the shop. */
export function dailyPurchases({ customer, day }: PurchaseDays): {
  start: number
  firsts: Uint32Array
  repeats: Uint32Array
} {
  let [start, end] = [Infinity, -1]
  for (const at of day) {
    if (at < start) start = at
    if (at > end) end = at
  }
  const length = Math.max(0, end - start + 1)
  const firsts = new Uint32Array(length)
  const repeats = new Uint32Array(length)
  for (let row = 0; row < customer.length; row += 1) {
    const list = row === 0 || customer[row] !== customer[row - 1] ? firsts : repeats
    const at = (day[row] as number) - start
    list[at] = (list[at] as number) + 1
  }
  return { start: length === 0 ? 0 : start, firsts, repeats }
}

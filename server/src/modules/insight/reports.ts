/** The only ClickHouse of insight: orders that count, read from the history. Parameters are bound; days are the shop's own. */
import type { EventStore } from '#/platform/event-store/index.ts'

export type Period = { from?: string | undefined; to?: string | undefined; storeId?: number | undefined }
export type Place = { zone: string }

/**
 * One row for each order that counts: not cancelled, and something was sold. The same order told by a file and by the site is
 * one row, with what was said of it last; its day is that of the first telling's moment in the shop's zone.
 */
const countedOrders = `
  SELECT order_id, argMax(h.customer, h.received_at) AS customer, any(h.store) AS store,
    toDate(min(h.time), {zone:String}) AS day, argMax(h.reporting_value, h.received_at) AS total
  FROM history AS h
  WHERE h.name IN ('Order Completed', 'Order Updated') AND h.order_id != ''
    AND h.order_id NOT IN (SELECT order_id FROM events WHERE name = 'Order Cancelled')
  GROUP BY order_id`

/** The orders that count in a period as a table `(order_id, customer, store, day, total)`; parameters as {@link params} gives them. */
export function ordersOf({ from, to, storeId }: Period): string {
  const conditions = [
    from && 'day >= {from:Date}',
    to && 'day <= {to:Date}',
    storeId !== undefined && 'store = {storeId:UInt16}',
  ].filter(Boolean)
  return `(SELECT * FROM (${countedOrders}) ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''})`
}

function params({ from, to, storeId }: Period, { zone }: Place) {
  return { zone, ...(from && { from }), ...(to && { to }), ...(storeId !== undefined && { storeId }) }
}

export type KeyFigures = {
  orders: number
  customers: number
  repeaters: number
  revenue: string
  repeaterRevenue: string
  /** Sum of squares of the order totals, for the spread of the average. */
  squares: number
  median: number | null
  unnamedOrders: number
  unnamedRevenue: string
  first: string | null
  last: string | null
}

export function keyFiguresSql(period: Period): string {
  return `
  SELECT toUInt32(sum(n)) AS orders, toUInt32(count()) AS customers, toUInt32(countIf(n >= 2)) AS repeaters,
    toString(sum(spent)) AS revenue, toString(sumIf(spent, n >= 2)) AS repeaterRevenue, sum(squared) AS squares,
    arrayReduce('quantileExactInclusive(0.5)', arrayFlatten(groupArray(totals))) AS median,
    toString(min(first)) AS first, toString(max(last)) AS last
  FROM (
    SELECT customer, count() AS n, sum(total) AS spent, sum(toFloat64(total) * toFloat64(total)) AS squared,
      groupArray(toFloat64(total)) AS totals, min(day) AS first, max(day) AS last
    FROM ${ordersOf(period)} WHERE customer > 0 GROUP BY customer)`
}

export async function readKeyFigures(store: EventStore, period: Period, place: Place): Promise<KeyFigures> {
  const given = params(period, place)
  const [named] = await store.query<Omit<KeyFigures, 'unnamedOrders' | 'unnamedRevenue'>>(
    keyFiguresSql(period),
    given,
  )
  const [unnamed] = await store.query<{ orders: number; revenue: string }>(
    `SELECT toUInt32(count()) AS orders, toString(sum(total)) AS revenue FROM ${ordersOf(period)} WHERE customer = 0`,
    given,
  )
  if (!named || !unnamed) throw new Error('the event store answered without a row')
  const none = named.orders === 0
  return {
    ...named,
    median: none ? null : named.median,
    first: none ? null : named.first,
    last: none ? null : named.last,
    unnamedOrders: unnamed.orders,
    unnamedRevenue: unnamed.revenue,
  }
}

/** Customers whose very first order fell in the period. */
export async function countNewCustomers(store: EventStore, period: Period, place: Place): Promise<number> {
  const { from, to, ...everywhere } = period
  const conditions = [from && 'first >= {from:Date}', to && 'first <= {to:Date}']
    .filter(Boolean)
    .join(' AND ')
  const [row] = await store.query<{ people: number }>(
    `SELECT toUInt32(count()) AS people FROM (
       SELECT customer, min(day) AS first FROM ${ordersOf(everywhere)} WHERE customer > 0 GROUP BY customer)
     ${conditions && `WHERE ${conditions}`}`,
    params(period, place),
  )
  return row?.people ?? 0
}

/** Money given back in the period, whatever became of the orders. */
export async function sumRefunds(
  store: EventStore,
  period: Period,
  place: Place,
): Promise<{ amount: string; refunds: number }> {
  const { from, to, storeId } = period
  const conditions = [
    from && 'toDate(time, {zone:String}) >= {from:Date}',
    to && 'toDate(time, {zone:String}) <= {to:Date}',
    storeId !== undefined && 'store = {storeId:UInt16}',
  ].filter(Boolean)
  const [row] = await store.query<{ amount: string; refunds: number }>(
    `SELECT toString(sum(reporting_value)) AS amount, toUInt32(countIf(name = 'Order Refunded')) AS refunds FROM events
     WHERE ${["name IN ('Order Refunded', 'Refund Valued')", ...conditions].join(' AND ')}`,
    params(period, place),
  )
  return row ?? { amount: '0', refunds: 0 }
}

export type TrendRow = {
  start: string
  revenue: string
  orders: number
  customers: number
  newRevenue: string
}

const stepStart = { day: 'day', week: 'toMonday(day)', month: 'toStartOfMonth(day)' } as const

export async function readTrend(
  store: EventStore,
  given: { period: Period; step: keyof typeof stepStart; place: Place },
): Promise<TrendRow[]> {
  const { from, to, ...everywhere } = given.period
  const conditions = ['customer > 0', from && 'day >= {from:Date}', to && 'day <= {to:Date}'].filter(Boolean)
  return store.query<TrendRow>(
    `SELECT toString(${stepStart[given.step]}) AS start, toString(sum(total)) AS revenue, toUInt32(count()) AS orders,
       toUInt32(uniqExact(customer)) AS customers, toString(sumIf(total, day = first)) AS newRevenue
     FROM (SELECT *, min(day) OVER (PARTITION BY customer) AS first FROM ${ordersOf(everywhere)})
     WHERE ${conditions.join(' AND ')} GROUP BY start ORDER BY start`,
    params(given.period, given.place),
  )
}

export type CohortCellRow = {
  cohort: string
  month: number
  customers: number
  orders: number
  revenue: string
}

export async function readCohorts(store: EventStore, period: Period, place: Place): Promise<CohortCellRow[]> {
  return store.query<CohortCellRow>(
    `SELECT formatDateTime(first, '%Y-%m') AS cohort,
       toInt32(dateDiff('month', toStartOfMonth(first), toStartOfMonth(day))) AS month,
       toUInt32(uniqExact(customer)) AS customers, toUInt32(count()) AS orders, toString(sum(total)) AS revenue
     FROM (SELECT *, min(day) OVER (PARTITION BY customer) AS first FROM ${ordersOf(period)} WHERE customer > 0)
     GROUP BY cohort, month ORDER BY cohort, month`,
    params(period, place),
  )
}

/** Days from first to second order, or from first order to the reference day for those who have not come back. */
export async function readSecondOrders(
  store: EventStore,
  given: { period: Period; reference: string; place: Place },
): Promise<{ days: number; events: number; censored: number }[]> {
  return store.query(
    `SELECT toInt32(if(n >= 2, days[2] - days[1], toInt32({reference:Date}) - days[1])) AS days,
       toUInt32(countIf(n >= 2)) AS events, toUInt32(countIf(n < 2)) AS censored
     FROM (SELECT customer, count() AS n, arraySort(groupArray(toInt32(day))) AS days
           FROM ${ordersOf(given.period)} WHERE customer > 0 GROUP BY customer)
     GROUP BY days, n >= 2 ORDER BY days`,
    { ...params(given.period, given.place), reference: given.reference },
  )
}

/** Whole days between consecutive orders of a customer, all customers together: how many gaps, and the one in the middle. */
export async function readGaps(
  store: EventStore,
  period: Period,
  place: Place,
): Promise<{ gaps: number; median: number | null }> {
  const [row] = await store.query<{ gaps: number; median: number | null }>(
    `SELECT toUInt32(count()) AS gaps, quantileExactInclusive(0.5)(gap) AS median
     FROM (SELECT arrayJoin(arrayPopFront(arrayDifference(arraySort(groupArray(toInt32(day)))))) AS gap
           FROM ${ordersOf(period)} WHERE customer > 0 GROUP BY customer)`,
    params(period, place),
  )
  return row && row.gaps > 0 ? row : { gaps: 0, median: null }
}

export type BuyerRow = {
  customer: number
  orders: number
  spent: string
  first: string
  last: string
  gaps: number
  medianGap: number
}

/** One row for each customer with an order that counts, by customer number. */
export async function readBuyers(store: EventStore, place: Place): Promise<BuyerRow[]> {
  return store.query<BuyerRow>(
    `SELECT customer, toUInt32(count()) AS orders, toString(sum(total)) AS spent, toString(min(day)) AS first,
       toString(max(day)) AS last, toUInt32(count() - 1) AS gaps,
       if(count() < 2, 0, arrayReduce('quantileExactInclusive(0.5)',
         arrayPopFront(arrayDifference(arraySort(groupArray(toInt32(day))))))) AS medianGap
     FROM ${ordersOf({})} WHERE customer > 0 GROUP BY customer ORDER BY customer`,
    params({}, place),
  )
}

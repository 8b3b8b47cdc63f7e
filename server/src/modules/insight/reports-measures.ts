/** On the event store: the facts measures are made of, for a reach, and by a dimension. */
import type { Facts } from './measures.ts'
import { eventsOf, inDays, ordersEver, ordersOf, paramsOf, unnamedOrders } from './orders-text.ts'
import {
  type LineDimension,
  type LinePart,
  linePartsSql,
  lineTotalSql,
  type PartName,
  partsSql,
  periodSql,
  type OrderDimension,
  visitNames,
} from './parts.ts'
import type { Days, Reach } from './reach.ts'
import type { Asking } from './together.ts'

/** Facts of one key of a dimension; `rows` is how many keys there are in all. */
export type KeyedFacts = Partial<Facts> & { key: string; label?: string; rows: number }

export async function readParts(
  store: Asking,
  reach: Reach,
  parts: readonly PartName[],
): Promise<Partial<Facts>> {
  const [row] = await store.query<Partial<Facts>>(partsSql({ parts, reach }), paramsOf(reach))
  return row ?? {}
}

export type PeriodFacts = Partial<Facts> & { first: string | null; last: string | null }

/** Everything orders and events say of a period; what is of visits and of those who came again only beside `prior`. */
export async function readPeriod(
  store: Asking,
  reach: Reach,
  given: { parts: readonly PartName[]; prior: Days | null },
): Promise<PeriodFacts> {
  const { parts, prior } = given
  const [row] = await store.query<PeriodFacts>(periodSql(parts, reach, prior !== null), {
    ...paramsOf(reach),
    ...(prior && { prior_from: prior.from }),
  })
  return row?.orders ? row : { ...row, first: null, last: null }
}

/** The parts in each day, week or month, oldest first. */
export async function readPartsByStep(
  store: Asking,
  reach: Reach,
  given: { parts: readonly PartName[]; step: Step },
): Promise<KeyedFacts[]> {
  const { parts, step } = given
  const rows = await store.query<KeyedFacts>(partsSql({ parts, reach, by: step }), paramsOf(reach))
  return rows.reverse()
}

/** Rows of several questions about the same keys, in order of the key. */
export function mergeByKey(all: readonly (readonly KeyedFacts[])[]): KeyedFacts[] {
  const merged = new Map<string, KeyedFacts>()
  for (const rows of all) for (const row of rows) merged.set(row.key, { ...merged.get(row.key), ...row })
  return [...merged.values()].sort((one, other) => (one.key < other.key ? -1 : 1))
}

export async function readPartsBy(
  store: Asking,
  reach: Reach,
  by: { parts: readonly PartName[]; dimension: OrderDimension; rank?: string | undefined; limit?: number },
): Promise<KeyedFacts[]> {
  const { parts, dimension, rank, limit } = by
  const text = partsSql({ parts, reach, by: dimension, rank, limit })
  return store.query<KeyedFacts>(text, { ...paramsOf(reach), ...(limit !== undefined && { limit }) })
}

export async function readLineParts(
  store: Asking,
  reach: Reach,
  by: { parts: readonly LinePart[]; dimension: LineDimension; rank: string; limit: number },
): Promise<{ rows: KeyedFacts[]; total: Partial<Facts> }> {
  const { parts, dimension, rank, limit } = by
  const [rows, [total]] = await Promise.all([
    store.query<KeyedFacts>(linePartsSql({ parts, reach, by: dimension, rank }), {
      ...paramsOf(reach),
      limit,
    }),
    store.query<Partial<Facts>>(lineTotalSql(parts, reach), paramsOf(reach)),
  ])
  return { rows, total: total ?? {} }
}

/** Moments of a trend. */
export type Step = 'day' | 'week' | 'month'

const startOf = {
  day: 'toString(day)',
  week: 'toString(toMonday(day))',
  month: 'toString(toStartOfMonth(day))',
}

/** A key for each step, or none: one row over all. */
function keyed(step: Step | undefined): { column: string; group: string } {
  return step
    ? { column: `${startOf[step]} AS key, `, group: ' GROUP BY key ORDER BY key' }
    : { column: '', group: '' }
}

/** Money given back in the period, whatever became of the orders. */
export async function readRefunds(store: Asking, reach: Reach, step?: Step): Promise<KeyedFacts[]> {
  const { column, group } = keyed(step)
  return store.query<KeyedFacts>(
    `SELECT ${column}sum(reporting_value) AS refunded, toUInt32(count()) AS refunds,
       sum(toFloat64(reporting_value) * toFloat64(reporting_value)) AS refundSquares
     FROM ${eventsOf(reach, ['Order Refunded'])} WHERE ${inDays(reach)}${group}`,
    paramsOf(reach),
  )
}

export async function readUnnamed(store: Asking, reach: Reach, step: Step): Promise<KeyedFacts[]> {
  return store.query<KeyedFacts>(
    `SELECT ${startOf[step]} AS key, ${unnamedColumns} FROM ${unnamedOrders(reach)} GROUP BY key ORDER BY key`,
    paramsOf(reach),
  )
}

const unnamedColumns = `sum(total) AS unnamedRevenue, toUInt32(count()) AS unnamedOrders,
       sum(toFloat64(total) * toFloat64(total)) AS unnamedSquares`

/** Of periods, in their order. */
export async function readUnnamedOf(
  store: Asking,
  reach: Reach,
  periods: readonly Pick<Reach, 'from' | 'to'>[],
): Promise<Partial<Facts>[]> {
  const rows = await store.query<Partial<Facts> & { period: number }>(
    `SELECT arrayJoin(arrayFilter((nth, f, t) -> day BETWEEN f AND t, arrayEnumerate({froms:Array(Date)}), {froms:Array(Date)}, {tos:Array(Date)})) AS period,
       ${unnamedColumns} FROM ${unnamedOrders({ ...reach, from: undefined, to: undefined })} GROUP BY period`,
    {
      ...paramsOf({ ...reach, from: undefined, to: undefined }),
      froms: periods.map(({ from }) => from ?? firstDay),
      tos: periods.map(({ to }) => to ?? lastDay),
    },
  )
  return periods.map((_, index) => rows.find(({ period }) => period === index + 1) ?? {})
}

/** All days the event store knows. */
const [firstDay, lastDay] = ['1970-01-01', '2149-06-06']

/** Customers who ordered in each month, and those of them who ordered in the month after: keyed by the month after. */
export async function readKeptByMonth(store: Asking, reach: Reach): Promise<KeyedFacts[]> {
  return store.query<KeyedFacts>(
    `SELECT toString(addMonths(month, 1)) AS key, toUInt32(count()) AS base,
       toUInt32(countIf(toStartOfMonth(next_day) = addMonths(month, 1))) AS kept
     FROM (SELECT toStartOfMonth(day) AS month, next_day FROM ${ordersEver(reach)} WHERE toStartOfMonth(next_day) != month)
     GROUP BY month ORDER BY key`,
    paramsOf({ ...reach, from: undefined, to: undefined }),
  )
}

/** People seen on the site in the period (or in each step of it), and those of them who ordered in it. */
export async function readVisits(store: Asking, reach: Reach, step?: Step): Promise<KeyedFacts[]> {
  const moment = step ? startOf[step] : "''"
  const people = (rows: string): string =>
    `(SELECT ${moment} AS key, groupBitmapState(customer) AS people FROM ${rows} GROUP BY key)`
  const seen = `(SELECT customer, day FROM ${eventsOf(reach, visitNames)} WHERE customer > 0)`
  return store.query<KeyedFacts>(
    `SELECT v.key AS key, toUInt32(bitmapCardinality(v.people)) AS visitors,
       toUInt32(bitmapAndCardinality(v.people, o.people)) AS buyers
     FROM ${people(seen)} AS v LEFT JOIN ${people(ordersOf(reach))} AS o ON o.key = v.key ORDER BY key`,
    paramsOf(reach),
  )
}

/** Predicted money of the next year; nothing where nobody has been predicted. */
export async function readLifetime(
  store: Asking,
  reach: Reach,
): Promise<Pick<Facts, 'lifetimeSum' | 'lifetimeSquares' | 'lifetimePeople'>> {
  const none = { lifetimeSum: '0', lifetimeSquares: 0, lifetimePeople: 0 }
  const [row] = await store.query<typeof none>(
    `SELECT toDecimal128(sum(lifetime_value_365), 4) AS lifetimeSum, sum(lifetime_value_365 * lifetime_value_365) AS lifetimeSquares,
       toUInt32(count()) AS lifetimePeople
     FROM predictions FINAL WHERE ${reach.people?.text ?? '1'}`,
    reach.people?.params ?? {},
  )
  return row ?? none
}

/** First and last day with an order of the reach. */
export async function readEdges(
  store: Asking,
  reach: Reach,
): Promise<{ first: string | null; last: string | null }> {
  const [row] = await store.query<{ first: string; last: string; n: string }>(
    `SELECT toString(min(day)) AS first, toString(max(day)) AS last,
       count() AS n FROM ${ordersOf(reach)}`,
    paramsOf(reach),
  )
  return row && Number(row.n) > 0 ? { first: row.first, last: row.last } : { first: null, last: null }
}

/** On the event store: cohorts by what the first order was, and what they bought in the months after. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { ordersEver, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

/** Of an order, the line that cost most stands for what was bought. */
const mainLine = 'indexOf(line_values, arrayMax(line_values))'

const COHORT_KEYS = {
  month: "formatDateTime(day, '%Y-%m')",
  store: 'toString(store)',
  channel: 'toString(channel)',
  category: `toString(arrayElement(line_categories, ${mainLine}))`,
  product: `concat(toString(store), ':', arrayElement(line_products, ${mainLine}))`,
  coupon: 'toString(coupon)',
} as const

export type CohortKind = keyof typeof COHORT_KEYS

export type CohortSize = {
  key: string
  size: number
  /** Customers by the month of their first order, yyyy-MM. */
  months: [string, number][]
  /** How many cohorts there are in all. */
  rows: number
}

export type CohortQuestion = {
  reach: Reach
  by: CohortKind
  first?: string | undefined
  last?: string | undefined
  limit: number
}

/** The greatest cohorts, or of months the latest. */
export function cohortSizesSql({ reach, by, first, last }: CohortQuestion): string {
  return `SELECT key, toUInt32(sum(n)) AS size, groupArray((month, n)) AS months, toUInt32(count() OVER ()) AS rows
FROM (
  SELECT key, month, toUInt32(count()) AS n
  FROM (
    SELECT customer, formatDateTime(min(day), '%Y-%m') AS month, argMin(${COHORT_KEYS[by]}, (placed, order_key)) AS key
    FROM ${ordersEver(reach)} GROUP BY customer)
  WHERE ${monthsOf({ first, last })}
  GROUP BY key, month)
GROUP BY key
ORDER BY ${by === 'month' ? 'key DESC' : 'size DESC, key'}
LIMIT {limit:UInt32}`
}

export async function readCohortSizes(store: EventStore, question: CohortQuestion): Promise<CohortSize[]> {
  return store.query<CohortSize>(cohortSizesSql(question), given(question))
}

export type CohortCell = {
  key: string
  /** Months since that of the first order. */
  month: number
  customers: number
  orders: number
  revenue: string
  costed: string
  cost: string
}

export function cohortCellsSql({ reach, by, first, last }: CohortQuestion): string {
  return `SELECT key, toInt32(dateDiff('month', toStartOfMonth(first), toStartOfMonth(day))) AS month,
  toUInt32(groupBitmap(customer)) AS customers, toUInt32(count()) AS orders, sum(total) AS revenue,
  sum(costed) AS costed, sum(cost) AS cost
FROM (
  SELECT customer, total, costed, cost, day, first_value(day) OVER history AS first,
    first_value(${COHORT_KEYS[by]}) OVER history AS key
  FROM ${ordersEver(reach)}
  WINDOW history AS (PARTITION BY customer ORDER BY placed, order_key))
WHERE key IN {keys:Array(String)} AND ${monthsOf({ first, last }, "formatDateTime(first, '%Y-%m')")}
GROUP BY key, month
ORDER BY key, month`
}

export async function readCohortCells(
  store: EventStore,
  question: CohortQuestion & { keys: readonly string[] },
): Promise<CohortCell[]> {
  return store.query<CohortCell>(cohortCellsSql(question), { ...given(question), keys: [...question.keys] })
}

/** Customers of a cohort in order of number, after the one given; with `month`, those who ordered in that month after the first. */
export async function readCohortPeople(
  store: EventStore,
  question: {
    reach: Reach
    by: CohortKind
    key: string
    month?: number | undefined
    after: number
    limit: number
  },
): Promise<{ customer: number; people: number }[]> {
  const { reach, by, key, month, after, limit } = question
  return store.query(
    `SELECT customer, people FROM (
       SELECT customer, toUInt32(count() OVER ()) AS people FROM (
         SELECT DISTINCT customer FROM (
           SELECT customer, day, first_value(day) OVER history AS first, first_value(${COHORT_KEYS[by]}) OVER history AS key
           FROM ${ordersEver(reach)}
           WINDOW history AS (PARTITION BY customer ORDER BY placed, order_key))
         WHERE key = {key:String}
           ${month === undefined ? '' : "AND dateDiff('month', toStartOfMonth(first), toStartOfMonth(day)) = {month:Int32}"}))
     WHERE customer > {after:UInt32} ORDER BY customer LIMIT {limit:UInt32}`,
    { ...whole(reach), key, after, limit, ...(month !== undefined && { month }) },
  )
}

type Months = Pick<CohortQuestion, 'first' | 'last'>

function monthsOf({ first, last }: Months, column = 'month'): string {
  const conditions = [first && `${column} >= {first:String}`, last && `${column} <= {last:String}`].filter(
    Boolean,
  )
  return conditions.length > 0 ? conditions.join(' AND ') : '1'
}

function given({ reach, first, last, limit }: CohortQuestion) {
  return { ...whole(reach), ...(first && { first }), ...(last && { last }), limit }
}

function whole(reach: Reach) {
  return paramsOf({ ...reach, from: undefined, to: undefined })
}

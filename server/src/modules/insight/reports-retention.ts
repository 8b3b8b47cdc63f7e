/** On the event store: cohorts by what the first order was, and what they bought in the months after. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { ordersEver, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

/** What cohorts are told apart by, of the customer's first order; `key` is its text. */
const COHORTS = {
  month: { by: 'toStartOfMonth(first_day)', key: "formatDateTime(cohort, '%Y-%m')" },
  store: { by: 'first_store', key: 'toString(cohort)' },
  channel: { by: 'first_channel', key: 'toString(cohort)' },
  category: { by: 'first_category', key: 'toString(cohort)' },
  product: { by: '(first_store, first_product)', key: "concat(toString(cohort.1), ':', cohort.2)" },
  coupon: { by: 'first_coupon', key: 'toString(cohort)' },
} as const

export type CohortKind = keyof typeof COHORTS

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
  return `SELECT ${COHORTS[by].key} AS key, toUInt32(sum(n)) AS size, groupArray((month, n)) AS months, toUInt32(count() OVER ()) AS rows
FROM (
  SELECT cohort, formatDateTime(began, '%Y-%m') AS month, n
  FROM (
    SELECT ${COHORTS[by].by} AS cohort, toStartOfMonth(first_day) AS began, toUInt32(count()) AS n
    FROM ${ordersEver(reach)} WHERE nth = 1 GROUP BY cohort, began)
  WHERE ${monthsOf({ first, last })})
GROUP BY cohort
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
  return `SELECT ${COHORTS[by].key} AS key, toInt32(dateDiff('month', began, month)) AS month,
  toUInt32(sum(people)) AS customers, toUInt32(sum(n)) AS orders, sum(brought) AS revenue, sum(known) AS costed, sum(paid) AS cost
FROM (
  SELECT ${COHORTS[by].by} AS cohort, toStartOfMonth(first_day) AS began, toStartOfMonth(day) AS month,
    countIf(nth = 1 OR toStartOfMonth(previous_day) != toStartOfMonth(day)) AS people, count() AS n,
    sum(total) AS brought, sum(costed) AS known, sum(cost) AS paid
  FROM ${ordersEver(reach)} GROUP BY cohort, began, month)
WHERE key IN {keys:Array(String)} AND ${monthsOf({ first, last }, "formatDateTime(began, '%Y-%m')")}
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
           SELECT customer, nth, day, first_day, ${COHORTS[by].by} AS cohort FROM ${ordersEver(reach)})
         WHERE ${by === 'month' ? "cohort = toDateOrNull(concat({key:String}, '-01'))" : `${COHORTS[by].key} = {key:String}`}
           AND ${month === undefined ? 'nth = 1' : "dateDiff('month', toStartOfMonth(first_day), toStartOfMonth(day)) = {month:Int32}"}))
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

/** On the event store: cohorts by what the first order was, and what they bought in the months after. */
import type { EventStore } from '#/platform/event-store/index.ts'

import { ordersEver, paramsOf } from './orders-text.ts'
import type { Reach } from './reach.ts'

/**
 * What cohorts are told apart by, of the customer's first order; `key` is its text. Of a `wide` kind,
 * whose keys stand in the column as they are, there may be thousands.
 */
const COHORTS = {
  month: { by: 'toStartOfMonth(first_day)', key: "formatDateTime(cohort, '%Y-%m')" },
  store: { by: 'first_store', key: 'toString(cohort)' },
  channel: { by: 'first_channel', key: 'toString(cohort)' },
  category: { by: 'first_category', key: 'toString(cohort)' },
  product: { by: 'first_item', key: 'toString(cohort)', wide: true },
  coupon: { by: 'first_coupon', key: 'toString(cohort)', wide: true },
} as const satisfies Record<string, CohortText>

type CohortText = { by: string; key: string; wide?: true }

export type CohortKind = keyof typeof COHORTS

export type CohortRow = {
  key: string
  size: number
  /** Customers by the month of their first order, yyyy-MM. */
  months: [string, number][]
  /** By months since that of the first order: customers, orders, revenue, what has known costs, these costs. */
  cells: [number, number, number, string, string, string][]
  /** How many cohorts there are in all. */
  rows: number
  /** The last day with an order of anybody. */
  last: string
}

export type CohortQuestion = {
  reach: Reach
  by: CohortKind
  first?: string | undefined
  last?: string | undefined
  limit: number
}

/** The greatest cohorts, or of months the latest. */
export async function readCohortRows(store: EventStore, question: CohortQuestion): Promise<CohortRow[]> {
  const { by, wide }: CohortText = COHORTS[question.by]
  if (!wide) return store.query<CohortRow>(cohortsSql(question), given(question))
  const found = await store.query<Pick<CohortRow, 'key' | 'rows' | 'last'>>(
    greatestSql(question),
    given(question),
  )
  const keys = found.map(({ key }) => key)
  const text = cohortsSql(question, `${by} IN {keys:Array(String)}`)
  const rows = await store.query<CohortRow>(text, { ...given(question), keys })
  const [{ rows: all, last } = { rows: 0, last: '' }] = found
  return rows.map((row) => ({ ...row, rows: all, last }))
}

/** Of the cohorts of orders that meet a condition. */
function cohortsSql({ reach, by, first, last }: CohortQuestion, condition?: string): string {
  const { by: cohort, key }: CohortText = COHORTS[by]
  return `SELECT ${key} AS key, toUInt32(sum(opened)) AS size, groupArrayArray(begun) AS months,
  groupArray((since, customers, orders, revenue, costed, cost)) AS cells, toUInt32(count() OVER ()) AS rows, toString(any(newest)) AS last
FROM (
  SELECT cohort, toInt32(dateDiff('month', began, month)) AS since, sum(came) AS opened, groupArrayIf((formatDateTime(began, '%Y-%m'), came), came > 0) AS begun,
    toUInt32(sum(people)) AS customers, toUInt32(sum(n)) AS orders, sum(brought) AS revenue, sum(known) AS costed, sum(paid) AS cost,
    any(newest) AS newest
  FROM (
    SELECT *, max(latest) OVER () AS newest
    FROM (
      SELECT ${cohort} AS cohort, toStartOfMonth(first_day) AS began, toStartOfMonth(day) AS month, toUInt32(countIf(nth = 1)) AS came,
        countIf(nth = 1 OR toStartOfMonth(previous_day) != toStartOfMonth(day)) AS people, count() AS n,
        sum(total) AS brought, sum(costed) AS known, sum(cost) AS paid, max(day) AS latest
      FROM ${ordersEver(reach)}${condition ? ` WHERE ${condition}` : ''} GROUP BY cohort, began, month))
  WHERE ${monthsOf({ first, last })}
  GROUP BY cohort, since)
GROUP BY cohort
ORDER BY ${by === 'month' ? 'key DESC' : 'size DESC, key'}
LIMIT {limit:UInt32}`
}

/** The keys of the greatest cohorts alone. */
function greatestSql({ reach, by, first, last }: CohortQuestion): string {
  return `SELECT ${COHORTS[by].key} AS key, toUInt32(count() OVER ()) AS rows, toString((SELECT max(day) FROM ${ordersEver(reach)})) AS last
FROM (
  SELECT ${COHORTS[by].by} AS cohort, count() AS size
  FROM (SELECT *, toStartOfMonth(first_day) AS began FROM ${ordersEver(reach)} WHERE nth = 1)
  WHERE ${monthsOf({ first, last })}
  GROUP BY cohort)
ORDER BY size DESC, key
LIMIT {limit:UInt32}`
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

/** Conditions on `began`. */
function monthsOf({ first, last }: Months): string {
  const conditions = [
    first && "began >= toDate(concat({first:String}, '-01'))",
    last && "began <= toDate(concat({last:String}, '-01'))",
  ].filter(Boolean)
  return conditions.length > 0 ? conditions.join(' AND ') : '1'
}

function given({ reach, first, last, limit }: CohortQuestion) {
  return { ...whole(reach), ...(first && { first }), ...(last && { last }), limit }
}

function whole(reach: Reach) {
  return paramsOf({ ...reach, from: undefined, to: undefined })
}

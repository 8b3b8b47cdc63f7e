/** Cohorts with what each brought in the months after the first order, and how many stayed: pure. */
import { addAmounts, subtractAmounts, ZERO } from '#/platform/money/money.ts'

import { monthsBetween } from './cohorts.ts'
import { type Interval, wilsonInterval } from './intervals.ts'
import type { Facts } from './measures.ts'
import type { CohortRow } from './reports-retention.ts'

export type Cohort = {
  key: string
  size: number
  customers: number[]
  orders: number[]
  revenue: string[]
  margin: (string | null)[]
  reached: number[]
  retention: (({ share: number } & Interval) | null)[]
  lastIsPartial: boolean
}

/** The last month of the data, and whether it had not ended when the data did. */
export type LastMonth = { month: string; partial: boolean }

/**
 * Retention[n] is the share of those who have lived through month n that ordered in it. A mixed cohort (by store, say)
 * has people of many months; those too young for month n are not counted against it.
 */
export function cohortOf(
  { key, size, months, cells }: Pick<CohortRow, 'key' | 'size' | 'months' | 'cells'>,
  last: LastMonth,
): Cohort {
  const width = months.reduce((most, [month]) => Math.max(most, monthsBetween(month, last.month) + 1), 0)
  const byMonth = new Map(cells.map((cell) => [cell[0], cellOf(cell)]))
  const columns = Array.from({ length: width }, (_, index) => byMonth.get(index))
  const reached = columns.map((_, index) => reachedBy(months, last.month, index))
  const customers = columns.map((cell) => cell?.customers ?? 0)
  return {
    key,
    size,
    customers,
    orders: columns.map((cell) => cell?.orders ?? 0),
    revenue: columns.map((cell) => addAmounts(cell?.revenue ?? ZERO, ZERO)),
    margin: columns.map(marginOf),
    reached,
    retention: reached.map((n, index) => shareOf(Math.min(customers[index] ?? 0, n), n)),
    lastIsPartial: last.partial,
  }
}

function reachedBy(months: CohortRow['months'], last: string, after: number): number {
  return months.reduce((sum, [month, n]) => (monthsBetween(month, last) >= after ? sum + n : sum), 0)
}

type Cell = Pick<Facts, 'customers' | 'orders' | 'revenue' | 'costed' | 'cost'>

function cellOf([, customers, orders, revenue, costed, cost]: CohortRow['cells'][number]): Cell {
  return { customers, orders, revenue, costed, cost }
}

function marginOf(cell: Cell | undefined): string | null {
  if (!cell || Number(cell.costed) === 0) return null
  return subtractAmounts(cell.costed, cell.cost)
}

function shareOf(hits: number, n: number): ({ share: number } & Interval) | null {
  return n === 0 ? null : { share: hits / n, ...wilsonInterval({ hits, n }) }
}

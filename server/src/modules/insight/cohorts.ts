/** Owns monthly cohorts: who of those that came in a month came again in the months after. */

/** Customers whose first order fell in `cohort` (yyyy-MM) and who ordered in the `month`-th month after it (0 = same). */
export type CohortCount = { cohort: string; month: number; customers: number }

export type CohortRow = {
  cohort: string
  size: number
  /** By month after the first, up to the last month of the data; 0 where nobody ordered. */
  active: number[]
  retention: number[]
  /** Whether the last cell covers only part of a month. */
  lastIsPartial: boolean
}

/** Whole calendar months from one yyyy-MM to another; negative backwards. */
export function monthsBetween(from: string, to: string): number {
  return monthNumber(to) - monthNumber(from)
}

function monthNumber(month: string): number {
  const match = /^(\d{4})-(\d{2})(?:-\d{2})?$/.exec(month)
  if (match === null) throw new RangeError(`not a month: ${month.slice(0, 20)}`)
  return Number(match[1]) * 12 + Number(match[2]) - 1
}

/** The last month of the data, and whether it had not ended yet when the data did. */
export type LastMonth = { month: string; partial: boolean }

/** The triangle, oldest cohort first; counts of one cell add up, and counts after the last month are left out. */
export function retentionTriangle(counts: readonly CohortCount[], last: LastMonth): CohortRow[] {
  const cells = new Map<string, number[]>()
  for (const { cohort, month, customers } of counts) {
    const width = monthsBetween(cohort, last.month) + 1
    if (month < 0 || month >= width) continue
    const active = cells.get(cohort) ?? Array.from({ length: width }, () => 0)
    active[month] = (active[month] ?? 0) + customers
    cells.set(cohort, active)
  }
  const rows = Array.from(cells, ([cohort, active]) => cohortRow(cohort, active, last.partial))
  return rows.sort((a, b) => (a.cohort < b.cohort ? -1 : 1))
}

function cohortRow(cohort: string, active: number[], lastIsPartial: boolean): CohortRow {
  const size = active[0] ?? 0
  return { cohort, size, active, retention: active.map((n) => (size === 0 ? 0 : n / size)), lastIsPartial }
}

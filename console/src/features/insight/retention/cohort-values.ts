/** What a cell of the cohort table says: a share of people, or an amount for each person or in all. */
import type { Cohorts } from './Retention.tsx'

export type Cohort = Cohorts['cohorts'][number]

export const shownMeasures = ['customers', 'orders', 'revenue', 'margin'] as const
export type Shown = (typeof shownMeasures)[number]

/** Month n after the first order; null where nobody has reached it or nothing is known. Of customers: a share 0 to 1. */
export function cohortValue(cohort: Cohort, shown: Shown, month: number): number | null {
  if (shown === 'customers') return cohort.retention[month]?.share ?? null
  const value = cohort[shown][month]
  return value === undefined || value === null ? null : Number(value)
}

/** How many months a table of these needs. */
export function monthsOf(cohorts: readonly Cohort[]): number {
  return Math.max(0, ...cohorts.map((cohort) => cohort.customers.length))
}

/** Revenue and margin so far for each person of the cohort: what a customer has brought by that month. */
export function broughtByMonth(cohort: Cohort, shown: 'revenue' | 'margin' | 'orders'): (number | null)[] {
  let sum = 0
  return cohort.customers.map((_, month) => {
    const value = cohort[shown][month]
    if (value === null || value === undefined || cohort.size === 0) return null
    sum += Number(value)
    return sum / cohort.size
  })
}

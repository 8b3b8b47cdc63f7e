/** Cohorts by month, store, channel, category, product or coupon of the first order. */
import type { App } from '#/platform/app.ts'

import { labelsOf } from './labels.ts'
import { type Period, reachOf } from './reach.ts'
import { dayAfter } from './reference.ts'
import { type CohortKind, readCohortRows } from './reports-retention.ts'
import { type Cohort, cohortOf, type LastMonth } from './retention.ts'

const most = 60

export async function readRetention(
  app: Pick<App, 'db' | 'eventStore'>,
  input: Pick<Period, 'storeId' | 'segmentId'> & {
    by: CohortKind
    first?: string | undefined
    last?: string | undefined
  },
): Promise<{ cohorts: (Cohort & { label: string | null })[]; others: number; currency: string }> {
  const reach = await reachOf(app, { storeId: input.storeId, segmentId: input.segmentId })
  const question = { reach, by: input.by, first: input.first, last: input.last, limit: most }
  const rows = await readCohortRows(app.eventStore, question)
  const label = await labelsOf(
    app,
    input.by,
    rows.map(({ key }) => key),
  )
  const cohorts = rows.map((row) => ({ ...cohortOf(row, lastMonthOf(row.last)), label: label(row.key) }))
  if (input.by === 'month') cohorts.reverse()
  return { cohorts, others: Math.max(0, (rows[0]?.rows ?? 0) - rows.length), currency: reach.currency }
}

function lastMonthOf(last: string): LastMonth {
  const month = last.slice(0, 7)
  return { month, partial: dayAfter(last).slice(0, 7) === month }
}

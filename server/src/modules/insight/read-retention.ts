/** Cohorts by month, store, channel, category, product or coupon of the first order. */
import type { App } from '#/platform/app.ts'

import { labelsOf } from './labels.ts'
import { type Period, reachOf } from './reach.ts'
import { dayAfter } from './reference.ts'
import { readEdges } from './reports-measures.ts'
import { type CohortKind, readCohortCells, readCohortSizes } from './reports-retention.ts'
import { type Cohort, cohortOf } from './retention.ts'

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
  const [{ last }, sizes] = await Promise.all([
    readEdges(app.eventStore, reach),
    readCohortSizes(app.eventStore, question),
  ])
  if (last === null) return { cohorts: [], others: 0, currency: reach.currency }
  const keys = sizes.map(({ key }) => key)
  const [cells, label] = await Promise.all([
    readCohortCells(app.eventStore, { ...question, keys }),
    labelsOf(app, input.by, keys),
  ])
  const month = last.slice(0, 7)
  const lastMonth = { month, partial: dayAfter(last).slice(0, 7) === month }
  const cohorts = sizes.map((size) => ({
    ...cohortOf(
      size,
      cells.filter((cell) => cell.key === size.key),
      lastMonth,
    ),
    label: label(size.key),
  }))
  if (input.by === 'month') cohorts.reverse()
  return { cohorts, others: Math.max(0, (sizes[0]?.rows ?? 0) - sizes.length), currency: reach.currency }
}

/** The cohort table: customers, orders and revenue by month of first order and months since. */
import type { App } from '#/platform/app.ts'

import type { Period } from './reach.ts'
import { readRetention } from './read-retention.ts'

export async function readCohorts(
  app: Pick<App, 'db' | 'eventStore'>,
  input: Pick<Period, 'storeId' | 'segmentId'>,
) {
  const { cohorts } = await readRetention(app, { ...input, by: 'month' })
  return {
    rows: cohorts.map(({ key, size, customers, orders, revenue, lastIsPartial }) => ({
      cohort: key,
      size,
      customers,
      orders,
      revenue,
      lastIsPartial,
    })),
  }
}

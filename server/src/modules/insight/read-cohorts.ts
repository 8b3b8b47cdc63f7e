/** The cohort table: customers, orders and revenue by month of first order and months since. */
import type { App } from '#/platform/app.ts'

import { monthsBetween, retentionTriangle } from './cohorts.ts'
import { placeOf } from './read-figures.ts'
import { dayAfter } from './reference.ts'
import { readCohorts as readCells, readKeyFigures } from './reports.ts'

export async function readCohorts(
  app: Pick<App, 'db' | 'eventStore'>,
  input: { storeId?: number | undefined },
) {
  const place = await placeOf(app)
  const [{ last }, cells] = await Promise.all([
    readKeyFigures(app.eventStore, input, place),
    readCells(app.eventStore, input, place),
  ])
  if (last === null) return { rows: [] }
  const month = last.slice(0, 7)
  const partial = dayAfter(last).slice(0, 7) === month
  const rows = retentionTriangle(cells, { month, partial })
  const byCell = new Map(cells.map((cell) => [`${cell.cohort}:${cell.month}`, cell]))
  return {
    rows: rows.map(({ cohort, size, active, lastIsPartial }) => {
      const months = Array.from({ length: monthsBetween(cohort, month) + 1 }, (_, index) =>
        byCell.get(`${cohort}:${index}`),
      )
      return {
        cohort,
        size,
        customers: active,
        orders: months.map((cell) => cell?.orders ?? 0),
        revenue: months.map((cell) => cell?.revenue ?? '0'),
        lastIsPartial,
      }
    }),
  }
}

/** A shop's real invoices, whole: the figures are those of the raw file, and the same file again is nothing new. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'
import { carryOut, type Told, uploadShared } from '#test/support/imports.ts'
import { readGolden, sharedFolder, WITHOUT_SHARED } from '#test/support/shared-data.ts'

const file = 'online_retail/online_retail.csv.gz'

let opened: TestApp
let told: Told

beforeAll(async () => {
  if (sharedFolder === null) return
  opened = await openTestApp()
  const { id } = await uploadShared(opened.app, file)
  told = await carryOut(opened.app, id, { adoptCurrency: true })
}, 600_000)

afterAll(() => opened?.close())

async function figures() {
  const { rows } = await sql<Record<string, string>>`
    SELECT count(*) FILTER (WHERE customer_id IS NOT NULL)::int AS orders,
      count(DISTINCT customer_id)::int AS customers,
      (sum(reporting_total) FILTER (WHERE customer_id IS NOT NULL))::text AS revenue
    FROM orders WHERE counts`.execute(opened.app.db)
  return rows[0]
}

test.skipIf(sharedFolder === null)(
  `orders, customers and revenue are the golden ones (${WITHOUT_SHARED})`,
  async () => {
    const golden = readGolden('online_retail') as {
      kpis: { orders: number; customers: number; revenue: number }
      raw: { rows: number; cancellation_invoices: number }
    }
    expect(told).toMatchObject({ state: 'done', preset: 'online-retail', currency: 'GBP' })
    expect(told.progress).toMatchObject({ rowsRead: golden.raw.rows, rowsRejected: 0, doubts: 0 })
    const { orders, customers, revenue } = golden.kpis
    expect(await figures()).toEqual({ orders, customers, revenue: revenue.toFixed(4) })
    const { rows } =
      await sql`SELECT kind, count(*)::int AS n FROM refunds GROUP BY kind ORDER BY kind`.execute(
        opened.app.db,
      )
    expect(rows).toContainEqual({ kind: 'cancellation', n: golden.raw.cancellation_invoices })
  },
)

test.skipIf(sharedFolder === null)(
  'the same file again creates and changes nothing, and tells the history nothing',
  async () => {
    const before = await counts()
    const { id } = await uploadShared(opened.app, file)
    const again = await carryOut(opened.app, id)
    expect(again.sameAs).toBe(told.number)
    for (const { created, updated } of Object.values(again.progress.counts)) {
      expect({ created, updated }).toEqual({ created: 0, updated: 0 })
    }
    expect(await counts()).toEqual(before)
  },
  600_000,
)

async function counts() {
  const { rows } = await sql`
    SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM order_lines) AS lines,
      (SELECT count(*) FROM refunds) AS refunds, (SELECT count(*) FROM customers) AS customers,
      (SELECT coalesce(max(id), 0) FROM intake_batches) AS batches,
      (SELECT max(updated_at) FROM orders) AS changed`.execute(opened.app.db)
  return rows[0]
}

/** Two real shops, imported as a person would: what the owner sees equals the figures of independent packages, and the same file again is nothing new. */
import { createHash } from 'node:crypto'

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { waitUntilApplied } from '#/modules/history/index.ts'
import { explore } from '#/modules/insight/explore.ts'
import { readAffinity } from '#/modules/insight/read-affinity.ts'
import { readCohorts } from '#/modules/insight/read-cohorts.ts'
import { readFigures } from '#/modules/insight/read-figures.ts'
import { readSecondOrder } from '#/modules/insight/read-second-orders.ts'
import { reckon } from '#/modules/insight/reckon.ts'
import { findShop, saveShop } from '#/modules/team/index.ts'
import { sumAmounts } from '#/platform/money/money.ts'

import { openTestApp, type TestApp } from './support/app.ts'
import { carryOut, type Told, uploadShared } from './support/imports.ts'
import { readGolden, sharedFolder, WITHOUT_SHARED } from './support/shared-data.ts'

type Golden = {
  kpis: {
    orders: number
    customers: number
    revenue: number
    median_order: number
    repeat_rate: number
    revenue_share_repeat_customers: number
  }
  /** Of Online Retail alone. */
  raw?: { rows: number; cancellation_invoices: number }
  rfm: { snapshot: string; ties_share: { score_sha256: string } }
  cohort: Record<string, { size: number; active: number[] }>
  /** Of Online Retail alone. */
  affinity?: {
    baskets: number
    items_support_ge_1pct: number
    pairs_support_ge_1pct: number
    pairs_sha256: string
    top10_by_lift: {
      a: string
      b: string
      n_ab: number
      n_a: number
      n_b: number
      conf_ab: number
      lift: number
    }[]
  }
  km_second_order: {
    share_within_days: Record<string, number>
    interorder_gap_days: { n: number; median: number }
  }
}

const shops = [
  {
    name: 'Online Retail',
    golden: 'online_retail',
    file: 'online_retail/online_retail.csv.gz',
    zone: 'Europe/London',
  },
  {
    name: 'CDNOW',
    golden: 'cdnow_sample_retail',
    file: 'cdnow/CDNOW_sample.txt',
    zone: 'UTC',
    currency: 'USD',
  },
]

/** Equal to nine digits. */
function expectSame(value: string | number | null | undefined, golden: number): void {
  expect(Math.abs(Number(value) / golden - 1)).toBeLessThan(1e-9)
}

describe.skipIf(sharedFolder === null).each(shops)(
  `$name as imported (${WITHOUT_SHARED} otherwise)`,
  (shop) => {
    let open: TestApp
    let golden: Golden
    let told: Told

    beforeAll(async () => {
      golden = readGolden(shop.golden) as Golden
      open = await openTestApp()
      const settings = await findShop(open.app)
      if (settings) await saveShop(open.app, { ...settings, timeZone: shop.zone })
      const { id } = await uploadShared(open.app, shop.file, {
        zone: shop.zone,
        ...('currency' in shop && { currency: shop.currency }),
      })
      told = await carryOut(open.app, id, { adoptCurrency: true })
      if (told.state !== 'done') throw new Error(`the import ended as ${told.state}`)
      await waitUntilApplied(open.app)
      await reckon(open.app)
    }, 600_000)
    afterAll(() => open?.close())

    test('every row is understood', async () => {
      if (!golden.raw) return
      expect(told).toMatchObject({ preset: 'online-retail', currency: 'GBP' })
      expect(told.progress).toMatchObject({ rowsRead: golden.raw.rows, rowsRejected: 0, doubts: 0 })
      const { rows } = await sql`SELECT count(*)::int AS n FROM refunds WHERE kind = 'cancellation'`.execute(
        open.app.db,
      )
      expect(rows).toEqual([{ n: golden.raw.cancellation_invoices }])
    })

    test('key figures', async () => {
      const { figures, reference } = await readFigures(open.app, {})
      const value = new Map(figures.map((figure) => [figure.measure, figure.value]))
      const { kpis } = golden
      expect(Number(value.get('orders'))).toBe(kpis.orders)
      expect(Number(value.get('customers'))).toBe(kpis.customers)
      expectSame(value.get('revenue'), kpis.revenue)
      expectSame(value.get('repeatRate'), kpis.repeat_rate)
      expectSame(value.get('repeaterRevenueShare'), kpis.revenue_share_repeat_customers)
      expect(Number(value.get('medianOrder'))).toBeCloseTo(kpis.median_order, 4)
      expect(reference).toBe(golden.rfm.snapshot)
    })

    test('scores of every customer', async () => {
      const { rows } = await sql<{ id: string; scores: string }>`
      SELECT i.value AS id, c.rfm_recency || ',' || c.rfm_frequency || ',' || c.rfm_monetary AS scores
      FROM customers c JOIN identities i ON i.customer_id = c.id AND i.kind = 'user'
      WHERE c.rfm_class IS NOT NULL`.execute(open.app.db)
      const lines = rows
        .toSorted((one, other) => Number(one.id) - Number(other.id))
        .map(({ id, scores }) => `${Number(id)},${scores}\n`)
      expect(lines).toHaveLength(golden.kpis.customers)
      expect(createHash('sha256').update(lines.join('')).digest('hex')).toBe(
        golden.rfm.ties_share.score_sha256,
      )
    })

    test('cohorts', async () => {
      const { rows } = await readCohorts(open.app, {})
      const found = Object.fromEntries(
        rows.map(({ cohort, size, customers }) => [cohort, { size, active: customers }]),
      )
      const wanted = Object.fromEntries(
        Object.entries(golden.cohort).map(([cohort, { size, active }]) => [cohort, { size, active }]),
      )
      expect(found).toEqual(wanted)
    })

    test('time to the second order', async () => {
      const second = await readSecondOrder(open.app, {})
      for (const { days, share } of second.shares) {
        const wanted = golden.km_second_order.share_within_days[String(days)]
        if (wanted !== undefined) expectSame(share, wanted)
      }
      expect(second.gaps).toBe(golden.km_second_order.interorder_gap_days.n)
      expect(second.medianGapDays).toBe(golden.km_second_order.interorder_gap_days.median)
    })

    test('products bought together', async () => {
      if (!golden.affinity) return
      const wanted = golden.affinity
      const found = await readAffinity(open.app, { minSupport: 0.01, sort: 'lift', limit: 1_000 })
      expect([found.baskets, found.products, found.found]).toEqual([
        wanted.baskets,
        wanted.items_support_ge_1pct,
        wanted.pairs_support_ge_1pct,
      ])
      const lines = found.pairs
        .map(({ a, b, together }) => ({ key: `${a.id}\n${b.id}`, line: `${a.id},${b.id},${together}\n` }))
        .sort((one, other) => (one.key < other.key ? -1 : 1))
      const text = lines.map(({ line }) => line).join('')
      expect(createHash('sha256').update(text).digest('hex')).toBe(wanted.pairs_sha256)
      for (const [index, top] of wanted.top10_by_lift.entries()) {
        const pair = found.pairs[index]
        expect([pair?.a.id, pair?.b.id, pair?.together, pair?.withA, pair?.withB]).toEqual([
          top.a,
          top.b,
          top.n_ab,
          top.n_a,
          top.n_b,
        ])
        expect(pair?.lift).toBeCloseTo(top.lift, 4)
        expect(pair?.confidenceAB).toBeCloseTo(top.conf_ab, 6)
      }
    })

    test.each(['month', 'weekday', 'store', 'channel', 'customerKind'] as const)(
      'revenue by %s adds up to the whole',
      async (by) => {
        const { rows, total } = await explore(open.app, { measure: 'revenue', by, limit: 500 })
        expectSame(total.value, golden.kpis.revenue)
        expectSame(sumAmounts(rows.map((row) => row.value ?? '0')), golden.kpis.revenue)
      },
    )

    test('the same file again creates and changes nothing, and tells the history nothing', async () => {
      const before = await held()
      const { id } = await uploadShared(open.app, shop.file, {
        zone: shop.zone,
        ...('currency' in shop && { currency: shop.currency }),
      })
      const again = await carryOut(open.app, id)
      expect(again.sameAs).toBe(told.number)
      for (const { created, updated } of Object.values(again.progress.counts)) {
        expect({ created, updated }).toEqual({ created: 0, updated: 0 })
      }
      expect(await held()).toEqual(before)
    }, 600_000)

    async function held() {
      const { rows } = await sql`
      SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM order_lines) AS lines,
        (SELECT count(*) FROM refunds) AS refunds, (SELECT count(*) FROM customers) AS customers,
        (SELECT coalesce(max(id), 0) FROM intake_batches) AS batches,
        (SELECT max(updated_at) FROM orders) AS changed`.execute(open.app.db)
      return rows[0]
    }
  },
)

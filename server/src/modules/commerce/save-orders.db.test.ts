import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { inTransaction } from '#/platform/db/index.ts'
import { addStore } from '#/modules/team/index.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'
import { addCustomers, line, order } from '#test/support/orders.ts'

import type { OrderDraft } from './drafts.ts'
import { saveOrders } from './save-orders.ts'
import { saveProducts } from './save-products.ts'
import { saveRefunds } from './save-refunds.ts'

let test_: TestApp
let app: TestApp['app']
let prefix = 0

beforeAll(async () => {
  test_ = await openTestApp()
  app = test_.app
  await addStore(app, { name: 'Berlin', kind: 'web', url: null, currency: 'EUR', timeZone: 'Europe/Berlin' })
  await sql`INSERT INTO currency_rates (currency, day, rate) VALUES ('EUR', '2026-01-01', 40.5), ('EUR', '2026-06-01', 50)`.execute(
    app.db,
  )
})

afterAll(() => test_.close())

beforeEach(() => {
  prefix += 1
})

/** An id no other test uses. */
function id(name: string): string {
  return `${prefix}-${name}`
}

async function row(externalId: string, storeId = 1): Promise<Record<string, unknown>> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT * FROM orders WHERE external_id = ${externalId} AND store_id = ${storeId}`.execute(app.db)
  expect(rows).toHaveLength(1)
  return rows[0]!
}

/** Names of events recorded since `mark`, in order of recording. */
async function eventsSince(mark: string): Promise<{ name: string; messageId: string; value?: string }[]> {
  const { rows } = await sql<{ body: string }>`
    SELECT body FROM intake_batches WHERE id > ${mark} ORDER BY id`.execute(app.db)
  return rows.flatMap((batch) => recordedIn(batch.body))
}

type Recorded = { name: string; messageId: string; value?: string }

function recordedIn(body: string): Recorded[] {
  const read = JSON.parse(body) as Recorded[] | { batch: Recorded[] }
  return Array.isArray(read) ? read : read.batch
}

async function mark(): Promise<string> {
  const { rows } = await sql<{ id: string }>`SELECT coalesce(max(id), 0) AS id FROM intake_batches`.execute(
    app.db,
  )
  return rows[0]!.id
}

/** Everything commerce holds, to see whether anything at all has changed. */
async function everything(): Promise<string> {
  const names = ['orders', 'order_lines', 'payments', 'refunds', 'products', 'variants']
  const parts = await Promise.all(
    names.map(async (name) => {
      const { rows } = await sql<{ sum: string }>`
        SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum FROM ${sql.table(name)} t`.execute(
        app.db,
      )
      return rows[0]!.sum
    }),
  )
  return parts.join()
}

describe('saveOrders', () => {
  test('writes whole orders with exact amounts, lines, payments and refunds', async () => {
    const [customer] = await addCustomers(app, 1)
    const report = await saveOrders(app, [
      order({
        externalId: id('a'),
        number: `#${id('a')}`,
        customerId: customer!,
        lines: [
          line({ quantity: '3', unitPrice: '33.33' }),
          line({ productId: 'P2', title: 'Nevresim', quantity: '1', unitPrice: '250', discount: '25' }),
        ],
        discount: '10',
        shipping: '29.90',
        payments: [
          { externalId: 'p', method: 'card', amount: '344.89', at: new Date('2026-03-01T10:00:05Z') },
        ],
        refunds: [
          { externalId: id('r'), amount: '100', at: new Date('2026-03-05T10:00:00Z'), kind: 'return' },
        ],
      }),
    ])
    expect(report).toEqual({ created: 1, updated: 0, unchanged: 0 })
    expect(await row(id('a'))).toMatchObject({
      subtotal: '324.9900',
      discount: '10.0000',
      total: '344.8900',
      reporting_total: '344.8900',
      refunded: '100.0000',
      reporting_refunded: '100.0000',
      financial_status: 'partially_refunded',
      placed_on: '2026-03-01',
      counts: true,
    })
    const { rows } = await sql<{ total: string; product: number }>`
      SELECT l.total, l.product_id AS product FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE o.external_id = ${id('a')} ORDER BY position`.execute(app.db)
    expect(rows.map((line) => line.total)).toEqual(['96.9100', '218.0800'])
    expect(rows.every((line) => line.product > 0)).toBe(true)
  })

  test('the same drafts again change nothing and record nothing', async () => {
    const drafts = Array.from({ length: 40 }, (_, index) =>
      order({
        externalId: id(`s${index}`),
        refunds: [{ externalId: id(`r${index}`), amount: '1', at: new Date('2026-04-01') }],
      }),
    )
    expect(await saveOrders(app, drafts)).toEqual({ created: 40, updated: 0, unchanged: 0 })
    const before = await everything()
    const since = await mark()
    expect(await saveOrders(app, drafts)).toEqual({ created: 0, updated: 0, unchanged: 40 })
    expect(await everything()).toBe(before)
    expect(await mark()).toBe(since)
  })

  test('records what happened once: completed, then updated, then cancelled', async () => {
    const since = await mark()
    const first = order({ externalId: id('e') })
    await saveOrders(app, [first])
    await saveOrders(app, [{ ...first, lines: [line({ quantity: '5' })] }])
    await saveOrders(app, [{ ...first, status: 'cancelled', cancelledAt: new Date('2026-03-02T00:00:00Z') }])
    const events = await eventsSince(since)
    expect(events.map(({ name, value }) => [name, value])).toEqual([
      ['Order Completed', '200.0000'],
      ['Order Updated', '500.0000'],
      ['Order Cancelled', '200.0000'],
    ])
    expect(events[0]!.messageId).toBe(`order:1:${id('e')}:completed`)
    expect(new Set(events.map((event) => event.messageId)).size).toBe(3)
  })

  test('converts at the rate of the day in the store, and leaves open what no rate is known for', async () => {
    await saveOrders(app, [
      order({
        storeId: 2,
        externalId: id('eur'),
        currency: 'EUR',
        placedAt: new Date('2026-05-31T22:30:00Z'),
      }),
      order({ externalId: id('usd'), currency: 'USD' }),
    ])
    expect(await row(id('eur'), 2)).toMatchObject({ placed_on: '2026-06-01', reporting_total: '10000.0000' })
    expect(await row(id('usd'))).toMatchObject({ total: '200.0000', reporting_total: null })
  })

  test('keeps figures of customers: orders that count, spent, first, last, median gap', async () => {
    const [customer] = await addCustomers(app, 1)
    const days = ['2026-01-01', '2026-01-11', '2026-02-10', '2026-02-14']
    const drafts: OrderDraft[] = days.map((day) =>
      order({ externalId: id(day), customerId: customer!, placedAt: new Date(`${day}T12:00:00Z`) }),
    )
    await saveOrders(app, [
      ...drafts,
      order({ externalId: id('free'), customerId: customer!, total: '0', status: 'giveaway' }),
      order({ externalId: id('gone'), customerId: customer!, status: 'cancelled' }),
    ])
    expect(await figures(customer!)).toEqual({
      n: 4,
      spent: '800.0000',
      gap: 10,
      last: new Date('2026-02-14T12:00:00Z'),
    })
    await saveOrders(app, [{ ...drafts[3]!, status: 'cancelled' }])
    expect(await figures(customer!)).toEqual({
      n: 3,
      spent: '600.0000',
      gap: 20,
      last: new Date('2026-02-10T12:00:00Z'),
    })
  })

  test('two writers of the same orders leave each order once and whole', async () => {
    const drafts = Array.from({ length: 60 }, (_, index) => order({ externalId: id(`c${index}`) }))
    const reports = await Promise.all([
      saveOrders(app, drafts),
      saveOrders(app, drafts.toReversed()),
      saveOrders(app, drafts.slice(20)),
    ])
    expect(reports.reduce((sum, report) => sum + report.created, 0)).toBe(60)
    expect(reports.reduce((sum, report) => sum + report.updated, 0)).toBe(0)
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM order_lines l JOIN orders o ON o.id = l.order_id
      WHERE o.external_id LIKE ${`${prefix}-c%`}`.execute(app.db)
    expect(rows[0]!.n).toBe(60)
  })

  test('nothing of a call stays when its transaction is rolled back or its connection is killed', async () => {
    const before = await everything()
    const since = await mark()
    const drafts = Array.from({ length: 30 }, (_, index) => order({ externalId: id(`k${index}`) }))
    const rolledBack = inTransaction(app.db, async (tx) => {
      await saveOrders({ ...app, db: tx }, drafts)
      throw new Error('stopped here')
    })
    await expect(rolledBack).rejects.toThrow('stopped here')
    const killed = inTransaction(app.db, async (tx) => {
      await saveOrders({ ...app, db: tx }, drafts)
      await sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(tx)
    })
    await expect(killed).rejects.toThrow(/terminat/)
    expect(await everything()).toBe(before)
    expect(await mark()).toBe(since)
    expect((await saveOrders(app, drafts)).created).toBe(30)
  })

  test('an amount that is none keeps the whole call out', async () => {
    const drafts = [
      order({ externalId: id('ok') }),
      order({ externalId: id('bad'), lines: [line({ unitPrice: '1,5' })] }),
    ]
    await expect(saveOrders(app, drafts)).rejects.toThrow('not a decimal amount')
    const { rows } = await sql`SELECT FROM orders WHERE external_id = ${id('ok')}`.execute(app.db)
    expect(rows).toHaveLength(0)
  })

  test('older knowledge does not replace newer', async () => {
    const newer = order({
      externalId: id('n'),
      knownAt: new Date('2026-03-05'),
      lines: [line({ quantity: '9' })],
    })
    await saveOrders(app, [newer])
    const late = { ...newer, knownAt: new Date('2026-03-04'), lines: [line()] }
    expect(await saveOrders(app, [late])).toMatchObject({ unchanged: 1 })
    expect(await row(id('n'))).toMatchObject({ total: '900.0000' })
  })
})

describe('saveRefunds', () => {
  test('counts for its order and keeps the customer’s spent gross', async () => {
    const [customer] = await addCustomers(app, 1)
    await saveOrders(app, [order({ externalId: id('o'), customerId: customer! })])
    const refund = {
      storeId: 1,
      externalId: id('f'),
      orderExternalId: id('o'),
      customerId: null,
      currency: 'TRY',
      amount: '50.25',
      at: new Date('2026-03-09'),
      source: 'import',
    }
    const since = await mark()
    expect(await saveRefunds(app, [refund])).toEqual({ created: 1, updated: 0, unchanged: 0 })
    expect(await saveRefunds(app, [refund])).toEqual({ created: 0, updated: 0, unchanged: 1 })
    expect(await eventsSince(since)).toMatchObject([
      { name: 'Order Refunded', value: '50.2500', customerId: customer },
    ])
    expect(await row(id('o'))).toMatchObject({ refunded: '50.2500', financial_status: 'partially_refunded' })
    expect(await figures(customer!)).toMatchObject({ n: 1, spent: '200.0000' })
  })

  test('may come before its order', async () => {
    const early = {
      storeId: 1,
      externalId: id('f'),
      orderExternalId: id('o'),
      customerId: null,
      currency: 'TRY',
    }
    await saveRefunds(app, [{ ...early, amount: '200', at: new Date('2026-03-09'), source: 'import' }])
    const [customer] = await addCustomers(app, 1)
    await saveOrders(app, [order({ externalId: id('o'), customerId: customer! })])
    expect(await row(id('o'))).toMatchObject({ refunded: '200.0000', financial_status: 'refunded' })
    const { rows } =
      await sql`SELECT order_id, customer_id FROM refunds WHERE external_id = ${id('f')}`.execute(app.db)
    expect(rows).toEqual([{ order_id: (await row(id('o'))).id, customer_id: customer }])
  })
})

describe('saveProducts', () => {
  test('adds, corrects what is said, keeps the rest, and takes over products known from lines', async () => {
    await saveOrders(app, [
      order({ externalId: id('p'), lines: [line({ productId: id('P'), title: 'as on the line' })] }),
    ])
    const draft = {
      storeId: 1,
      externalId: id('P'),
      title: 'Işıklı Gözlük',
      brand: 'Ilgın',
      variants: [{ externalId: 'v1', sku: 'GZ-1', price: '99.9', cost: '40', currency: 'TRY', stock: 7 }],
    }
    expect(await saveProducts(app, [draft])).toEqual({ created: 0, updated: 1, unchanged: 0 })
    expect(await saveProducts(app, [draft])).toEqual({ created: 0, updated: 0, unchanged: 1 })
    const cheaper = {
      ...draft,
      brand: undefined,
      variants: [{ externalId: 'v1', price: '89.9', currency: 'TRY' }],
    }
    await saveProducts(app, [cheaper as never])
    const { rows } = await sql`
      SELECT p.title, p.brand, p.search_text, v.sku, v.price, v.cost, v.stock FROM products p
      JOIN variants v ON v.product_id = p.id WHERE p.external_id = ${id('P')}`.execute(app.db)
    expect(rows).toMatchObject([
      { title: 'Işıklı Gözlük', brand: 'Ilgın', sku: 'GZ-1', price: '89.9000', cost: '40.0000', stock: 7 },
    ])
    expect(String(rows[0] && (rows[0] as { search_text: string }).search_text)).toContain('isikli gozluk')
  })
})

async function figures(customer: number): Promise<Record<string, unknown>> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT order_count AS n, spent, usual_gap_days AS gap, last_order_at AS last
    FROM customers WHERE id = ${customer}`.execute(app.db)
  return rows[0]!
}

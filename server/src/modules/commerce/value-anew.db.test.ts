/** Orders in a currency nobody knew the rate of: once it is known they count, in the books, for customers and in the history. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { waitUntilApplied } from '#/modules/history/index.ts'
import { setRate } from '#/modules/team/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'
import { addCustomers, order } from '#test/support/orders.ts'

import { saveOrders } from './save-orders.ts'
import { saveRefunds } from './save-refunds.ts'
import { valueAnew } from './value-anew.ts'

let open: TestApp
const actor = systemActor('test')

beforeAll(async () => {
  open = await openTestApp()
})
afterAll(() => open.close())

async function events(): Promise<{ name: string; order_id: string; reporting_value: string }[]> {
  await waitUntilApplied(open.app)
  return open.app.eventStore.query(
    `SELECT name, order_id, reporting_value FROM history WHERE currency = 'EUR' ORDER BY order_id, received_at, name`,
  )
}

test('a rate that comes later values what came before it, once, and what lies before its first day stays unknown', async () => {
  const { app } = open
  const [customer = 0] = await addCustomers(app, 1)
  const given = { currency: 'EUR', customerId: customer }
  const refund = { currency: 'EUR', customerId: customer, storeId: 1, source: 'import' }
  await saveOrders(app, [
    order({ ...given, externalId: 'early', placedAt: new Date('2026-01-31T10:00:00Z') }),
    order({ ...given, externalId: 'late', placedAt: new Date('2026-03-01T10:00:00Z') }),
  ])
  await saveRefunds(app, [
    {
      ...refund,
      externalId: 'back',
      orderExternalId: 'late',
      amount: '50',
      at: new Date('2026-03-02T10:00:00Z'),
    },
    {
      ...refund,
      externalId: 'old',
      orderExternalId: 'early',
      amount: '5',
      at: new Date('2026-01-31T20:00:00Z'),
    },
  ])
  const spent = async () => {
    const { rows } = await sql<{ spent: string }>`SELECT spent FROM customers WHERE id = ${customer}`.execute(
      app.db,
    )
    return rows[0]?.spent
  }
  expect(await spent()).toBe('0.0000')

  await setRate(app, actor, { currency: 'EUR', day: '2026-02-01', rate: '40' })
  await open.hearNotices()
  const { rows } = await sql`
    SELECT external_id, reporting_total, reporting_refunded FROM orders ORDER BY external_id`.execute(app.db)
  expect(rows).toEqual([
    { external_id: 'early', reporting_total: null, reporting_refunded: null },
    { external_id: 'late', reporting_total: '8000.0000', reporting_refunded: '2000.0000' },
  ])
  expect(await spent()).toBe('8000.0000')

  const told = [
    { name: 'Order Completed', order_id: '1:early', reporting_value: '0' },
    { name: 'Order Refunded', order_id: '1:early', reporting_value: '0' },
    { name: 'Order Completed', order_id: '1:late', reporting_value: '0' },
    { name: 'Order Refunded', order_id: '1:late', reporting_value: '0' },
    { name: 'Order Updated', order_id: '1:late', reporting_value: '8000' },
    { name: 'Refund Valued', order_id: '1:late', reporting_value: '2000' },
  ]
  const byName = (a: { name: string; order_id: string }, b: { name: string; order_id: string }): number =>
    a.order_id.localeCompare(b.order_id) || a.name.localeCompare(b.name)
  expect((await events()).toSorted(byName)).toEqual(told)

  await valueAnew(app, 'EUR')
  await setRate(app, actor, { currency: 'EUR', day: '2026-02-15', rate: '41' })
  await open.hearNotices()
  expect((await events()).toSorted(byName)).toEqual(told)
})

test('more than a batch is worked off batch by batch', async () => {
  const { app } = open
  const many = Array.from({ length: 2_300 }, (_, n) =>
    order({ currency: 'USD', customerId: null, externalId: `usd-${n}`, lines: [], total: '10' }),
  )
  await saveOrders(app, many)
  await setRate(app, actor, { currency: 'USD', day: '2025-01-01', rate: '35' })
  for (let round = 0; round < 3; round += 1) await open.hearNotices()
  const { rows } = await sql<{ n: number; total: string }>`
    SELECT count(*)::int AS n, sum(reporting_total) AS total FROM orders WHERE currency = 'USD'`.execute(
    app.db,
  )
  expect(rows).toEqual([{ n: 2_300, total: '805000.0000' }])
})

/** A table of order heads over orders whose lines are known: what it does not say stays; and ids that look like nothing. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'
import { carryOut, uploadText } from '#test/support/imports.ts'

let open: TestApp

beforeAll(async () => {
  open = await openTestApp()
})
afterAll(() => open.close())

async function take(text: string, wish: Parameters<typeof uploadText>[2] = {}) {
  const { id } = await uploadText(open.app, text, wish)
  return carryOut(open.app, id)
}

async function orders() {
  const { rows } = await sql`
    SELECT o.external_id, o.subtotal, o.discount, o.total, o.city, o.status,
      (SELECT string_agg(l.sku || ' ' || trim_scale(l.quantity) || '×' || trim_scale(l.unit_price), ', ' ORDER BY l.position)
        FROM order_lines l WHERE l.order_id = o.id) AS lines
    FROM orders o ORDER BY o.external_id`.execute(open.app.db)
  return rows
}

const lines = `order number,order date,customer id,sku,quantity,unit price,total
H-1,2026-04-01 10:00,0,U1,2,10.00,24.00
H-1,2026-04-01 10:00,0,U2,1,5.00,24.00
`
const heads = `order number,order date,customer id,total,status,city
H-1,2026-04-01 10:00,0,25.00,shipped,Iğdır
H-2,2026-04-02 10:00,0,40.00,paid,Iğdır
`

test('heads over lines keep the lines; each file again changes nothing', async () => {
  const first = await take(lines, { kind: 'order-lines' })
  expect(first.progress.counts).toMatchObject({ orders: { created: 1 }, customers: { created: 1 } })
  const told = await take(heads, { kind: 'orders' })
  expect(told.progress.counts).toMatchObject({ orders: { created: 1, updated: 1 } })
  const after = [
    {
      external_id: 'H-1',
      subtotal: '25.0000',
      discount: '0.0000',
      total: '25.0000',
      city: 'Iğdır',
      status: 'shipped',
      lines: 'U1 2×10, U2 1×5',
    },
    {
      external_id: 'H-2',
      subtotal: '0.0000',
      discount: '0.0000',
      total: '40.0000',
      city: 'Iğdır',
      status: 'paid',
      lines: null,
    },
  ]
  expect(await orders()).toEqual(after)
  expect((await take(lines, { kind: 'order-lines' })).progress.counts.orders).toMatchObject({ unchanged: 1 })
  expect((await take(heads, { kind: 'orders' })).progress.counts.orders).toMatchObject({ unchanged: 2 })
  expect(await orders()).toEqual(after)
})

test('customer number 0 is a customer, one and the same in both files', async () => {
  const { rows } = await sql`
    SELECT i.kind, i.value, c.order_count FROM identities i JOIN customers c ON c.id = i.customer_id
    WHERE i.kind = 'user'`.execute(open.app.db)
  expect(rows).toEqual([{ kind: 'user', value: '0', order_count: 2 }])
})

/** Steps, lines and sets of buyers say what the orders say, reckoned by hand: told late, again, cancelled, moved, merged, settled, in another zone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'
import { findShop, saveShop } from '#/modules/team/index.ts'

import { refreshSteps } from './refresh-steps.ts'
import type { Standing } from './reports-standing.ts'
import { writeMergedCustomers } from './reports-merges.ts'
import { settleOrders } from './settle-orders.ts'

let open: TestApp

beforeAll(async () => {
  open = await openTestApp()
}, 60_000)
afterAll(() => open?.close())

/** Events of 300 orders in two stores by 40 customers; an order told again may be another customer's. */
async function tell(from: number, rows: number, orders = 300): Promise<void> {
  await open.app.eventStore.command(
    `INSERT INTO events (name, customer, original_customer, time, received_at, message_id, order_id, store, coupon, value, reporting_value,
       line_products, line_categories, line_quantities, line_values)
     SELECT multiIf(luck % 19 = 0, 'Order Cancelled', luck % 3 = 0, 'Order Updated', 'Order Completed'), luck % 41, luck % 41,
       toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + luck % 9000000, toDateTime64('2026-06-01 00:00:00', 3, 'UTC') + number,
       toString(number), toString(luck % {orders:UInt32}), 1 + luck % {orders:UInt32} % 2, if(luck % 4 = 0, 'K', ''), luck % 1000, luck % 1000,
       [concat('P', toString(luck % 7)), 'P1'], ['A', concat('C', toString(luck % 3))], [1, 2], [luck % 900, 100]
     FROM (SELECT number, cityHash64(number, 7) AS luck FROM numbers({from:UInt64}, {rows:UInt64}))`,
    { from, rows, orders },
  )
}

type Order = {
  key: string
  customer: number
  store: number
  placed: string
  day: string
  total: number
  coupon: string
}

type Step = Order & {
  scope: number
  nth: number
  previous: string
  next: string
  first: string
  coupon_first: string
  ever: string
}

async function wanted(zone: string): Promise<Step[]> {
  const orders = await open.app.eventStore.query<Order>(
    `SELECT order_key AS key, customer, store, toString(o.placed) AS placed, toString(toDate(o.placed, {zone:String})) AS day,
       toFloat64(o.total) AS total, toString(o.coupon) AS coupon FROM orders AS o WHERE customer > 0`,
    { zone },
  )
  const scoped = orders.flatMap((order) => [0, order.store].map((scope) => ({ ...order, scope })))
  const histories = Map.groupBy(scoped, ({ scope, customer }) => `${scope} ${customer}`)
  return [...histories.values()].flatMap((history) => {
    const sorted = history.toSorted(byPlace)
    return sorted.map((order, index) => ({
      ...order,
      nth: index + 1,
      previous: sorted[index - 1]?.day ?? '1970-01-01',
      next: sorted[index + 1]?.day ?? '2149-06-06',
      first: sorted[0]?.day ?? '',
      coupon_first: sorted[0]?.coupon ?? '',
      ever: everOf(sorted),
    }))
  })
}

/** Orders, money, orders with a coupon, median gap. */
function everOf(sorted: readonly Order[]): string {
  const spent = sorted.reduce((sum, { total }) => sum + total, 0)
  const days = sorted.map(({ day }) => Date.parse(day) / 86_400_000)
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? 0))
  const ranked = gaps.toSorted((one, other) => one - other)
  const middle = ((ranked[(ranked.length - 1) >> 1] ?? 0) + (ranked[ranked.length >> 1] ?? 0)) / 2
  return [sorted.length, spent, sorted.filter(({ coupon }) => coupon !== '').length, middle].join(' ')
}

function byPlace(one: Order, other: Order): number {
  if (one.placed !== other.placed) return one.placed < other.placed ? -1 : 1
  return BigInt(one.key) < BigInt(other.key) ? -1 : 1
}

async function expectSame(zone = 'Europe/Istanbul'): Promise<void> {
  const standing = await refreshSteps(open.app)
  const found = await open.app.eventStore.query<Step>(
    `SELECT order_key AS key, customer, store, toString(placed) AS placed, toString(day) AS day, toFloat64(total) AS total,
       toString(coupon) AS coupon, scope, nth, toString(previous_day) AS previous, toString(next_day) AS next,
       toString(first_day) AS first, toString(first_coupon) AS coupon_first,
       concat(toString(orders_ever), ' ', toString(toFloat64(spent_ever)), ' ', toString(coupon_orders_ever), ' ', toString(own_gap)) AS ever
     FROM order_steps WHERE ${standing.text}`,
    standing.params,
  )
  const sorted = (steps: Step[]): Step[] =>
    steps.toSorted(
      (one, other) => one.scope - other.scope || one.customer - other.customer || one.nth - other.nth,
    )
  expect(found.length).toBeGreaterThan(100)
  expect(sorted(found)).toEqual(sorted(await wanted(zone)))
  await expectSameLines(zone, standing)
  await expectSameBuyers(zone, standing)
}

async function expectSameLines(zone: string, { text, params }: Standing): Promise<void> {
  const columns = 'order_key, customer, store, day, product, category, quantity, value'
  const lines = await open.app.eventStore.query(
    `SELECT ${columns} FROM order_lines WHERE ${text} ORDER BY order_key, product, category, value`,
    params,
  )
  const orders = await open.app.eventStore.query(
    `SELECT ${columns} FROM (SELECT *, toDate(placed, {zone:String}) AS day FROM orders WHERE customer > 0)
     ARRAY JOIN line_products AS product, line_categories AS category, line_quantities AS quantity, line_values AS value
     ORDER BY order_key, product, category, value`,
    { zone },
  )
  expect(lines).toEqual(orders)
  const opening = await open.app.eventStore.query(
    `SELECT countIf(opens_order) = uniqExact(order_key) AS orders, countIf(opens_product) = uniqExact(order_key, product) AS products,
       countIf(opens_category) = uniqExact(order_key, category) AS categories,
       countIf(opens_paid) = uniqExactIf((order_key, product), value > 0) AS paid FROM order_lines WHERE ${text}`,
    params,
  )
  expect(opening).toEqual([{ orders: 1, products: 1, categories: 1, paid: 1 }])
}

async function expectSameBuyers(zone: string, { buyers, params }: Standing): Promise<void> {
  const found = await open.app.eventStore.query(
    `SELECT kind, store, value, arraySort(bitmapToArray(groupBitmapMergeState(sets.buyers))) AS people
     FROM ${buyers} AS sets GROUP BY kind, store, value HAVING length(people) > 0 ORDER BY kind, store, value`,
    params,
  )
  const orders = await open.app.eventStore.query(
    `SELECT one.1 AS kind, store, one.2 AS value, arraySort(groupUniqArray(customer)) AS people FROM (
       SELECT customer, store, arrayJoin(arrayConcat(
         [('any', ''), ('channel', toString(channel)), ('coupon', toString(coupon = '')), ('month', toString(toMonth(placed, {zone:String})))],
         arrayMap(one -> ('category', toString(one)), line_categories), arrayMap(one -> ('brand', toString(one)), arrayResize(line_brands, length(line_values))),
         arrayMap(one -> ('item', concat(toString(store), ':', one)), line_products))) AS one
       FROM orders WHERE customer > 0)
     GROUP BY kind, store, value ORDER BY kind, store, value`,
    { zone },
  )
  expect(found.length).toBeGreaterThan(20)
  expect(found).toEqual(orders)
}

async function merge(customer: number, standsFor: number, minute: number): Promise<void> {
  const at = new Date(open.app.clock.now().getTime() + minute * 60_000)
  await writeMergedCustomers(open.app.eventStore, [{ customer, standsFor }], at)
}

describe('steps', () => {
  test('follow what is told, from the first order on', async () => {
    await tell(0, 400)
    await expectSame()
    await tell(400, 30)
    await expectSame()
    await tell(430, 3)
    await expectSame()
    await expectSame()
  })

  test('follow merges, and merges undone', async () => {
    await merge(7, 8, 0)
    await expectSame()
    await tell(433, 40)
    await expectSame()
    await merge(7, 7, 1)
    await merge(9, 8, 1)
    await expectSame()
  })

  test('leave out a sheet that came to nothing', async () => {
    const [last] = await open.app.eventStore.query<{ edition: number; sheet: number }>(
      `SELECT max(edition) AS edition, toUInt32(max(sheet) + 1) AS sheet FROM order_marks`,
    )
    for (const table of ['order_steps', 'order_lines']) {
      await open.app.eventStore.command(
        `INSERT INTO ${table} SELECT * REPLACE ({sheet:UInt32} AS sheet) FROM ${table}
         WHERE edition = {edition:UInt32} AND sheet = 0 AND customer < 20`,
        last,
      )
    }
    await open.app.eventStore.command(
      `INSERT INTO order_marks SELECT {edition:UInt32}, {sheet:UInt32}, mark.1, mark.2, 0 FROM (
         SELECT arrayJoin([('customer', number), ('replaced', number)]) AS mark FROM numbers(1, 19))`,
      last,
    )
    await tell(600, 5)
    await expectSame()
  })

  test('stay the same when the book is settled, and go on from there', async () => {
    await settleOrders(open.app, { atLeast: 0 })
    await expectSame()
    await tell(473, 60)
    await expectSame()
    await merge(9, 9, 2)
    await merge(8, 10, 2)
    await expectSame()
    await settleOrders(open.app, { atLeast: 0 })
    await settleOrders(open.app, { atLeast: 0 })
    await expectSame()
  })

  test('take up thousands at once, and go on from there', async () => {
    await tell(600, 3_000, 20_000)
    await expectSame()
    await tell(3_600, 2_500, 20_000)
    await expectSame()
    await tell(6_100, 5, 20_000)
    await expectSame()
  }, 60_000)

  test('are written anew for another zone', async () => {
    const shop = await findShop(open.app)
    if (!shop) throw new Error('the shop is missing')
    await saveShop(open.app, { ...shop, timeZone: 'America/New_York' })
    await expectSame('America/New_York')
    await tell(533, 20)
    await expectSame('America/New_York')
  })
})

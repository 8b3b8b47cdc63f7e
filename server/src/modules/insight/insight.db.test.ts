/** What the reports say of a small shop whose every figure can be reckoned by hand, on real stores. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestApp, type TestApp } from '#test/support/app.ts'
import { addCustomers } from '#test/support/orders.ts'
import { type OrderDraft, saveOrders } from '#/modules/commerce/index.ts'
import { recordEvents, settleOrders, waitUntilApplied } from '#/modules/history/index.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { explore } from './explore.ts'
import { listPeople } from './list-people.ts'
import { readAudience, readDifferences } from './read-audience.ts'
import { readChurn } from './read-churn.ts'
import { readFigures } from './read-figures.ts'
import { readBestSellers, readCouponDependence, readPaths, readSearches } from './read-products.ts'
import { readRetention } from './read-retention.ts'
import { readMeasureTrend } from './read-trend.ts'

const segmentId = '01900000-0000-7000-8000-0000000000aa'

type Bought = {
  who: number
  on: string
  lines: [string, string, string, string?][]
  coupon?: string
  channel?: string
  discount?: string
}

/** Lines: product, category, price, cost of one. The zone is Istanbul: 22:30 UTC is the next day there. */
const bought: Bought[] = [
  {
    who: 0,
    on: '2026-08-03T10:00:00Z',
    lines: [
      ['P1', 'Havlu', '100', '40'],
      ['P2', 'Çarşaf', '50', '30'],
    ],
    channel: 'web',
  },
  { who: 0, on: '2026-08-31T22:30:00Z', lines: [['P1', 'Havlu', '200', '80']], channel: 'web' },
  {
    who: 0,
    on: '2026-10-05T09:00:00Z',
    lines: [['P3', 'Nevresim', '300']],
    channel: 'app',
    coupon: 'EKİM',
    discount: '30',
  },
  {
    who: 1,
    on: '2026-09-10T09:00:00Z',
    lines: [['P1', 'Havlu', '80', '40']],
    channel: 'app',
    coupon: 'EKİM',
  },
  { who: 1, on: '2026-10-20T09:00:00Z', lines: [['P2', 'Çarşaf', '40', '30']], channel: 'app' },
  {
    who: 2,
    on: '2026-10-21T09:00:00Z',
    lines: [
      ['P1', 'Havlu', '60', '40'],
      ['P2', 'Çarşaf', '60', '30'],
    ],
    channel: 'web',
  },
  { who: 3, on: '2026-01-05T09:00:00Z', lines: [['P2', 'Çarşaf', '500', '300']], channel: 'web' },
]

let open: TestApp
let ids: number[]

beforeAll(async () => {
  open = await openTestApp()
  const { app } = open
  ids = await addCustomers(app, 4)
  await saveOrders(app, bought.map(orderOf))
  await inTransaction(app.db, (tx) => recordEvents({ ...app, db: tx }, besideOrders()))
  await waitUntilApplied(app)
  await writeSegment([idOf(0), idOf(2)])
  await writeProfiles()
}, 120_000)
afterAll(() => open?.close())

const idOf = (who: number): number => ids[who] ?? 0

function orderOf({ who, on, lines, coupon, channel, discount }: Bought, index: number): OrderDraft {
  return {
    storeId: 1,
    externalId: String(1000 + index),
    customerId: idOf(who),
    placedAt: new Date(on),
    currency: 'TRY',
    source: 'test',
    ...(coupon !== undefined && { coupon }),
    ...(channel !== undefined && { channel }),
    ...(discount !== undefined && { discount }),
    lines: lines.map(([productId, category, unitPrice, cost]) => ({
      productId,
      title: `Ürün ${productId}`,
      category,
      quantity: '1',
      unitPrice,
      ...(cost !== undefined && { cost }),
    })),
  }
}

function besideOrders() {
  const event = (...[name, who, on, more]: [string, number, string, object?]) => ({
    name,
    customerId: idOf(who),
    time: new Date(on),
    messageId: `${name} ${who} ${on}`,
    source: 'test',
    storeId: 1,
    ...more,
  })
  return [
    event('Order Refunded', 3, '2026-01-20T09:00:00Z', {
      orderId: '1:1006',
      value: '500',
      currency: 'TRY',
      reportingValue: '500',
      properties: { reason: 'beden' },
    }),
    event('Page Viewed', 0, '2026-10-04T09:00:00Z'),
    event('Page Viewed', 1, '2026-10-19T09:00:00Z'),
    event('Page Viewed', 3, '2026-10-19T09:00:00Z'),
    event('Products Searched', 0, '2026-10-04T09:01:00Z', { query: 'Bornoz ' }),
    event('Products Searched', 1, '2026-10-19T09:01:00Z', { query: 'bornoz' }),
  ]
}

async function writeSegment(members: number[]): Promise<void> {
  const { db, clock } = open.app
  const now = clock.now()
  await sql`
    INSERT INTO segments (id, name, name_folded, definition, state, members_version, people, created_by, created_at, updated_at)
    VALUES (${segmentId}, 'Seçilmiş', 'secilmis', '{}', 'ready', 1, ${members.length}, 'test', ${now}, ${now})`.execute(
    db,
  )
  const bits = Buffer.alloc(8_192)
  for (const id of members) bits[id >> 3] = (bits[id >> 3] ?? 0) | (1 << (id & 7))
  await sql`INSERT INTO segment_chunks (segment_id, chunk, bits) VALUES (${segmentId}, 0, ${bits})`.execute(
    db,
  )
}

async function writeProfiles(): Promise<void> {
  const rows = ids.map((customer, index) => ({
    customer,
    version: 1,
    gone: false,
    known: true,
    gender: index === 3 ? '' : 'female',
    city_label: ['İstanbul / Kadıköy', 'ISTANBUL', 'Ankara', ''][index],
    email: 'x',
    first_seen_at: '2026-01-01 00:00:00',
    consents: { 'email/marketing': index < 2 ? 'given' : 'refused' },
  }))
  await open.app.eventStore.insert('profiles', rows, 'profiles')
}

const days = { from: '2026-09-01', to: '2026-10-31' }

async function figuresOf(input: Parameters<typeof readFigures>[1]) {
  const { figures } = await readFigures(open.app, input)
  return new Map(figures.map((figure) => [figure.measure, figure]))
}

describe('measures', () => {
  test('of two months, against the two before', async () => {
    const found = await figuresOf(days)
    const value = (name: Parameters<typeof found.get>[0]) => found.get(name)?.value
    // The order of 31 August, 22:30 UTC, is of 1 September in the shop.
    expect(Number(value('revenue'))).toBe(200 + 270 + 80 + 40 + 120)
    expect(value('orders')).toBe('5')
    expect(value('customers')).toBe('3')
    expect(value('newCustomers')).toBe('2')
    expect(Number(value('newRevenue'))).toBe(80 + 120)
    expect(Number(value('returningRevenue'))).toBe(200 + 270 + 40)
    expect(Number(value('couponShare'))).toBe(2 / 5)
    expect(Number(value('discounts'))).toBe(30)
    // Known costs: 200-80, 80-40, 40-30, 120-70; the 270 without cost is left out, and said so.
    expect(Number(value('margin'))).toBe(120 + 40 + 10 + 50)
    expect(found.get('margin')?.covered).toBeCloseTo(440 / 710, 9)
    expect(Number(value('retention'))).toBe(1)
    expect(found.get('retention')?.sample).toBe(1)
    // Ayşe and Mehmet were seen and ordered; Ali was seen.
    expect(Number(value('conversion'))).toBeCloseTo(2 / 3, 9)
    expect(Number(found.get('revenue')?.before)).toBe(150)
    expect(found.get('revenue')?.verdict).toBeNull()
  })

  test('of a segment', async () => {
    const found = await figuresOf({ ...days, segmentId })
    expect(Number(found.get('revenue')?.value)).toBe(200 + 270 + 120)
    expect(found.get('customers')?.value).toBe('2')
  })

  test('refunds stand by themselves', async () => {
    const found = await figuresOf({ from: '2026-01-01', to: '2026-01-31' })
    expect(Number(found.get('refunds')?.value)).toBe(500)
    expect(Number(found.get('refundShare')?.value)).toBe(1)
  })

  test('by month', async () => {
    const trend = await readMeasureTrend(open.app, {
      measure: 'newCustomers',
      step: 'month',
      compare: 'none',
    })
    expect(trend.points.map(({ start, value }) => [start, value])).toEqual([
      ['2026-01-01', '1'],
      ['2026-08-01', '1'],
      ['2026-09-01', '1'],
      ['2026-10-01', '1'],
    ])
  })

  test('say the same before and after orders are settled', async () => {
    const before = await readFigures(open.app, days)
    await settleOrders(open.app, { atLeast: 1 })
    expect(await readFigures(open.app, days)).toEqual(before)
  })
})

describe('explore', () => {
  const rowsOf = async (question: Partial<Parameters<typeof explore>[1]>) => {
    const answer = await explore(open.app, { measure: 'revenue', by: 'channel', limit: 50, ...question })
    return { ...answer, pairs: answer.rows.map(({ key, value }) => [key, Number(value)]) }
  }

  test('by channel, the greatest first; what is beyond the rows is others', async () => {
    expect((await rowsOf({})).pairs).toEqual([
      ['web', 970],
      ['app', 390],
    ])
    const cut = await rowsOf({ limit: 1 })
    expect([Number(cut.others?.value), cut.others?.rows, Number(cut.total.value)]).toEqual([390, 1, 1360])
  })

  test('by lines: categories and products with their titles', async () => {
    expect((await rowsOf({ by: 'category' })).pairs).toEqual([
      ['Çarşaf', 650],
      ['Havlu', 440],
      ['Nevresim', 270],
    ])
    const { rows } = await rowsOf({ by: 'product', measure: 'orders' })
    expect(rows.map(({ key, label, value }) => [key, label, value])).toEqual([
      ['1:P1', 'Ürün P1', '4'],
      ['1:P2', 'Ürün P2', '4'],
      ['1:P3', 'Ürün P3', '1'],
    ])
    await expect(rowsOf({ by: 'brand', measure: 'couponShare' })).rejects.toThrow('measure_not_by_dimension')
  })

  test('people cannot be added up: no others', async () => {
    const { others, pairs } = await rowsOf({ measure: 'customers', limit: 1 })
    expect(others).toBeNull()
    expect(pairs).toEqual([['web', 3]])
  })

  test('new against returning', async () => {
    expect((await rowsOf({ by: 'customerKind' })).pairs).toEqual([
      ['new', 150 + 80 + 120 + 500],
      ['returning', 200 + 270 + 40],
    ])
  })
})

describe('who stays', () => {
  test('cohorts by channel count those who have lived through a month', async () => {
    const { cohorts } = await readRetention(open.app, { by: 'channel' })
    const web = cohorts.find(({ key }) => key === 'web')
    expect(web?.size).toBe(3)
    expect(web?.reached.slice(0, 4)).toEqual([3, 2, 2, 1])
    expect(web?.customers.slice(0, 3)).toEqual([3, 1, 1])
    expect(web?.retention[1]?.share).toBe(0.5)
    expect(web?.margin[0]).toBe('330.0000')
  })

  test('churn by the usual gap, with reasons', async () => {
    const { states, months, reasons, shopGapDays } = await readChurn(open.app, {})
    // Gaps: 29 and 34 days of Ayşe, 40 of Mehmet.
    expect(shopGapDays).toBe(34)
    expect(states.map(({ state, people }) => [state, people])).toEqual([
      ['onTime', 3],
      ['late', 0],
      ['lost', 1],
    ])
    expect(reasons).toEqual([{ code: 'refunded', people: 1, share: 1 }])
    // Ali's silence of 3 × 34 days began on 5 January and was over on 18 April.
    expect(months.find(({ lost }) => lost > 0)?.month).toBe('2026-04')
    expect(months.reduce((sum, { lost }) => sum + lost, 0)).toBe(1)
    const lost = await listPeople(open.app, { kind: 'churn', key: 'lost', limit: 10 })
    expect(lost.items.map(({ customerId }) => customerId)).toEqual([idOf(3)])
  })

  test('people of a cohort, page by page', async () => {
    const asked = { kind: 'cohort', by: 'channel', key: 'web', limit: 2 } as const
    const first = await listPeople(open.app, asked)
    const second = await listPeople(open.app, { ...asked, cursor: first.next ?? '' })
    expect([first.people, first.items.length, second.items.length, second.next]).toEqual([3, 2, 1, null])
  })
})

describe('what is bought', () => {
  test('paths from the first order to the second', async () => {
    const { customers, returned, steps } = await readPaths(open.app, { by: 'category', limit: 10 })
    expect([customers, returned]).toEqual([4, 2])
    expect(steps.map(({ from, to, customers: n }) => [from, to, n])).toEqual([
      ['Havlu', 'Havlu', 1],
      ['Havlu', 'Çarşaf', 1],
    ])
  })

  test('best sellers with margin where costs are known', async () => {
    const { products } = await readBestSellers(open.app, { sort: 'revenue', limit: 2 })
    expect(products.map(({ id, revenue, margin }) => [id, Number(revenue), Number(margin)])).toEqual([
      ['P2', 650, 650 - 390],
      ['P1', 440, 440 - 200],
    ])
  })

  test('coupons', async () => {
    const found = await readCouponDependence(open.app, {})
    expect([found.orders, found.couponOrders, found.customers]).toEqual([
      7,
      2,
      { never: 2, sometimes: 2, always: 0 },
    ])
    expect(found.first.withCoupon).toEqual({ hits: 1, n: 1 })
    expect(found.first.without).toEqual({ hits: 1, n: 3 })
  })

  test('searches, whatever the case', async () => {
    const { searches, told, terms } = await readSearches(open.app, { only: 'all', limit: 10 })
    expect([searches, told]).toEqual([2, 0])
    expect(terms).toEqual([{ term: 'bornoz', searches: 2, visitors: 2, inVain: 0 }])
  })
})

describe('audience', () => {
  const topicsOf = async (question: 'who' | 'what' | 'when' | 'where' | 'why' | 'how') => {
    const { topics } = await readAudience(open.app, { question })
    return new Map(topics.map((topic) => [topic.topic, topic]))
  }

  test('who: what is unknown is said', async () => {
    const gender = (await topicsOf('who')).get('gender')
    expect([gender?.sample, gender?.known, gender?.rows[0]?.share]).toEqual([4, 3, 1])
  })

  test('where: provinces by their plates, however they are written', async () => {
    const province = (await topicsOf('where')).get('province')
    expect(province?.rows.map(({ key, label, count }) => [key, label, count])).toEqual([
      ['34', 'İstanbul', 2],
      ['6', 'Ankara', 1],
    ])
    expect([province?.sample, province?.known]).toEqual([4, 3])
  })

  test('when, why and how', async () => {
    const [when, why, how] = await Promise.all([topicsOf('when'), topicsOf('why'), topicsOf('how')])
    expect(when.get('weekdayHour')?.sample).toBe(7)
    expect(when.get('interval')?.rows.map(({ key, count }) => [key, count])).toEqual([
      ['14', 1],
      ['30', 2],
    ])
    expect(why.get('refundReason')?.rows[0]?.key).toBe('beden')
    expect(how.get('consentEmail')?.rows.map(({ count }) => count)).toEqual([2, 2])
    expect((await topicsOf('what')).get('category')?.sample).toBe(9)
  })

  test('a segment of two says nothing about differences', async () => {
    const found = await readDifferences(open.app, { segmentId })
    expect(found).toEqual({ inside: 2, rest: 2, differences: [] })
  })
})

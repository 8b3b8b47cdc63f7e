import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { resolveCustomers } from '#/modules/customers/index.ts'
import { addMember } from '#/modules/team/index.ts'
import { openTestServer, type TestServer, type Visitor } from '#test/support/http.ts'
import { line, order } from '#test/support/orders.ts'

import { openCarts } from './carts.ts'
import { hearCartEvents } from './hear-cart-events.ts'
import { findOrders } from './list-orders.ts'
import { saveOrders } from './save-orders.ts'
import { saveProducts } from './save-products.ts'
import { systemActor } from '#/platform/actor.ts'

const password = 'uzun ve gizli bir söz'
let server: TestServer
let owner: Visitor
let agent: Visitor
let customer = 0

beforeAll(async () => {
  server = await openTestServer()
  for (const role of ['owner', 'agent'] as const) {
    await addMember(server.app, systemActor('test'), {
      name: role,
      email: `${role}@ornek.com`,
      password,
      role,
      language: 'tr',
      shop: { name: 'Ilgın Dokuma', language: 'tr', currency: 'TRY', timeZone: 'Europe/Istanbul' },
    })
  }
  owner = await as('owner')
  agent = await as('agent')
  customer = await named('Işıl Çağlar')
  await saveOrders(
    server.app,
    Array.from({ length: 25 }, (_, index) =>
      order({
        externalId: `L${index}`,
        number: `#${2000 + index}`,
        customerId: index % 5 === 0 ? customer : null,
        placedAt: new Date(Date.UTC(2026, 1, 1 + Math.floor(index / 2))),
        status: index % 4 === 0 ? 'shipped' : 'paid',
        city: index % 2 === 0 ? 'İzmir' : 'Ankara',
        lines: [line({ quantity: String((index % 7) + 1), productId: index === 3 ? 'ÖZEL' : 'P1' })],
      }),
    ),
  )
})

afterAll(() => server.close())

async function named(name: string): Promise<number> {
  const draft = {
    identities: [{ kind: 'email' as const, value: 'isil@ornek.com.tr' }],
    profile: { name },
    seenAt: server.clock.now(),
    source: 'import',
  }
  const [resolved] = await resolveCustomers(server.app, [draft])
  return resolved?.customerId ?? 0
}

async function as(role: string): Promise<Visitor> {
  const visitor = server.visitor()
  await visitor.call('POST', '/api/session/sign-in', { email: `${role}@ornek.com`, password })
  return visitor
}

type Item = { id: string; number: string; total: string; placedAt: string; customer: { name: string } | null }
type Page = { items: Item[]; next: string | null }

async function list(query: string, visitor = owner): Promise<Page> {
  const answer = await visitor.call('GET', `/api/orders?${query}`)
  expect(answer.status).toBe(200)
  return answer.body as Page
}

async function walk(query: string): Promise<Item[]> {
  const items: Item[] = []
  let cursor = ''
  for (;;) {
    const page = await list(`${query}&limit=4${cursor}`)
    items.push(...page.items)
    if (page.next === null) return items
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
}

describe('orders', () => {
  test('every order once, in order, whatever the sorting', async () => {
    const byTime = (items: Item[]) => items.map((item) => Date.parse(item.placedAt))
    const byTotal = (items: Item[]) => items.map((item) => Number(item.total))
    for (const sort of ['newest', 'oldest', 'largest', 'smallest']) {
      const items = await walk(`sort=${sort}`)
      expect(new Set(items.map((item) => item.id)).size).toBe(25)
      const values = sort === 'newest' || sort === 'oldest' ? byTime(items) : byTotal(items)
      const down = sort === 'newest' || sort === 'largest'
      expect(values).toEqual(values.toSorted((a, b) => (down ? b - a : a - b)))
    }
  })

  test.each([
    ['status=shipped', 7],
    ['city=%C4%B0zmir', 13],
    ['query=200', 10],
    ['query=%232010', 1],
    ['query=%25', 0],
    ['from=2026-02-03&to=2026-02-04', 4],
    ['least=500&most=600', 6],
    ['storeId=2', 0],
  ])('%s finds %i', async (query, count) => {
    expect((await list(`${query}&limit=200`)).items).toHaveLength(count)
  })

  test('are found by their customer and their product', async () => {
    const byName = await list('query=isil%20caglar&limit=200')
    expect(byName.items).toHaveLength(5)
    expect(byName.items[0]?.customer?.name).toBe('Işıl Çağlar')
    expect((await list(`customerId=${customer}`)).items).toHaveLength(5)
    const { rows } = await sql<{ id: number }>`SELECT id FROM products WHERE external_id = 'ÖZEL'`.execute(
      server.app.db,
    )
    expect((await list(`productId=${rows[0]!.id}`)).items).toMatchObject([{ number: '#2003' }])
    expect(await findOrders(server.app, systemActor('test'), { query: '#2003', limit: 5 })).toMatchObject([
      { number: '#2003' },
    ])
  })

  test('a forged cursor and a stranger are refused', async () => {
    expect((await owner.call('GET', '/api/orders?cursor=abc')).status).toBe(400)
    expect((await server.visitor().call('GET', '/api/orders')).status).toBe(401)
    expect((await owner.call('GET', '/api/orders/999999')).status).toBe(404)
  })

  test('cancelling and refunding leave a reason, a limit, an audit entry, and mind what was seen', async () => {
    const [item] = (await list('query=2001')).items
    const path = `/api/orders/${item!.id}`
    const seen = (await owner.call('GET', path)).body as { version: number; total: string }
    const refund = { version: seen.version, amount: '50.5', kind: 'refund', reason: 'geç geldi' }
    expect((await agent.call('POST', `${path}/refunds`, refund)).status).toBe(403)
    expect(await owner.call('POST', `${path}/refunds`, { ...refund, amount: '1000' })).toMatchObject({
      status: 400,
      body: { code: 'refund_too_large' },
    })
    expect(await owner.call('POST', `${path}/refunds`, { ...refund, amount: '0' })).toMatchObject({
      status: 400,
    })
    const refunded = await owner.call('POST', `${path}/refunds`, refund)
    expect(refunded).toMatchObject({
      status: 200,
      body: { refunded: '50.5000', financialStatus: 'partially_refunded' },
    })
    expect((await owner.call('POST', `${path}/refunds`, refund)).body).toMatchObject({
      code: 'order_changed',
    })
    const { version } = refunded.body as { version: number }
    const cancelled = await owner.call('POST', `${path}/cancellation`, { version, reason: 'müşteri istedi' })
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      moments: [
        { kind: 'placed' },
        { kind: 'refund', text: 'geç geldi' },
        { kind: 'cancelled', text: 'müşteri istedi' },
      ],
    })
    const { rows } = await sql`
      SELECT action, actor_name FROM audit_entries WHERE subject_kind = 'order' AND subject_id = ${item!.id} ORDER BY id`.execute(
      server.app.db,
    )
    expect(rows).toMatchObject([{ action: 'order.refund' }, { action: 'order.cancel', actor_name: 'owner' }])
  })

  test('a shop’s own program puts an order, again for nothing, and anew', async () => {
    const body = {
      customer: { email: 'yeni@alici.com.tr', name: 'Yeni Alıcı' },
      placedAt: '2026-06-01T10:00:00+03:00',
      currency: 'TRY',
      lines: [{ productId: 'Z', title: 'Zil', quantity: '2', unitPrice: '12.5' }],
    }
    const put = (given: object, visitor = owner) => visitor.call('PUT', '/api/orders/1/API%2F1', given)
    expect((await put(body)).body).toEqual({ outcome: 'created' })
    expect((await put(body)).body).toEqual({ outcome: 'unchanged' })
    expect((await put({ ...body, status: 'shipped' })).body).toEqual({ outcome: 'updated' })
    expect((await list('query=API/1')).items).toMatchObject([
      { total: '25.0000', customer: { name: 'Yeni Alıcı' } },
    ])
    expect((await put(body, agent)).status).toBe(403)
    expect((await put({ ...body, lines: [{ ...body.lines[0], quantity: '1e5' }] })).status).toBe(400)
    const huge = {
      ...body,
      lines: [{ ...body.lines[0], quantity: '999999999', unitPrice: '99999999999999' }],
    }
    expect((await put(huge)).status).toBe(400)
    expect((await put({ ...body, currency: 'XQQ' })).body).toMatchObject({ code: 'currency_unknown' })
    expect((await owner.call('PUT', '/api/orders/99/1', body)).body).toMatchObject({
      code: 'store_not_found',
    })
  })

  test('leave as CSV, whole and safe, for those who may', async () => {
    await sql`UPDATE customers SET name = '=HYPERLINK("x")' WHERE id = ${customer}`.execute(server.app.db)
    const answer = await owner.call('GET', '/api/exports/orders.csv?city=%C4%B0zmir&sort=oldest')
    const text = String(answer.body)
    expect(answer.headers.get('content-type')).toContain('text/csv')
    expect(text.trim().split('\r\n')).toHaveLength(14)
    expect(text).toContain(`;"'=HYPERLINK(""x"")";`)
    expect((await agent.call('GET', '/api/exports/orders.csv')).status).toBe(403)
    expect((await server.visitor().call('GET', '/api/exports/orders.csv')).status).toBe(401)
    expect((await owner.call('GET', '/api/exports/orders.csv?from=soon')).status).toBe(400)
  })
})

describe('products', () => {
  test('are found with Turkish letters and without, in Turkish order', async () => {
    await saveProducts(server.app, [
      {
        storeId: 1,
        externalId: 't1',
        title: 'Çizgili Gömlek',
        variants: [{ externalId: 'a', price: '10', stock: 0, currency: 'TRY' }],
      },
      {
        storeId: 1,
        externalId: 't2',
        title: 'Cüzdan',
        variants: [
          { externalId: 'a', price: '30', stock: 4, sku: 'CZ-9', currency: 'TRY' },
          { externalId: 'b', price: '20', currency: 'TRY' },
        ],
      },
      { storeId: 1, externalId: 't3', title: 'Işıklık' },
      { storeId: 1, externalId: 't4', title: 'İncir' },
    ])
    const titles = async (query: string) => {
      const { body } = await owner.call('GET', `/api/products?${query}`)
      return (body as { items: { title: string }[] }).items.map((item) => item.title)
    }
    expect(await titles('query=ISIKLIK')).toEqual(['Işıklık'])
    expect(await titles('query=gomlek%20cizgili')).toEqual(['Çizgili Gömlek'])
    expect(await titles('query=cz-9')).toEqual(['Cüzdan'])
    expect(await titles('stock=out')).toEqual(['Çizgili Gömlek'])
    const all = await titles('limit=200')
    const wanted = ['Cüzdan', 'Çizgili Gömlek', 'Işıklık', 'İncir']
    expect(all.filter((title) => wanted.includes(title))).toEqual(wanted)
    const paged: string[] = []
    for (let cursor = ''; ;) {
      const { body } = await owner.call('GET', `/api/products?limit=2${cursor}`)
      const page = body as { items: { title: string }[]; next: string | null }
      paged.push(...page.items.map((item) => item.title))
      if (page.next === null) break
      cursor = `&cursor=${encodeURIComponent(page.next)}`
    }
    expect(paged).toEqual(all)
  })

  test('show what they sold; cost, stock and status are corrected by hand, minding what was seen', async () => {
    const { body: found } = await owner.call('GET', '/api/products?query=%C3%B6zel')
    const { id } = (found as { items: { id: number }[] }).items[0]!
    expect((await owner.call('GET', `/api/products/${id}`)).body).toMatchObject({
      inCatalogue: false,
      sales: { orders: 1, units: '4', revenue: '400.0000', currency: 'TRY' },
    })
    const { body: wallets } = await owner.call('GET', '/api/products?query=c%C3%BCzdan')
    const wallet = (wallets as { items: { id: number; price: object }[] }).items[0]!
    expect(wallet.price).toEqual({ from: '20.0000', to: '30.0000', currency: 'TRY' })
    const page = (await owner.call('GET', `/api/products/${wallet.id}`)).body as {
      version: number
      variants: { id: number }[]
    }
    const edit = {
      version: page.version,
      status: 'archived',
      variants: [{ id: page.variants[0]!.id, cost: '7.25', stock: null }],
    }
    expect((await agent.call('PATCH', `/api/products/${wallet.id}`, edit)).status).toBe(403)
    expect((await owner.call('PATCH', `/api/products/${wallet.id}`, edit)).body).toMatchObject({
      status: 'archived',
      variants: [{ cost: '7.2500', stock: null, price: '30.0000' }, {}],
    })
    expect((await owner.call('PATCH', `/api/products/${wallet.id}`, edit)).body).toMatchObject({
      code: 'product_changed',
    })
    const foreign = { version: page.version + 1, variants: [{ id: 999_999, stock: 1 }] }
    expect((await owner.call('PATCH', `/api/products/${wallet.id}`, foreign)).body).toMatchObject({
      code: 'variant_not_found',
    })
  })

  test('a shop’s own program puts a product', async () => {
    const body = {
      title: 'Tabak',
      category: 'Mutfak',
      variants: [{ externalId: '1', price: '5', currency: 'TRY' }],
    }
    expect((await owner.call('PUT', '/api/products/1/tabak', body)).body).toEqual({ outcome: 'created' })
    expect((await owner.call('PUT', '/api/products/1/tabak', body)).body).toEqual({ outcome: 'unchanged' })
    expect(
      (await owner.call('PUT', '/api/products/1/tabak', { ...body, url: 'javascript:alert(1)' })).status,
    ).toBe(400)
    expect((await owner.call('GET', '/api/product-categories')).body).toContain('Mutfak')
  })
})

test('open carts are listed, the abandoned ones apart', async () => {
  const now = server.clock.now().getTime()
  const added = (minutesAgo: number, cartId: string) => ({
    name: 'Product Added',
    customerId: customer,
    time: new Date(now - minutesAgo * 60_000),
    messageId: cartId,
    storeId: 1,
    properties: { cart_id: cartId, product_id: 'P1', name: 'Havlu', price: 10, quantity: 2 },
  })
  await hearCartEvents(server.app, [added(5, 'fresh'), added(90, 'left')])
  const totals = async (query: string) =>
    ((await owner.call('GET', `/api/carts?${query}`)).body as { items: { total: string }[] }).items.length
  expect(await totals('')).toBe(2)
  expect(await totals('abandonedMinutes=60')).toBe(1)
  const open = await openCarts(server.app, { olderThan: new Date(now - 3_600_000), newerThan: new Date(0) })
  expect(open).toMatchObject([{ customerId: customer, total: '20.0000' }])
})

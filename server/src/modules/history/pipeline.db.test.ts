/** From the accepted body to the history on real stores: once each, at their time, for the right customer. */
import { gzipSync } from 'node:zlib'

import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createKey } from '#/modules/team/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { createServer } from '#/platform/http/index.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'

import { history, recordAlike, recordEvents, waitUntilApplied } from './index.ts'

let open: TestApp
let server: FastifyInstance
let key: string

beforeAll(async () => {
  open = await openTestApp()
  server = createServer(open.app.log)
  history.routes?.(server, open.app, () => Promise.reject(new Error('not asked')))
  key = (await createKey(open.app, systemActor('test'), { name: 'web', scope: 'intake' })).key
})

afterAll(async () => {
  await server?.close()
  await open?.close()
})

function basic(user: string): string {
  return `Basic ${Buffer.from(`${user}:`).toString('base64')}`
}

async function send(path: string, body: unknown, headers: Record<string, string> = {}) {
  return server.inject({
    method: 'POST',
    url: `/v1/${path}`,
    headers: { 'content-type': 'application/json', authorization: basic(key), ...headers },
    payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  })
}

type Row = {
  name: string
  customer: number
  time: string
  message_id: string
  value: string
  order_id: string
  line_products: string[]
  properties: string
  currency: string
  reporting_value: string
  url: string
  device: string
  campaign: string
}

async function rows(where: string): Promise<Row[]> {
  await waitUntilApplied(open.app)
  return open.app.eventStore.query<Row>(`SELECT * FROM history WHERE ${where} ORDER BY time, message_id`)
}

describe('intake', () => {
  test('takes an order with its lines, value and currency', async () => {
    const answer = await send('track', {
      event: 'Order Completed',
      userId: 'u-1',
      messageId: 'm-1',
      properties: {
        order_id: '1001',
        total: 1249.9,
        currency: 'try',
        products: [{ product_id: 'P1', name: 'Havlu', price: 624.95, quantity: 2 }],
      },
      context: {
        userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile',
        page: { url: 'https://ilgin.example/odeme', search: '?utm_campaign=kasim' },
      },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ success: true })
    const [row] = await rows(`message_id = 'm-1'`)
    expect(row).toMatchObject({
      name: 'Order Completed',
      value: '1249.9',
      currency: 'TRY',
      reporting_value: '1249.9',
      order_id: '1:1001',
      line_products: ['P1'],
      device: 'phone',
      campaign: 'kasim',
      url: 'https://ilgin.example/odeme',
    })
    expect(row!.customer).toBeGreaterThan(0)
  })

  test('the same message id counts once: in one batch, across batches, across senders of one store', async () => {
    const event = { type: 'track', event: 'Product Viewed', userId: 'u-2', messageId: 'twice' }
    await send('batch', { batch: [event, event] })
    await send('batch', { batch: [event] })
    await waitUntilApplied(open.app)
    await send('track', event)
    expect(await rows(`message_id = 'twice'`)).toHaveLength(1)
  })

  test('0 is somebody, as a number and as a text, also what a device was called before', async () => {
    const event = { type: 'track', event: 'Product Viewed' }
    await send('batch', {
      batch: [
        { ...event, userId: 0, messageId: 'zero-1' },
        { ...event, userId: '0', messageId: 'zero-2' },
        { ...event, anonymousId: 0, messageId: 'zero-3' },
        { type: 'alias', userId: '0', previousId: 0, messageId: 'zero-4' },
        { ...event, userId: 'null', messageId: 'nobody' },
      ],
    })
    const found = await rows(`startsWith(message_id, 'zero-')`)
    expect(found).toHaveLength(4)
    expect(new Set(found.map((row) => row.customer)).size).toBe(1)
    expect(found[0]?.customer).toBeGreaterThan(0)
    const { rows: kept } = await open.pool.query(
      `DELETE FROM quarantine WHERE body::text LIKE '%nobody%' RETURNING reason`,
    )
    expect(kept).toEqual([{ reason: 'identity_unusable' }])
  })

  test('a bad event does not stop its neighbours and waits with its reason', async () => {
    const good = { type: 'track', event: 'Product Viewed', userId: 'u-3' }
    await send('batch', {
      batch: [
        { ...good, messageId: 'g1' },
        { type: 'track', userId: 'u-3', messageId: 'b1' },
        7,
        { ...good, userId: undefined, messageId: 'b2' },
        { ...good, messageId: 'g2', timestamp: 'gestern' },
        { ...good, messageId: 'g3' },
      ],
    })
    expect((await rows(`message_id IN ('g1', 'g2', 'g3', 'b1', 'b2')`)).map((row) => row.message_id)).toEqual(
      ['g1', 'g3'],
    )
    const { rows: kept } = await open.pool.query<{ reason: string }>(
      'SELECT reason FROM quarantine ORDER BY id',
    )
    expect(kept.map((row) => row.reason)).toEqual([
      'name_missing',
      'not_an_object',
      'identity_missing',
      'time_unusable',
    ])
  })

  test('times: the sender’s clock is corrected, the past stays past, the future does not come early', async () => {
    const now = open.clock.now().getTime()
    const iso = (shift: number) => new Date(now + shift).toISOString()
    const hour = 3_600_000
    const base = { event: 'Product Viewed', userId: 'u-4' }
    await send('track', {
      ...base,
      messageId: 't1',
      originalTimestamp: iso(hour - 60_000),
      sentAt: iso(hour),
    })
    await send('track', { ...base, messageId: 't2', timestamp: iso(-90 * 24 * hour) })
    await send('track', { ...base, messageId: 't3', timestamp: iso(48 * hour) })
    const found = await rows(`message_id IN ('t1', 't2', 't3')`)
    const at = Object.fromEntries(
      found.map((row) => [row.message_id, Date.parse(`${row.time.replace(' ', 'T')}Z`) - now]),
    )
    expect(at).toEqual({ t1: -60_000, t2: -90 * 24 * hour, t3: 0 })
  })

  test('gzip, text/plain, key in the body, the outer context', async () => {
    const packed = gzipSync(
      JSON.stringify({
        batch: [
          { type: 'page', anonymousId: 'a-5', messageId: 'z1', properties: { url: 'https://x.example' } },
        ],
        context: { campaign: { name: 'bülten' } },
      }),
    )
    expect((await send('batch', packed, { 'content-encoding': 'gzip' })).statusCode).toBe(200)
    const beacon = await server.inject({
      method: 'POST',
      url: '/v1/t',
      headers: { 'content-type': 'text/plain' },
      payload: JSON.stringify({ writeKey: key, event: 'Signed Up', anonymousId: 'a-5', messageId: 'z2' }),
    })
    expect(beacon.statusCode).toBe(200)
    expect(beacon.headers['access-control-allow-origin']).toBe('*')
    const found = await rows(`message_id IN ('z1', 'z2')`)
    expect(found.map((row) => [row.message_id, row.name, row.campaign])).toEqual([
      ['z1', 'Page Viewed', 'bülten'],
      ['z2', 'Signed Up', ''],
    ])
    expect(found[0]!.customer).toBe(found[1]!.customer)
  })

  test('refuses in words: keys, sizes, shapes', async () => {
    expect((await send('track', {}, { authorization: basic('nobody') })).statusCode).toBe(401)
    expect((await send('track', '{', {})).json().code).toBe('body_not_json')
    expect((await send('track', '[]')).json().code).toBe('body_not_object')
    expect((await send('batch', '{}')).json().code).toBe('batch_missing')
    const big = { type: 'track', event: 'x', userId: 'u', properties: { text: 'x'.repeat(33_000) } }
    expect((await send('track', big)).json().code).toBe('event_too_large')
    expect((await send('batch', { batch: [{}, {}, big] })).json().message).toContain('batch[2]')
    expect((await send('batch', { batch: [], filler: 'x'.repeat(520_000) })).json().code).toBe(
      'batch_too_large',
    )
    expect(
      (await send('batch', gzipSync(Buffer.alloc(30_000_000)), { 'content-encoding': 'gzip' })).statusCode,
    ).toBe(400)
    expect((await send('batch', 'not gzip', { 'content-encoding': 'gzip' })).json().code).toBe(
      'body_not_unpackable',
    )
    expect((await send('track', '['.repeat(20_000))).json().code).toBe('body_too_deep')
    expect(
      (await server.inject({ method: 'OPTIONS', url: '/v1/batch' })).headers['access-control-allow-methods'],
    ).toContain('POST')
  })

  test('identify tells the customers’ room, and an anonymous visitor becomes known', async () => {
    await send('page', { anonymousId: 'dev-6', messageId: 'i0' })
    await waitUntilApplied(open.app)
    await send('identify', {
      anonymousId: 'dev-6',
      userId: 'u-6',
      messageId: 'i1',
      traits: {
        email: 'Ayse.Yilmaz@Gmail.com',
        firstName: 'Ayşe',
        lastName: 'Yılmaz',
        sehir: 'İzmir',
        consents: { email: true },
      },
    })
    await waitUntilApplied(open.app)
    await open.hearNotices()
    const found = await rows(`message_id IN ('i0', 'i1')`)
    expect(new Set(found.map((row) => row.customer)).size).toBe(1)
    const { rows: people } = await open.pool.query<{ email: string; first_name: string; attributes: object }>(
      'SELECT email, first_name, attributes FROM customers WHERE id = $1',
      [found[0]!.customer],
    )
    expect(people[0]).toMatchObject({
      email: 'ayse.yilmaz@gmail.com',
      first_name: 'Ayşe',
      attributes: { sehir: 'İzmir' },
    })
  })

  test('what rooms record arrives once, also when recorded again', async () => {
    const event = {
      name: 'Order Completed',
      customerId: 0,
      time: new Date('2026-01-05T10:00:00Z'),
      messageId: 'order:1:7:completed',
      source: 'commerce',
      storeId: 1,
      orderId: '1:7',
      value: '12.5000',
      currency: 'TRY',
      reportingValue: '12.5000',
      lines: [{ product: 'P', title: 'Kilim\u0000', category: '', brand: '', quantity: '1', value: '12.50' }],
    }
    await recordEvents(open.app, [event, event])
    await waitUntilApplied(open.app)
    await recordEvents(open.app, [event])
    const found = await rows(`message_id = 'order:1:7:completed'`)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ customer: 0, value: '12.5', order_id: '1:7' })
  })

  test('what is recorded alike arrives once for each, also from a body that was worked on before', async () => {
    const time = new Date('2026-01-05T10:00:00Z')
    const customers = Array.from({ length: 1_203 }, (_, index) => 70_001 + index)
    const event = { name: 'Segment Entered', time, source: 'segments', properties: { segment: 'Ağaç\u0000' } }
    const group = { event, idPrefix: 'segment:a:1:entered:', customers }
    const other = { ...group, event: { ...event, name: 'Segment Left' }, idPrefix: 'segment:a:1:left:' }
    await recordAlike(open.app, [group, { ...other, customers: [70_001] }])
    const bodies = await open.pool.query(
      'SELECT body, packed, origin, received_at, events, id FROM intake_batches',
    )
    expect(bodies.rows.map((row) => Number(row.events))).toEqual([500, 500, 204])
    const entered = await rows(`message_id LIKE 'segment:a:1:%'`)
    expect(entered).toHaveLength(1_204)
    expect(entered.at(-1)).toMatchObject({ message_id: 'segment:a:1:left:70001', customer: 70_001 })
    expect(entered[0]).toMatchObject({ name: 'Segment Entered', properties: '{"segment":"Ağaç"}' })
    // As a process leaves it that died when the rows were written and the body was not yet deleted.
    for (const { body, packed, origin, received_at, events, id } of bodies.rows) {
      await open.pool.query(
        'INSERT INTO intake_batches (id, body, packed, origin, received_at, events) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6)',
        [id, body, packed, origin, received_at, events],
      )
    }
    expect(await rows(`message_id LIKE 'segment:a:1:%'`)).toHaveLength(1_204)
  })
})

/** The intake as the world meets it: Segment's own client, and ten thousand hostile requests to every door. */
import { gzipSync } from 'node:zlib'

import { Analytics } from '@segment/analytics-node'
import * as fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { createKey } from '#/modules/team/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { createServer } from '#/platform/http/index.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'

import { history, waitUntilApplied } from './index.ts'

let open: TestApp
let server: FastifyInstance
let key: string
let address: string

beforeAll(async () => {
  open = await openTestApp()
  server = createServer(open.app.log)
  history.routes?.(server, open.app, () => Promise.reject(new Error('not asked')))
  key = (await createKey(open.app, systemActor('test'), { name: 'web', scope: 'intake' })).key
  address = await server.listen({ port: 0, host: '127.0.0.1' })
})

afterAll(async () => {
  await server?.close()
  await open?.close()
})

test('the Segment library for Node works as it is', async () => {
  const analytics = new Analytics({ writeKey: key, host: address, flushInterval: 50 })
  const failures: unknown[] = []
  analytics.on('error', (error) => failures.push(error))
  analytics.identify({
    userId: 's-1',
    traits: { email: 'segment.user@gmail.com', name: 'Deniz Kaya' },
    messageId: 'seg-0',
  })
  analytics.track({
    userId: 's-1',
    event: 'Order Completed',
    messageId: 'seg-1',
    properties: { order_id: '77', total: 10.5, currency: 'TRY' },
  })
  analytics.page({
    anonymousId: 'seg-device',
    name: 'Home',
    messageId: 'seg-2',
    properties: { url: 'https://ilgin.example/' },
  })
  analytics.screen({ userId: 's-1', name: 'Cart', messageId: 'seg-3' })
  analytics.group({ userId: 's-1', groupId: 'g', messageId: 'seg-4', traits: { name: 'Group' } })
  analytics.alias({ userId: 's-1', previousId: 'seg-device', messageId: 'seg-5' })
  await analytics.closeAndFlush({ timeout: 10_000 })
  expect(failures).toEqual([])
  await waitUntilApplied(open.app)
  const rows = await open.app.eventStore.query<{ id: string; name: string; customer: number }>(
    `SELECT message_id AS id, name, customer FROM history WHERE startsWith(message_id, 'seg-') ORDER BY id`,
  )
  expect(rows.map((row) => row.name)).toEqual([
    'Customer Identified',
    'Order Completed',
    'Page Viewed',
    'Screen Viewed',
    'Group Joined',
    'Identity Linked',
  ])
  expect(new Set(rows.filter((row) => row.id !== 'seg-2').map((row) => row.customer)).size).toBe(1)
})

const doors = [
  'track',
  'identify',
  'page',
  'screen',
  'group',
  'alias',
  'batch',
  'import',
  't',
  'i',
  'p',
  's',
  'g',
  'a',
  'b',
]

/** Values that have broken other intakes. */
const nasty = fc.constantFrom<unknown>(
  '',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '__proto__',
  'constructor',
  '1e309',
  -0,
  1e308,
  2 ** 53,
  0.1 + 0.2,
  '1,5',
  '12345678901234567890',
  '9999-99-99',
  '0001-01-01',
  '275760-09-13T00:00:00.001Z',
  -1,
  8.64e15,
  null,
  true,
  [],
  {},
  [[[[[]]]]],
  "'; DROP TABLE events; --",
  '{{7*7}}',
  'İıŞşĞğ',
  '👩‍👩‍👧',
  'x'.repeat(5_000),
)
const value = fc.oneof(
  { weight: 3, arbitrary: nasty },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
)
const fields = [
  'event',
  'type',
  'userId',
  'anonymousId',
  'messageId',
  'timestamp',
  'originalTimestamp',
  'sentAt',
  'properties',
  'traits',
  'context',
  'previousId',
  'groupId',
  'name',
  'writeKey',
]
const inner = fc.dictionary(
  fc.constantFrom(
    'price',
    'quantity',
    'total',
    'value',
    'currency',
    'products',
    'order_id',
    'email',
    'phone',
    'url',
    'birthday',
    'address',
    'consents',
    'name',
    'company',
    'page',
    'campaign',
    'userAgent',
    'location',
    'traits',
    '__proto__',
    'x',
  ),
  value,
)
const event = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...fields), fc.oneof(value, inner)),
    fc.constantFrom<object>(
      {},
      { type: 'track', event: 'Order Completed', userId: 'fuzz' },
      { type: 'identify', anonymousId: 'fuzz' },
    ),
  )
  .map(([random, sound]) => ({ ...random, ...sound }))
const body = fc.oneof(
  { weight: 4, arbitrary: event.map((one) => JSON.stringify(one)) },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.oneof({ weight: 5, arbitrary: event }, { weight: 1, arbitrary: value }), { maxLength: 6 })
      .map((batch) => JSON.stringify({ batch, context: { locale: 'tr' } })),
  },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 40_000 })
      .map((depth) => `{"properties":${'['.repeat(depth)}${']'.repeat(depth)}}`),
  },
)

test(
  'ten thousand hostile requests: none breaks a door, and the pipeline drains',
  { timeout: 240_000 },
  async () => {
    const statuses = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...doors),
        body,
        fc.integer({ min: 0, max: 19 }),
        async (door, payload, quirk) => {
          const answer = await server.inject({
            method: 'POST',
            url: `/v1/${door}`,
            headers: {
              'content-type':
                quirk === 1
                  ? 'text/plain'
                  : quirk === 2
                    ? 'application/x-www-form-urlencoded'
                    : 'application/json',
              authorization: quirk === 3 ? 'Basic !!!' : `Basic ${btoa(`${key}:`)}`,
              ...(quirk === 4 && { 'content-encoding': 'gzip' }),
              ...(quirk === 5 && { 'content-encoding': 'br' }),
              ...(quirk === 6 && { 'content-encoding': 'gzip' }),
            },
            payload: quirk === 6 ? gzipSync(payload) : payload,
          })
          statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
          expect([200, 400, 401, 415]).toContain(answer.statusCode)
        },
      ),
      { numRuns: 10_000 },
    )
    expect(statuses.get(200)).toBeGreaterThan(1_000)
    await waitUntilApplied(open.app)
    const [counted] = await open.app.eventStore.query<{ events: string }>(
      'SELECT count() AS events FROM history',
    )
    const { rows } = await open.pool.query<{ count: string }>('SELECT count(*) FROM quarantine')
    expect(Number(counted?.events)).toBeGreaterThan(100)
    expect(Number(rows[0]?.count)).toBeGreaterThan(100)
  },
)

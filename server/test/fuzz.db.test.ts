/**
 * Ten thousand random and hostile requests to every endpoint, sent by the owner: none breaks, none hangs, none shows a trace.
 * The same commit is always met by the same; `VEFA_FUZZ_SEED` sends others, `VEFA_FUZZ_REQUESTS` more of them.
 */
import { contract } from '@vefa/contract'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Random, seededRandom } from '#/main/demo/random.ts'
import { waitUntilApplied } from '#/modules/history/index.ts'

import { endpointsOf, inputSchema, requestFor } from './support/endpoints.ts'
import { type Fuzzed, openFuzzed } from './support/fuzzing.ts'
import { bent, brokenBody, brokenQuery, fittingValue, hostileTexts, type Pool } from './support/hostile.ts'
import { gather } from './support/lived-in.ts'

const seed = Number(process.env['VEFA_FUZZ_SEED'] ?? 271_828)
const requests = Number(process.env['VEFA_FUZZ_REQUESTS'] ?? 10_000)

const endpoints = endpointsOf(contract).map((endpoint) => ({ ...endpoint, schema: inputSchema(endpoint) }))
type Target = (typeof endpoints)[number]

let fuzzed: Fuzzed
let pool: Pool

beforeAll(async () => {
  fuzzed = await openFuzzed()
  pool = await gather(endpoints, fuzzed.send)
})
afterAll(async () => fuzzed?.close())

/** Hashing passwords is slow by intent (also to sign in again), and reckoning reads everything: these are asked less often. */
function shareOf({ name, schema }: Target): number {
  const slow = Object.keys(schema?.properties ?? {}).some((field) => /^(password|current)$/.test(field))
  return slow || name.startsWith('insight.') || name.startsWith('session.signOut') ? 0.25 : 1
}

/** A request for this endpoint, sound or not, by the next draws of `random`. */
function draw({ schema, ...endpoint }: Target, random: Random): InjectOptions {
  const fitting = schema ? fittingValue(schema, random, pool) : {}
  const input = random.chance(0.35) ? fitting : bent(fitting, random)
  const { path, body } = requestFor(endpoint, input)
  const method = random.chance(0.02) ? random.pick(methods) : (endpoint.method as 'GET')
  const headers = oddHeaders(random)
  if (body === undefined)
    return { method, url: random.chance(0.15) ? withBrokenQuery(path, random) : path, headers }
  const sound = JSON.stringify(body) ?? 'null'
  const type = random.chance(0.06) ? random.pick(types) : 'application/json'
  const payload = random.chance(0.08) ? brokenBody(sound, random) : sound
  return { method, url: path, headers: { 'content-type': type, ...headers }, payload }
}

function withBrokenQuery(path: string, random: Random): string {
  const [address = '', query = ''] = path.split('?')
  return `${address}?${brokenQuery(query, random)}`
}

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'] as const

const types = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/json; charset=utf-16',
  'application/octet-stream',
  'text/event-stream',
  ';;;',
  'application/json'.repeat(200),
]

const headerNames = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'origin',
  'host',
  'user-agent',
  'accept-language',
  'accept',
  'referer',
  'authorization',
  'cookie',
  'sec-fetch-site',
  'if-none-match',
]

function oddHeaders(random: Random): Record<string, string> {
  if (!random.chance(0.08)) return {}
  const value = random.pick(hostileTexts).replaceAll(/[^\t\u0020-\u007e]/g, '?')
  return { [random.pick(headerNames)]: value.slice(0, 4_000) }
}

test(`every endpoint answers hostile requests with a reason (seed ${seed})`, async () => {
  const random = seededRandom(seed)
  const { faults, statuses } = fuzzed
  let sent = 0
  while (sent < requests) {
    for (const endpoint of endpoints.filter((one) => random.chance(shareOf(one)))) {
      await fuzzed.ask(endpoint.name, draw(endpoint, random))
      sent += 1
    }
  }
  expect(Object.fromEntries(faults), `VEFA_FUZZ_SEED=${seed}`).toEqual({})
  // Not all were turned away at the door.
  expect(statuses.get(200)).toBeGreaterThan(requests / 10)
  expect((await fuzzed.send('GET', '/readyz')).status).toBe(200)
}, 600_000)

test('what got in does no harm to those who work on it afterwards', async () => {
  const { open } = fuzzed
  await open.hearNotices()
  await waitUntilApplied(open.app)
  const { rows } = await open.pool.query('SELECT listener, kind, payloads FROM notices WHERE attempts > 0')
  expect(rows, `VEFA_FUZZ_SEED=${seed}`).toEqual([])
}, 120_000)

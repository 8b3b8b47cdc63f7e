/** Hostile requests to every address that is not in the contract: intake, links in mails, exports, uploads, the storefront, the console. */
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { type Random, seededRandom } from '#/main/demo/random.ts'
import { drainSendings } from '#/modules/delivery/index.ts'

import { type Fuzzed, openFuzzed } from './support/fuzzing.ts'
import { brokenBody, brokenQuery, hostileTexts, hostileValue } from './support/hostile.ts'

const seed = Number(process.env['VEFA_FUZZ_SEED'] ?? 271_828)
const requests = Number(process.env['VEFA_FUZZ_REQUESTS'] ?? 1_000)

let fuzzed: Fuzzed
/** Addresses behind `/o/`, `/c/` and `/u/` of a mail that was really sent. */
let links: string[]
let key: string

beforeAll(async () => {
  fuzzed = await openFuzzed()
  links = await linksOfAMail()
  const made = await fuzzed.send('POST', '/api/team/keys', { name: 'intake', scope: 'intake' })
  key = (made.body as { key: string }).key
})
afterAll(async () => fuzzed?.close())

async function linksOfAMail(): Promise<string[]> {
  const { open, send } = fuzzed
  const { body } = await send('GET', '/api/campaigns')
  const { items } = body as { items: { id: string; name: string }[] }
  const campaign = items.find((one) => one.name === 'Bahar')
  expect((await send('POST', `/api/campaigns/${campaign?.id}/launch`)).status).toBe(200)
  await open.hearNotices()
  open.clock.move(60_000)
  await drainSendings(open.app)
  const { rows } = await open.pool.query<{ html: string }>('SELECT html FROM mailbox')
  const found = rows.flatMap(({ html }) => html.match(/\/[ocu]\/[\w.-]+(\?to=[^"&]+)?/g) ?? [])
  expect(new Set(found.map((link) => link.slice(0, 3)))).toEqual(new Set(['/o/', '/c/', '/u/']))
  return found
}

type Door = (random: Random) => InjectOptions

const doors: Record<string, Door> = {
  read: (random) => ({ method: 'GET', url: random.pick(links) }),
  changed: (random) => ({ method: 'GET', url: changed(random.pick(links), random) }),
  'unsubscribe and preferences': (random) => ({
    method: 'POST',
    url: random.pick([...links, ...links.map((link) => changed(link, random))]),
    headers: { 'content-type': random.pick(forms) },
    payload: random.pick(['choice=start', 'List-Unsubscribe=One-Click', brokenBody('choice=stop', random)]),
  }),
  track: (random) => ({
    method: random.pick(['POST', 'GET', 'OPTIONS'] as const),
    url: `/v1/${random.pick(['track', 'batch', 'import', 'identify', 'x', piece(random)])}`,
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': random.pick(forms) },
    payload: random.pick([JSON.stringify(hostileValue(random)), brokenBody('{"batch":[]}', random)]),
  }),
  'customer export': (random) => ({
    method: 'GET',
    url: `/api/customer-export.csv?filters=${escaped(JSON.stringify(filters(random)))}`,
  }),
  'customer export, broken': (random) => ({
    method: 'GET',
    url: `/api/customer-export.csv?${brokenQuery('filters={}', random)}`,
  }),
  'order export': (random) => ({
    method: 'GET',
    url: `/api/exports/orders.csv?${random.pick(['query', 'status', 'storeId', 'from', 'least', 'sort'])}=${piece(random)}`,
  }),
  'order export, broken': (random) => ({
    method: 'GET',
    url: `/api/exports/orders.csv?${brokenQuery('query=a', random)}`,
  }),
  upload: (random) => ({
    method: 'POST',
    url: `/api/imports/files?name=${piece(random)}${wish(random)}`,
    headers: { 'content-type': random.pick(['application/octet-stream', 'text/csv', ...forms]) },
    payload: file(random),
  }),
  rejects: (random) => ({
    method: 'GET',
    url: `/api/imports/${random.chance(0.5) ? random.uuid() : piece(random)}/rejects.csv?language=${piece(random)}`,
  }),
  storefront: (random) => ({
    method: 'GET',
    url: `/shop/${random.pick(['', 'cart', 'shop.js', 'shop.css', piece(random)])}?q=${piece(random)}`,
  }),
  script: (random) => ({
    method: random.pick(['GET', 'HEAD', 'OPTIONS', 'POST'] as const),
    url: `/vefa.js?${brokenQuery('v=1', random)}`,
  }),
  live: (random) => ({ method: 'GET', url: '/api/live', headers: { cookie: piece(random) } }),
  'nothing of ours': (random) => ({
    method: random.pick(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'] as const),
    url: `/${random.pick(['', 'api/', 'api/team/', 'assets/', 'v1/', '..%2f', './/'])}${piece(random)}`,
  }),
  'what it says of itself': (random) => ({
    method: 'GET',
    url: `${random.pick(['/healthz', '/readyz', '/metrics', '/api/openapi.json', '/api/docs', '/'])}?${brokenQuery('a=1', random)}`,
  }),
}

const forms = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', 'application/json']

/** A hostile text as a part of an address. */
function piece(random: Random): string {
  const text = random.pick(hostileTexts).slice(0, 3_000)
  return random.chance(0.1) ? text.replaceAll(/[^\u0021-\u007e]|[#?]/g, '') : escaped(text)
}

function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** A sound link with one sign exchanged, cut short, or with something behind it. */
function changed(link: string, random: Random): string {
  const place = random.whole(3, link.length - 1)
  return random.pick([
    `${link.slice(0, place)}${random.pick(['A', '.', '%00', '%', '/', '-'])}${link.slice(place + 1)}`,
    link.slice(0, place),
    `${link}${piece(random)}`,
    `${link.slice(0, 3)}${piece(random)}`,
    `${link.split('?')[0]}?to=${piece(random)}`,
    `${link.split('?')[0]}?to=a&to=b&to[c]=d`,
  ])
}

function filters(random: Random): unknown {
  const names = [
    'q',
    'who',
    'classes',
    'tags',
    'city',
    'spentFrom',
    'lastOrderTo',
    'attributes',
    'sort',
  ] as const
  return random.chance(0.1)
    ? hostileValue(random)
    : Object.fromEntries([[random.pick(names), hostileValue(random)]])
}

/** What is said of an uploaded file beside its name: mostly nothing, so that most files are looked into. */
function wish(random: Random): string {
  const name = random.pick(['kind', 'preset', 'store', 'currency', 'zone'] as const)
  return random.chance(0.7) ? '' : `&${name}=${piece(random)}`
}

function file(random: Random): Buffer | string {
  return random.pick([
    () => '',
    () => `email,name\n${random.pick(hostileTexts)},${random.pick(hostileTexts)}\n`,
    () => Buffer.from(Array.from({ length: 300 }, () => random.whole(0, 255))),
    () => `${'a,'.repeat(5_000)}\n${'1,'.repeat(5_000)}`,
    () => '"'.repeat(10_001),
    () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]),
    () => Buffer.from([0x50, 0x4b, 3, 4, 20, 0]),
  ])()
}

test(`addresses beside the contract answer hostile requests with a reason (seed ${seed})`, async () => {
  const random = seededRandom(seed)
  const { faults, statuses } = fuzzed
  let sent = 0
  while (sent < requests) {
    for (const [name, door] of Object.entries(doors)) {
      await fuzzed.ask(name, door(random))
      sent += 1
    }
  }
  expect(Object.fromEntries(faults), `VEFA_FUZZ_SEED=${seed}`).toEqual({})
  expect(statuses.get(200)).toBeGreaterThan(requests / 10)
  expect(statuses.get(201)).toBeGreaterThan(0)
  expect((await fuzzed.send('GET', '/readyz')).status).toBe(200)
  await fuzzed.open.hearNotices()
  const { rows } = await fuzzed.open.pool.query(
    'SELECT listener, kind, payloads FROM notices WHERE attempts > 0',
  )
  expect(rows, `VEFA_FUZZ_SEED=${seed}`).toEqual([])
}, 600_000)

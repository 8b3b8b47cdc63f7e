/** Segments through the API: made, changed, listed, explained, exported; what is refused. */
import type { SegmentDefinition } from '@vefa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { resolveCustomers } from '#/modules/customers/index.ts'
import { recordEvents, waitUntilApplied } from '#/modules/history/index.ts'
import { createKey } from '#/modules/team/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { openTestServer, type TestServer, type Visitor } from '#test/support/http.ts'

import { runRounds } from './round.ts'
import { segmentFilter } from './segment-filter.ts'

let server: TestServer
let api: Visitor
let people: number[]

const cities = ['İstanbul', 'Iğdır', 'Ankara', 'istanbul', 'İzmir']

beforeAll(async () => {
  server = await openTestServer()
  const { key } = await createKey(server.app, systemActor('test'), { name: 'test', scope: 'api' })
  api = server.visitor({ authorization: `Bearer ${key}` })
  const seenAt = server.app.clock.now()
  const resolved = await resolveCustomers(
    server.app,
    cities.map((city, index) => ({
      identities: [{ kind: 'email' as const, value: `kisi${index}@ornek.com.tr` }],
      profile: { city, name: `Kişi ${index}` },
      seenAt,
      source: 'test',
    })),
  )
  people = resolved.map(({ customerId }) => customerId)
  await waitUntilApplied(server.app)
  await runRounds(server.app)
})
afterAll(() => server.close())

function inCity(...values: string[]): SegmentDefinition {
  const test = { type: 'text' as const, is: 'in' as const, values }
  return {
    version: 1,
    root: { kind: 'group', match: 'all', conditions: [{ kind: 'attribute', field: 'city', test }] },
  }
}

function did(name: string): SegmentDefinition {
  const events = { names: [name], where: [] }
  return {
    version: 1,
    root: {
      kind: 'group',
      match: 'all',
      conditions: [{ kind: 'count', events, window: { kind: 'ever' }, is: 'atLeast', times: 1 }],
    },
  }
}

type Detail = {
  id: string
  name: string
  version: number
  state: string
  people: number | null
  usedBy: unknown[]
}

async function ask<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await api.call(method, `/api${path}`, body)
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body as Body
}

async function refusal(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; code: string }> {
  const { status, body: said } = await api.call(method, `/api${path}`, body)
  return { status, code: (said as { code: string }).code }
}

async function add(name: string, definition: SegmentDefinition): Promise<Detail> {
  const made = await ask<Detail>('POST', '/segments', { name, definition })
  await runRounds(server.app)
  return ask<Detail>('GET', `/segments/${made.id}`)
}

test('a preview counts without saving, and each condition by itself', async () => {
  const preview = await ask<{
    people: number
    of: number
    sample: { name: string }[]
    conditions: unknown[]
  }>('POST', '/segments/previews', { definition: inCity('ISTANBUL', 'iğdır') })
  expect(preview).toMatchObject({ people: 3, of: 5, conditions: [{ path: [0], people: 3 }] })
  expect(preview.sample.map(({ name }) => name)).toEqual(['Kişi 0', 'Kişi 1', 'Kişi 3'])
  expect(await ask<{ items: unknown[] }>('GET', '/segments')).toEqual({ items: [], next: null })
})

test('made, built, changed on the version seen, copied, put away and back', async () => {
  const made = await add('İstanbullular', inCity('istanbul'))
  expect(made).toMatchObject({ state: 'ready', people: 2, version: 1, usedBy: [] })
  expect(await refusal('POST', '/segments', { name: 'istanbullular', definition: inCity('x') })).toEqual({
    status: 409,
    code: 'segment_name_taken',
  })
  const renamed = await ask<Detail>('PATCH', `/segments/${made.id}`, { version: 1, name: 'Boğaz' })
  expect(renamed).toMatchObject({ name: 'Boğaz', version: 2, state: 'ready' })
  expect(await refusal('PATCH', `/segments/${made.id}`, { version: 1, name: 'Yine' })).toEqual({
    status: 409,
    code: 'segment_changed',
  })
  const same = await ask<Detail>('PATCH', `/segments/${made.id}`, {
    version: 2,
    definition: inCity('istanbul'),
  })
  expect(same).toMatchObject({ version: 2, state: 'ready' })
  const copy = await ask<Detail>('POST', `/segments/${made.id}/duplicates`, { name: 'Boğaz 2' })
  expect(copy).toMatchObject({ state: 'building', people: null })
  await ask('POST', `/segments/${copy.id}/archiving`, {})
  expect((await ask<Detail>('GET', `/segments/${copy.id}`)).state).toBe('archived')
  await ask('DELETE', `/segments/${copy.id}/archiving`, {})
  await runRounds(server.app)
  expect(await ask<Detail>('GET', `/segments/${copy.id}`)).toMatchObject({ state: 'ready', people: 2 })
})

test('what uses a segment protects it: other segments and campaigns', async () => {
  const base = await add('Ankaralılar', inCity('Ankara'))
  const asking = await add('Ankara dışı', {
    version: 1,
    root: {
      kind: 'group',
      match: 'all',
      conditions: [{ kind: 'segment', segmentId: base.id, member: false }],
    },
  })
  expect(asking.people).toBe(4)
  expect((await ask<Detail>('GET', `/segments/${base.id}`)).usedBy).toEqual([
    { kind: 'segment', id: asking.id, name: 'Ankara dışı' },
  ])
  expect(await refusal('POST', `/segments/${base.id}/archiving`, {})).toMatchObject({
    code: 'segment_in_use',
  })
  const circle = await ask<Detail>('GET', `/segments/${base.id}`)
  expect(
    await refusal('PATCH', `/segments/${base.id}`, {
      version: circle.version,
      definition: {
        version: 1,
        root: {
          kind: 'group',
          match: 'all',
          conditions: [{ kind: 'segment', segmentId: asking.id, member: true }],
        },
      },
    }),
  ).toEqual({ status: 400, code: 'segment_asks_itself' })

  const campaign = { name: 'Başkent', audience: { kind: 'segment', segmentId: asking.id } }
  const { id } = await ask<{ id: string }>('POST', '/campaigns', campaign)
  expect((await ask<Detail>('GET', `/segments/${asking.id}`)).usedBy).toEqual([
    { kind: 'campaign', id, name: 'Başkent' },
  ])
  expect(await refusal('POST', `/segments/${asking.id}/archiving`, {})).toMatchObject({
    code: 'segment_in_use',
  })
  expect((await ask<{ audience: number }>('GET', `/campaigns/${id}/estimate`)).audience).toBe(4)
  await ask('DELETE', `/campaigns/${id}`, {})
  await ask('POST', `/segments/${asking.id}/archiving`, {})
  expect(await refusal('POST', '/campaigns', campaign)).toMatchObject({ code: 'audience_unavailable' })
})

test('lists go in pages by any order, and find by a part of the name', async () => {
  for (const name of ['Çay', 'Cam', 'ırmak', 'İnci']) await add(name, inCity(name))
  const pages = new Map<string, string[]>()
  for (const sort of ['name', 'people', 'updated']) {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page: { items: Detail[]; next: string | null } = await ask(
        'GET',
        `/segments?limit=2&sort=${sort}${query}`,
      )
      seen.push(...page.items.map((item) => item.name))
      cursor = page.next
    }
    const whole = await ask<{ items: Detail[] }>('GET', `/segments?limit=200&sort=${sort}`)
    expect(seen).toEqual(whole.items.map((item) => item.name))
    pages.set(sort, seen)
  }
  const short = pages.get('name')?.filter((name) => name.length < 7)
  expect(short).toEqual(['Boğaz', 'Cam', 'Çay', 'ırmak', 'İnci'])
  const found = await ask<{ items: Detail[] }>('GET', `/segments?text=${encodeURIComponent('IRM')}`)
  expect(found.items.map((item) => item.name)).toEqual(['ırmak'])
  expect(await refusal('GET', '/segments?cursor=bozuk')).toEqual({
    status: 400,
    code: 'segment_cursor_unknown',
  })
})

test('members in pages, in the list of customers, as CSV, of one customer, in reports', async () => {
  const segment = await add('Üçü', inCity('istanbul', 'izmir'))
  const first = await ask<{ items: { customerId: number }[]; next: string }>(
    'GET',
    `/segments/${segment.id}/members?limit=2`,
  )
  const second = await ask<{ items: { customerId: number }[]; next: null }>(
    'GET',
    `/segments/${segment.id}/members?limit=2&cursor=${first.next}`,
  )
  const members = [people[0], people[3], people[4]]
  expect([...first.items, ...second.items].map((item) => item.customerId)).toEqual(members)
  expect(second.next).toBeNull()

  const list = await ask<{ items: { id: number }[] }>(
    'GET',
    `/customers?segment=${segment.id}&sort=since&direction=asc`,
  )
  expect(new Set(list.items.map(({ id }) => id))).toEqual(new Set(members))
  expect(await ask<{ count: number }>('GET', `/customer-count?segment=${segment.id}`)).toMatchObject({
    count: 3,
  })

  const csv = await api.call('GET', `/api/segments/${segment.id}/members.csv`)
  expect(csv.headers.get('content-type')).toContain('text/csv')
  expect(String(csv.body).trim().split('\r\n')).toHaveLength(4)
  expect((await api.call('GET', '/api/segments/none/members.csv')).status).toBe(404)
  expect((await server.visitor().call('GET', `/api/segments/${segment.id}/members.csv`)).status).toBe(401)

  const own = await ask<{ segments: { name: string }[] }>('GET', `/customers/${people[4]}/segments`)
  expect(own.segments.map(({ name }) => name)).toContain('Üçü')

  const { sql, params } = await segmentFilter(server.app, segment.id)
  const rows = await server.app.eventStore.query<{ customer: number }>(
    `SELECT customer FROM profiles FINAL WHERE ${sql} ORDER BY customer`,
    params,
  )
  expect(rows.map(({ customer }) => customer)).toEqual(members)
})

test('why somebody is in or out, with their own facts as they wrote them', async () => {
  const segment = await add('Bakanlar', {
    version: 1,
    root: {
      kind: 'group',
      match: 'any',
      conditions: [...inCity('Iğdır').root.conditions, ...did('Catalogue Seen').root.conditions],
    },
  })
  const event = {
    name: 'Catalogue Seen',
    customerId: people[2] ?? 0,
    source: 'test',
    time: server.app.clock.now(),
  }
  await recordEvents(server.app, [
    { ...event, messageId: 'seen-1' },
    { ...event, messageId: 'seen-2' },
  ])
  await waitUntilApplied(server.app)
  await runRounds(server.app)
  await waitUntilApplied(server.app)
  type Reasons = {
    member: boolean
    since: string | null
    reasons: { path: number[]; met: boolean; fact: unknown }[]
  }
  const came = await ask<Reasons>('GET', `/segments/${segment.id}/members/${people[2]}/reasons`)
  expect(came).toMatchObject({ member: true, since: server.app.clock.now().toISOString() })
  expect(came.reasons).toEqual([
    { path: [0], met: false, fact: 'Ankara' },
    { path: [1], met: true, fact: 2 },
  ])
  const there = await ask<Reasons>('GET', `/segments/${segment.id}/members/${people[1]}/reasons`)
  expect(there).toMatchObject({ member: true, since: null })
  const out = await ask<Reasons>('GET', `/segments/${segment.id}/members/${people[0]}/reasons`)
  expect(out).toMatchObject({ member: false, since: null })
  expect(await refusal('GET', `/segments/${segment.id}/members/999999/reasons`)).toMatchObject({
    status: 404,
  })
})

test('growth by day and what segments share', async () => {
  const one = await add('Bir', inCity('istanbul', 'ankara'))
  const two = await add('İki', inCity('istanbul', 'izmir'))
  server.clock.move(86_400_000)
  const { points } = await ask<{ points: unknown[] }>('GET', `/segments/${one.id}/growth?days=7`)
  expect(points).toEqual([
    { day: '2026-11-20', people: 3, entered: 3, left: 0 },
    { day: '2026-11-21', people: 3, entered: 0, left: 0 },
  ])
  const ids = `ids[0]=${one.id}&ids[1]=${two.id}`
  const { combinations } = await ask<{ combinations: { people: number }[] }>(
    'GET',
    `/segments/overlaps?${ids}`,
  )
  expect(combinations.map((combination) => combination.people)).toEqual([3, 3, 2])
})

test('the vocabulary is the shop’s own, as people wrote it', async () => {
  const vocabulary = await ask<{ events: { name: string }[]; attributes: unknown[] }>(
    'GET',
    '/segments/vocabulary',
  )
  expect(vocabulary.events.map(({ name }) => name)).toContain('Catalogue Seen')
  const { values } = await ask<{ values: string[] }>('GET', '/segments/vocabulary?of=city')
  expect(values).toEqual(['İstanbul', 'Ankara', 'Iğdır', 'İzmir'])
  const found = await ask<{ values: string[] }>(
    'GET',
    `/segments/vocabulary?of=city&text=${encodeURIComponent('IĞ')}`,
  )
  expect(found.values).toEqual(['Iğdır'])
  const { rules } = await ask<{ rules: { key: string; definition: SegmentDefinition }[] }>(
    'GET',
    '/segments/ready-made',
  )
  expect(rules.map(({ key }) => key)).toContain('cartAbandoners')
  for (const { definition } of rules) {
    const { of } = await ask<{ of: number }>('POST', '/segments/previews', { definition })
    expect(of).toBe(5)
  }
})

test('a question whose asker has gone is stopped', async () => {
  const stop = new AbortController()
  const { previewSegment } = await import('./preview-segment.ts')
  const asking = previewSegment(server.app, { definition: did('Catalogue Seen'), signal: stop.signal })
  stop.abort()
  await expect(asking).rejects.toThrow('aborted')
})

test('every change leaves an entry in the audit log', async () => {
  const { rows } = await server.pool.query<{ action: string }>(
    "SELECT DISTINCT action FROM audit_entries WHERE subject_kind = 'segment' ORDER BY action",
  )
  expect(rows.map(({ action }) => action)).toEqual([
    'segment.archive',
    'segment.create',
    'segment.restore',
    'segment.update',
  ])
})

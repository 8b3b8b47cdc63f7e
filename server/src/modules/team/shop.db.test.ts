import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { inTransaction } from '#/platform/db/index.ts'
import { openTestServer, type TestServer, type Visitor } from '#test/support/http.ts'

import { createUser, hashPassword } from './create-user.ts'
import { ratesFor } from './rates-for.ts'

let server: TestServer
let owner: Visitor
let agent: Visitor
const password = 'uzun bir parola 42'

beforeAll(async () => {
  server = await openTestServer()
  const passwordHash = await hashPassword(password)
  for (const role of ['owner', 'agent'] as const) {
    const person = { email: `${role}@ornek.com`, name: role, role, language: 'tr', passwordHash } as const
    await inTransaction(server.app.db, (tx) => createUser({ ...server.app, db: tx }, person))
  }
  owner = await as('owner')
  agent = await as('agent')
})
afterAll(() => server.close())

async function as(role: string): Promise<Visitor> {
  const visitor = server.visitor()
  await visitor.call('POST', '/api/session/sign-in', { email: `${role}@ornek.com`, password })
  return visitor
}

const codeOf = (answer: { body: unknown }) => (answer.body as { code: string }).code

describe('stores', () => {
  const fresh = { name: 'Çarşı', kind: 'retail', url: null, currency: 'TRY', timeZone: 'Europe/Istanbul' }

  test('are added, changed and archived, but not the last one', async () => {
    const added = (await owner.call('POST', '/api/team/stores', fresh)).body as { id: number }
    const changed = await owner.call('PATCH', `/api/team/stores/${added.id}`, { url: 'https://ornek.com' })
    expect(changed.body).toEqual({ ...fresh, id: added.id, url: 'https://ornek.com' })
    expect((await owner.call('POST', `/api/team/stores/${added.id}/archiving`, {})).status).toBe(200)
    const names = async (query: string) =>
      ((await owner.call('GET', `/api/team/stores${query}`)).body as { name: string }[]).map(
        (one) => one.name,
      )
    expect(await names('')).toEqual(['Ilgın'])
    expect(await names('?archived=true')).toEqual(['Ilgın', 'Çarşı'])
    expect(codeOf(await owner.call('POST', '/api/team/stores/1/archiving', {}))).toBe('store_needed')
    expect(codeOf(await owner.call('PATCH', `/api/team/stores/${added.id}`, { name: 'x' }))).toBe(
      'store_not_found',
    )
  })

  test('currencies, time zones and addresses must exist', async () => {
    const wrong = (change: object) => owner.call('POST', '/api/team/stores', { ...fresh, ...change })
    expect(codeOf(await wrong({ currency: 'XQQ' }))).toBe('currency_unknown')
    expect(codeOf(await wrong({ timeZone: 'Mars/Olympus' }))).toBe('time_zone_unknown')
    expect(codeOf(await wrong({ url: 'javascript:alert(1)' }))).toBe('input_invalid')
  })

  test('two who archive the last two at once leave one', async () => {
    const added = (await owner.call('POST', '/api/team/stores', fresh)).body as { id: number }
    const answers = await Promise.all(
      [1, added.id].map((id) => owner.call('POST', `/api/team/stores/${id}/archiving`, {})),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    await server.pool.query('UPDATE stores SET archived_at = NULL')
  })
})

describe('the shop', () => {
  test('a part is changed, the rest stays, before and after are in the log', async () => {
    const answer = await owner.call('PATCH', '/api/team/settings', { name: 'Ilgın Ev' })
    expect(answer.body).toMatchObject({ name: 'Ilgın Ev', currency: 'TRY', brand: { color: '#00727a' } })
    const { body } = await owner.call('GET', '/api/team/audit?action=shop.update')
    expect(body).toMatchObject({
      items: [{ before: { name: 'Ilgın Dokuma' }, after: { name: 'Ilgın Ev' }, actor: { name: 'owner' } }],
      next: null,
    })
    expect((await agent.call('PATCH', '/api/team/settings', { name: 'x' })).status).toBe(403)
    expect((await agent.call('GET', '/api/team/settings')).status).toBe(200)
  })
})

describe('currency rates', () => {
  test('are kept exactly, corrected, listed by day, removed', async () => {
    const put = (path: string, rate: string) => owner.call('PUT', `/api/team/rates/${path}`, { rate })
    expect((await put('EUR/2026-11-01', '49.12345678')).status).toBe(200)
    expect((await put('EUR/2026-11-15', '49.5')).status).toBe(200)
    expect((await put('EUR/2026-11-15', '49.75')).status).toBe(200)
    const { body } = await owner.call('GET', '/api/team/rates?currency=EUR')
    expect(body).toEqual([
      { currency: 'EUR', day: '2026-11-15', rate: '49.75', source: 'manual' },
      { currency: 'EUR', day: '2026-11-01', rate: '49.12345678', source: 'manual' },
    ])
    expect(codeOf(await put('TRY/2026-11-01', '1'))).toBe('rate_of_reporting_currency')
    expect(codeOf(await put('EUR/2026-11-01', '0.000'))).toBe('rate_not_positive')
    expect(codeOf(await put('EUR/2026-11-01', '-3'))).toBe('input_invalid')
    expect(codeOf(await put('XQQ/2026-11-01', '3'))).toBe('currency_unknown')
    const rates = await ratesFor(server.app)
    expect(rates.toReporting('10', 'EUR', '2026-11-14')).toBe('491.2300')
    expect(rates.toReporting('10', 'EUR', '2026-11-20')).toBe('497.5000')
    expect(rates.toReporting('10.5', 'TRY', '2020-01-01')).toBe('10.5')
    expect(rates.toReporting('10', 'EUR', '2026-10-31')).toBeNull()
    expect(rates.toReporting('10', 'USD', '2026-11-20')).toBeNull()
    const moved = await owner.call('PATCH', '/api/team/settings', { currency: 'EUR' })
    expect(codeOf(moved)).toBe('currency_has_rates')
    expect((await owner.call('DELETE', '/api/team/rates/EUR/2026-11-15')).status).toBe(200)
    expect((await owner.call('DELETE', '/api/team/rates/EUR/2026-11-15')).status).toBe(404)
  })
})

describe('saved views', () => {
  test('own ones are seen and changed by their owner, shared ones are seen by all', async () => {
    const make = async (name: string, shared: boolean) =>
      (
        await owner.call('POST', '/api/team/views', {
          list: 'customers',
          name,
          shared,
          view: { sort: '-spent', filters: [{ field: 'city', is: 'İzmir' }] },
        })
      ).body as { id: string }
    const [mine, ours] = [await make('Benim', false), await make('Bizim', true)]
    const names = async (visitor: Visitor) =>
      (
        (await visitor.call('GET', '/api/team/views?list=customers')).body as { name: string; own: boolean }[]
      ).map((view) => [view.name, view.own])
    expect(await names(owner)).toEqual([
      ['Benim', true],
      ['Bizim', true],
    ])
    expect(await names(agent)).toEqual([['Bizim', false]])
    expect((await agent.call('PATCH', `/api/team/views/${ours.id}`, { name: 'x' })).status).toBe(404)
    expect((await agent.call('DELETE', `/api/team/views/${ours.id}`)).status).toBe(404)
    const changed = await owner.call('PATCH', `/api/team/views/${mine.id}`, {
      shared: true,
      view: { sort: 'name' },
    })
    expect(changed.body).toMatchObject({ name: 'Benim', shared: true, view: { sort: 'name' } })
    expect((await owner.call('DELETE', `/api/team/views/${mine.id}`)).status).toBe(200)
    expect(await names(agent)).toEqual([['Bizim', false]])
  })
})

describe('the audit log', () => {
  type Log = { items: { id: string; at: string; action: string }[]; next: string | null }

  beforeAll(async () => {
    await server.pool.query(`
      INSERT INTO audit_entries (at, actor_kind, actor_name, action, subject_kind, subject_id, before, after)
      SELECT timestamptz '2026-10-01 00:00+03' + (n / 3) * interval '1 hour', 'system', 'sayaç', 'count.up', 'count', n::text, NULL, jsonb_build_object('n', n)
      FROM generate_series(1, 250) n`)
  })

  test('is walked to its end without gap or repeat, though many entries share a moment', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const from: string = cursor === '' ? '' : `&cursor=${cursor}`
      const page = (await owner.call('GET', `/api/team/audit?action=count.up&limit=40${from}`)).body as Log
      seen.push(...page.items.map((item) => item.id))
      cursor = page.next
    }
    expect(seen).toHaveLength(250)
    expect(new Set(seen).size).toBe(250)
    expect(seen.map(Number)).toEqual(seen.map(Number).toSorted((a, b) => b - a))
  })

  test('days are those of the shop’s time zone', async () => {
    const { items } = (await owner.call('GET', '/api/team/audit?from=2026-10-01&to=2026-10-01&limit=200'))
      .body as Log
    expect(items).toHaveLength(71)
    expect(items.at(-1)!.at).toBe('2026-09-30T21:00:00.000Z')
    const all = await owner.call('GET', '/api/team/audit?from=0001-01-01&to=9999-12-31&limit=1')
    expect(all.status).toBe(200)
  })

  test('filters by actor and subject, offers what can be filtered by', async () => {
    const one = (await owner.call('GET', '/api/team/audit?subjectKind=count&subjectId=7')).body as Log
    expect(one.items).toHaveLength(1)
    const { body } = await owner.call('GET', '/api/team/audit/filters')
    const filters = body as { actions: string[]; actors: { id: string; name: string }[] }
    expect(filters.actions).toEqual(filters.actions.toSorted())
    expect(filters.actions).toContain('count.up')
    const actor = filters.actors.find((candidate) => candidate.name === 'owner')!
    const own = (await owner.call('GET', `/api/team/audit?actorId=${actor.id}`)).body as Log
    expect(own.items.length).toBeGreaterThan(3)
    expect(own.items.some((item) => item.action === 'count.up')).toBe(false)
  })

  test('a made-up cursor is refused', async () => {
    for (const cursor of ['x', Buffer.from('2026|1').toString('base64url'), '%00']) {
      expect((await owner.call('GET', `/api/team/audit?cursor=${cursor}`)).status).toBe(400)
    }
  })

  test('is exported whole as CSV, and not to those who may not read it', async () => {
    const { status, body, headers } = await owner.call('GET', '/api/team/audit/export?action=count.up')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('text/csv')
    expect(headers.get('content-disposition')).toContain('vefa-audit.csv')
    expect(String(body).trimEnd().split('\r\n')).toHaveLength(251)
    expect((await agent.call('GET', '/api/team/audit/export')).status).toBe(403)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestApp, type TestApp, testNow } from '#test/support/app.ts'

import type { IdentityDraft } from './identity.ts'
import type { CustomerDraft } from './prepare-draft.ts'
import { resolveCustomers } from './resolve-customers.ts'

let open: TestApp
beforeAll(async () => {
  open = await openTestApp()
})
afterAll(() => open.close())

const days = (count: number): Date => new Date(testNow.getTime() - count * 86_400_000)

function draft(identities: IdentityDraft[], more: Partial<CustomerDraft> = {}): CustomerDraft {
  return { identities, seenAt: testNow, source: 'test', ...more }
}
const email = (value: string): IdentityDraft => ({ kind: 'email', value })
const user = (value: string): IdentityDraft => ({ kind: 'user', scope: '1', value })
const device = (value: string): IdentityDraft => ({ kind: 'anonymous', value })

async function one(given: CustomerDraft) {
  const [resolved] = await resolveCustomers(open.app, [given])
  return resolved!
}

async function row(id: number) {
  const { rows } = await open.pool.query(
    `SELECT name, city, email, phone, known, merged_into, attributes, first_seen_at, last_seen_at, search::text AS search,
      name_folded FROM customers WHERE id = $1`,
    [id],
  )
  return rows[0]
}

describe('resolveCustomers', () => {
  test('finds the same person under every spelling of an identifier', async () => {
    const first = await one(draft([email('Ayse@Shop.com'), { kind: 'phone', value: '0532 418 22 31' }]))
    expect(first).toMatchObject({ created: true, merged: false })
    const again = await resolveCustomers(open.app, [
      draft([email(' AYSE@shop.com ')]),
      draft([{ kind: 'phone', value: '+90 (532) 418-22-31' }]),
      draft([email('nobody at all')]),
      draft([email('info@shop.com')]),
    ])
    expect(again.map((one) => one.customerId)).toEqual([first.customerId, first.customerId, 0, 0])
    expect(again.some((one) => one.created)).toBe(false)
  })

  test('keeps the newest value that is not empty, whatever order statements arrive in', async () => {
    const { customerId } = await one(
      draft([user('p1')], { profile: { name: 'AYŞE IŞIK', city: 'İzmir' }, seenAt: days(5) }),
    )
    await one(draft([user('p1')], { profile: { city: '', company: 'Ilgın' }, seenAt: days(3) }))
    await one(draft([user('p1')], { profile: { city: 'Van', postalCode: '65000' }, seenAt: days(9) }))
    expect(await row(customerId)).toMatchObject({
      name: 'Ayşe Işık',
      city: 'İzmir',
      name_folded: 'ayse isik',
    })
    await one(draft([user('p1')], { profile: { city: 'Muş' }, seenAt: days(1) }))
    const after = await row(customerId)
    expect(after.city).toBe('Muş')
    expect(after.search).toContain("'mus'")
    expect(after.search).not.toContain("'izmir'")
    expect(after.first_seen_at).toEqual(days(9))
    expect(after.last_seen_at).toEqual(days(1))
  })

  test('a device that signs in is merged into the known customer, and everything of it moves', async () => {
    const [visitor, known] = await resolveCustomers(open.app, [
      draft([device('d-1')], { seenAt: days(4), attributes: { theme: 'dark' } }),
      draft([email('mert@shop.com')], { seenAt: days(2), attributes: { theme: 'light', size: 42 } }),
    ])
    const signedIn = await one(draft([device('d-1'), email('mert@shop.com')]))
    expect(signedIn).toEqual({ customerId: known!.customerId, created: false, merged: true })
    expect(await row(visitor!.customerId)).toMatchObject({ merged_into: known!.customerId })
    expect(await row(known!.customerId)).toMatchObject({
      known: true,
      attributes: { theme: 'light', size: 42 },
      first_seen_at: days(4),
    })
    expect((await one(draft([device('d-1')]))).customerId).toBe(known!.customerId)
    const { rows } = await open.pool.query('SELECT rule, moved, evidence FROM merges WHERE loser_id = $1', [
      visitor!.customerId,
    ])
    expect(rows).toMatchObject([{ rule: 'anonymous', moved: [visitor!.customerId] }])
  })

  test('two accounts behind one address stay two, and a person is asked', async () => {
    const [first, second] = await resolveCustomers(open.app, [
      draft([user('a1'), email('ortak@shop.com')]),
      draft([user('a2'), email('ortak@shop.com')]),
    ])
    expect(second!.customerId).not.toBe(first!.customerId)
    const { rows } = await open.pool.query(
      'SELECT customer_a, customer_b, evidence FROM merge_suggestions WHERE customer_a = $1',
      [Math.min(first!.customerId, second!.customerId)],
    )
    expect(rows).toMatchObject([{ evidence: [{ kind: 'email', value: 'ortak@shop.com' }] }])
  })

  test('a shared address stands at everybody it was seen on and leads to nobody', async () => {
    const both = await resolveCustomers(open.app, [
      draft([user('s1'), email('info@ofis.com')]),
      draft([user('s2'), email('info@ofis.com')]),
    ])
    expect(new Set(both.map((one) => one.customerId)).size).toBe(2)
    const { rows } = await open.pool.query(`SELECT shared FROM identities WHERE value = 'info@ofis.com'`)
    expect(rows).toEqual([{ shared: true }, { shared: true }])
  })

  test('consents go to the ledger once, the newest is in force', async () => {
    const said = (state: 'given' | 'withdrawn', at: Date) =>
      ({ channel: 'email', purpose: 'marketing', state, at, source: 'import' }) as const
    const { customerId } = await one(draft([user('c1')], { consents: [said('given', days(2))] }))
    await one(draft([user('c1')], { consents: [said('given', days(2)), said('withdrawn', days(7))] }))
    const ledger = await open.pool.query('SELECT state FROM consents WHERE customer_id = $1 ORDER BY at', [
      customerId,
    ])
    expect(ledger.rows).toEqual([{ state: 'withdrawn' }, { state: 'given' }])
    const now = await open.pool.query('SELECT state FROM consent_states WHERE customer_id = $1', [customerId])
    expect(now.rows).toEqual([{ state: 'given' }])
    await expect(open.pool.query(`UPDATE consents SET state = 'given'`)).rejects.toThrow('never changed')
    await expect(open.pool.query(`DELETE FROM consents`)).rejects.toThrow('never changed')
  })

  test('a batch may name new people many times and merge them on the way', async () => {
    const resolved = await resolveCustomers(open.app, [
      draft([device('b-1')]),
      draft([email('b@shop.com')]),
      draft([device('b-1'), email('b@shop.com')]),
      draft([device('b-2'), email('b@shop.com')], { tags: ['Bölge', 'bolge', 'VIP'] }),
      draft([device('b-2')]),
    ])
    expect(new Set(resolved.map((one) => one.customerId)).size).toBe(1)
    const { rows } = await open.pool.query(
      'SELECT count(*)::int AS n FROM identities WHERE customer_id = $1',
      [resolved[0]!.customerId],
    )
    expect(rows).toEqual([{ n: 3 }])
    const tags = await open.pool.query('SELECT tag_id FROM customer_tags WHERE customer_id = $1', [
      resolved[0]!.customerId,
    ])
    expect(tags.rows).toHaveLength(2)
  })

  test('attributes get a type from the first value; what does not fit is left out', async () => {
    const { customerId } = await one(
      draft([user('t1')], { attributes: { boy: 172, 'ilk ziyaret': '2026-03-04' } }),
    )
    await one(draft([user('t1')], { attributes: { boy: '172,5', 'ilk ziyaret': 'dün', '\u0000': 1 } }))
    expect((await row(customerId)).attributes).toEqual({ boy: 172.5, 'ilk ziyaret': '2026-03-04' })
  })

  test('twenty callers at once with the same people agree', async () => {
    const people = Array.from({ length: 40 }, (_, index) => index)
    const statement = (index: number, caller: number): CustomerDraft =>
      draft(
        [
          ...(caller % 2 === 0 ? [email(`k${index}@shop.com`)] : []),
          ...(caller % 3 === 0 ? [device(`k-${index}-${caller}`)] : []),
          user(`k${index}`),
        ],
        { profile: { name: `Kişi ${index}`, city: caller % 2 === 0 ? 'Bursa' : '' } },
      )
    const shuffled = (caller: number): CustomerDraft[] =>
      people
        .map((index) => ({ index, at: (index * 7919 + caller * 104_729) % 1009 }))
        .sort((a, b) => a.at - b.at)
        .flatMap(({ index }) => [draft([device(`v-${index}`)]), statement(index, caller)])
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, caller) => resolveCustomers(open.app, shuffled(caller))),
    )
    expect(answers.every((answer) => answer.every((one) => one.customerId > 0))).toBe(true)
    const { rows } = await open.pool.query(
      `SELECT count(DISTINCT customer_id)::int AS customers, count(*)::int AS identities FROM identities
       WHERE kind = 'user' AND value LIKE 'k%'`,
    )
    expect(rows).toEqual([{ customers: 40, identities: 40 }])
    const stray = await open.pool.query(
      `SELECT count(*)::int AS n FROM customers c WHERE merged_into IS NULL
       AND NOT EXISTS (SELECT FROM identities i WHERE i.customer_id = c.id)`,
    )
    expect(stray.rows).toEqual([{ n: 0 }])
    const doubled = await open.pool.query(
      `SELECT count(*)::int AS n FROM (SELECT i.customer_id FROM identities i JOIN identities e USING (customer_id)
       WHERE i.kind = 'user' AND i.value LIKE 'k%' AND e.kind = 'email' AND e.value <> i.value || '@shop.com') wrong`,
    )
    expect(doubled.rows).toEqual([{ n: 0 }])
  })
})

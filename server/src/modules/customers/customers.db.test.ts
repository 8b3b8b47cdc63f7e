import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openTestApp, type TestApp, testNow } from '#test/support/app.ts'

import { rights } from '@vefa/contract'
import type { Actor } from '#/platform/actor.ts'

import { currentConsents, setFigures, standsFor } from './customer-facts.ts'
import { exportCustomers } from './export-customers.ts'
import { findCustomers } from './find-customers.ts'
import { hearConsent, readLedger } from './hear-consent.ts'
import { countCustomers, findNeighbours, listCustomers, type ListInput } from './list-customers.ts'
import { createMerge, dismissSuggestion, undoMerge } from './merge-customers.ts'
import { readCustomer } from './read-customer.ts'
import { resolveCustomers } from './resolve-customers.ts'
import { createCustomer, updateCustomer } from './save-customer.ts'
import { addTag, createTagging, readTagging, runTagging, undoTagging } from './tag-customers.ts'
import { addNote } from './write-notes.ts'
import { addTask, updateTask } from './write-tasks.ts'

let open: TestApp
const agent: Actor = { kind: 'user', id: null, name: 'Ece Tunç', rights: new Set(rights), language: 'tr' }
beforeAll(async () => {
  open = await openTestApp()
})
afterAll(() => open.close())

async function make(
  name: string,
  more: { city?: string; email?: string; phone?: string } = {},
): Promise<number> {
  return (await createCustomer(open.app, agent, { name, ...more })).id
}

function asked(more: Partial<ListInput> = {}): ListInput {
  return { who: 'known', sort: 'name', direction: 'asc', limit: 50, ...more }
}

async function namesOf(more: Partial<ListInput> = {}): Promise<(string | null)[]> {
  return (await listCustomers(open.app, asked(more))).items.map(({ row }) => row.name)
}

describe('the list', () => {
  const letters = ['Çam', 'Cam', 'Şal', 'Sal', 'Isparta', 'Ilık', 'İzmir', 'İnci', 'Ğ', 'Öz', 'Oz', 'Zeynep']
  beforeAll(async () => {
    for (const name of letters) await make(`${name} Kişi`, { city: 'Sıralı' })
  })

  test('sorts names as Turkish does', async () => {
    const sorted = [...letters].sort(new Intl.Collator('tr').compare).map((name) => `${name} Kişi`)
    expect(await namesOf({ city: 'Sıralı' })).toEqual(sorted)
    expect(await namesOf({ city: 'Sıralı', direction: 'desc' })).toEqual([...sorted].reverse())
  })

  test.each(['name', 'spent', 'orders', 'lastOrder', 'seen', 'since', 'city'] as const)(
    'walks by %s over ties and empty values, every row once, both ways',
    async (sort) => {
      const ids = (await listCustomers(open.app, asked({ city: 'Sıralı' }))).items.map(({ row }) => row.id)
      await setFigures(
        open.app,
        ids.map((customerId, index) => ({
          customerId,
          orderCount: index % 3,
          spent: `${index % 4}.5`,
          firstOrderAt: null,
          lastOrderAt: index % 2 === 0 ? new Date(testNow.getTime() - (index % 4) * 1000) : null,
          usualGapDays: null,
        })),
      )
      for (const direction of ['asc', 'desc'] as const) {
        const whole = (await listCustomers(open.app, asked({ city: 'Sıralı', sort, direction }))).items
        const walked: number[] = []
        let cursor: string | null | undefined
        do {
          const page = await listCustomers(
            open.app,
            asked({ city: 'Sıralı', sort, direction, limit: 5, cursor: cursor ?? undefined }),
          )
          walked.push(...page.items.map(({ row }) => row.id))
          cursor = page.next
        } while (cursor)
        expect(walked).toEqual(whole.map(({ row }) => row.id))
        expect(new Set(walked).size).toBe(letters.length)
        for (const [index, id] of walked.entries()) {
          const beside = await findNeighbours(open.app, { ...asked({ city: 'Sıralı', sort, direction }), id })
          expect(beside).toEqual({ previous: walked[index - 1] ?? null, next: walked[index + 1] ?? null })
        }
      }
    },
  )

  test('filters, and counts what it filters', async () => {
    const [first, second] = (await listCustomers(open.app, asked({ city: 'Sıralı' }))).items
    await addTag(open.app, agent, { id: first!.row.id, name: 'VIP' })
    const [tag] = await addTag(open.app, agent, { id: second!.row.id, name: 'vıp' })
    expect(await namesOf({ tags: [tag!.id] })).toHaveLength(2)
    await hearConsent(open.app, agent, {
      id: first!.row.id,
      channel: 'email',
      purpose: 'marketing',
      state: 'given',
      textVersion: '2026-1',
      evidence: 'telefonda söyledi',
    })
    const consent = { consentChannel: 'email', consentPurpose: 'marketing' } as const
    expect(await namesOf({ city: 'Sıralı', ...consent, consentState: 'given' })).toEqual([first!.row.name])
    expect(await namesOf({ city: 'Sıralı', ...consent, consentState: 'none' })).toHaveLength(11)
    expect(await namesOf({ city: 'Sıralı', spentFrom: '3' })).toHaveLength(3)
    expect(await namesOf({ city: 'Sıralı', ordersFrom: 1, ordersTo: 1 })).toHaveLength(4)
    expect(
      await namesOf({ city: 'Sıralı', lastOrderFrom: '2026-11-20', lastOrderTo: '2026-11-20' }),
    ).toHaveLength(6)
    expect(await namesOf({ q: 'ISPARTA kisi' })).toEqual(['Isparta Kişi'])
    expect(await namesOf({ q: 'ispata kişi' })).toEqual(['Isparta Kişi'])
    const count = await countCustomers(open.app, { who: 'known', city: 'Sıralı' })
    expect(count).toEqual({ count: 12, more: false })
  })

  test('a cursor of nowhere is refused', async () => {
    await expect(listCustomers(open.app, asked({ cursor: 'xx' }))).rejects.toMatchObject({
      code: 'cursor_unknown',
    })
  })

  test('goes out as CSV for spreadsheets, and nothing in it runs', async () => {
    await make('=HYPERLINK("http://kotu") Formül', { city: 'Dosya' })
    await make('Noktalı; "Tırnaklı"', { city: 'Dosya' })
    const parts: string[] = []
    const filters = { who: 'known', city: 'Dosya', sort: 'name', direction: 'asc' } as const
    for await (const part of exportCustomers(open.app, agent, filters)) parts.push(part)
    const text = parts.join('')
    expect(text.startsWith('\uFEFFNo;Ad soyad;')).toBe(true)
    expect(text).toContain(`;"'=HYPERLINK(""http://kotu"") Formül";`)
    expect(text).toContain(`;"Noktalı; ""Tırnaklı""";`)
    expect(text).toContain(';0,0000;')
  })
})

describe('tagging many', () => {
  test('by filter as a job, taken back exactly, and not for ever', async () => {
    const ids = await Promise.all(['A', 'B', 'C'].map((name) => make(`Toplu ${name}`, { city: 'Toplu' })))
    await addTag(open.app, agent, { id: ids[0]!, name: 'Kış' })
    const { id } = await createTagging(open.app, agent, {
      tag: 'kış',
      action: 'add',
      filters: { who: 'known', city: 'Toplu' },
    })
    await runTagging(open.app, id)
    await runTagging(open.app, id)
    expect(await readTagging(open.app, id)).toMatchObject({ state: 'done', changed: 2 })
    await undoTagging(open.app, agent, id)
    const tagged = async () =>
      (await listCustomers(open.app, asked({ city: 'Toplu' }))).items.filter(({ tags }) => tags.length > 0)
        .length
    expect(await tagged()).toBe(1)
    const removal = await createTagging(open.app, agent, { tag: 'KIŞ', action: 'remove', ids })
    await runTagging(open.app, removal.id)
    expect(await tagged()).toBe(0)
    await undoTagging(open.app, agent, removal.id)
    expect(await tagged()).toBe(1)
    const late = await createTagging(open.app, agent, { tag: 'kış', action: 'add', ids })
    await runTagging(open.app, late.id)
    open.clock.move(30_000)
    await expect(undoTagging(open.app, agent, late.id)).rejects.toMatchObject({ code: 'too_late_to_undo' })
  })
})

describe('finding people', () => {
  let ayse: number
  beforeAll(async () => {
    ayse = await make('Ayşe Nur Işık', {
      email: 'ayse.isik@ornek-posta.com',
      phone: '0532 417 55 12',
      city: 'Iğdır',
    })
    await resolveCustomers(open.app, [
      {
        identities: [
          { kind: 'email', value: 'ayse.isik@ornek-posta.com' },
          { kind: 'user', scope: '1', value: 'SHOP-20418' },
          { kind: 'loyalty', value: 'K-7040555' },
        ],
        seenAt: testNow,
        source: 'test',
      },
    ])
    for (const name of ['Mehmet Yılmaz', 'Mehmet Yıldız', 'Yılmaz Mehmetoğlu']) await make(name)
  })

  test.each([
    'ayşe',
    'AYŞE NUR',
    'ayse isik',
    'Işık Ayşe',
    'IŞIK',
    'isık',
    'ayse.isik@ornek-posta.com',
    'AYSE.ISIK@ORNEK-POSTA.COM',
    'ayse.isik',
    'ayse.isik@ornek-psota.com',
    'ayse.isk@ornek-posta.com',
    'ayse.isik@',
    'ayse.isik@ornek',
    'AYSE.ISİK@ORNEK-P',
    'ayse.isik@ornek-psot',
    '05324175512',
    '+90 532 417 55 12',
    '532 417 5512',
    '5512',
    'SHOP-20418',
    'shop-20418',
    'SHOP-204',
    'k-7040555',
    'K-7040',
    '20418',
    'Igdir',
    'ayse ısikk',
    'Aysse Işık',
  ])('%s', async (query) => {
    const found = await findCustomers(open.app, agent, { query, limit: 5 })
    expect(found[0]?.id).toBe(ayse)
  })

  test.each([
    'ayse.isik@',
    'ayse.isik@ornek',
    'AYSE.ISİK@ORNEK-P',
    'ayse.isik@ornek-psot',
    'ayse.isik@ornek-posta.com',
  ])('the list of customers filtered by %s', async (q) => {
    const { items } = await listCustomers(open.app, asked({ q }))
    expect(items.map(({ row }) => row.id)).toEqual([ayse])
  })

  test('the beginning of the name comes before other words', async () => {
    const found = await findCustomers(open.app, agent, { query: 'mehmet y', limit: 5 })
    expect(found.map(({ name }) => name).slice(0, 2)).toEqual(['Mehmet Yıldız', 'Mehmet Yılmaz'])
    expect(await findCustomers(open.app, agent, { query: ' % ', limit: 5 })).toEqual([])
    expect(await findCustomers(open.app, agent, { query: `'\\ & | ! :* \u0000`, limit: 5 })).toEqual([])
  })
})

describe('one customer by hand', () => {
  test('an address known already leads to who has it; somebody else cannot take it', async () => {
    const first = await make('Deniz Er', { email: 'deniz@ornek-posta.com' })
    const again = await createCustomer(open.app, agent, { name: 'Deniz Er', email: 'DENIZ@ornek-posta.com' })
    expect(again).toEqual({ id: first, created: false })
    const other = await make('Başka Biri')
    const taking = updateCustomer(open.app, agent, { id: other, email: 'deniz@ornek-posta.com' })
    await expect(taking).rejects.toMatchObject({ code: 'identity_taken', params: { id: first } })
    await updateCustomer(open.app, agent, { id: other, lastName: 'Kimse', city: 'Rize' })
    await updateCustomer(open.app, agent, { id: other, city: '' })
    const { customer } = await readCustomer(open.app, other)
    expect(customer).toMatchObject({ name: 'Başka Kimse', city: null })
    await expect(createCustomer(open.app, agent, { email: 'olmaz' })).rejects.toMatchObject({
      code: 'address_not_usable',
    })
    await expect(createCustomer(open.app, agent, {})).rejects.toMatchObject({
      code: 'customer_needs_something',
    })
  })

  test('a task is finished, reopened, and every change is in the audit log', async () => {
    const id = await make('Görevli')
    const task = await addTask(open.app, agent, { id, title: 'Ara', dueOn: '2026-11-25', assigneeId: null })
    expect((await updateTask(open.app, agent, { id: task.id, done: true })).doneAt).not.toBeNull()
    expect((await updateTask(open.app, agent, { id: task.id, done: false })).doneAt).toBeNull()
    const { rows } = await open.pool.query(
      `SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id`,
      [String(id)],
    )
    expect(rows.map((row) => row.action)).toEqual([
      'customer.create',
      'task.create',
      'task.update',
      'task.update',
    ])
  })
})

describe('merging by hand', () => {
  test('and back: both profiles, identities, notes, tags, consents and what was merged before', async () => {
    const winner = await make('Zeynep Karaca', { email: 'zeynep@ornek-posta.com' })
    const loser = await make('Zeynep K', { email: 'zk@ornek-posta.com', city: 'İzmir' })
    const inner = await make('Z Karaca', { phone: '0533 265 41 78' })
    await addNote(open.app, agent, { id: inner, body: 'içteki', pinned: false })
    await createMerge(open.app, agent, { id: loser, other: inner })
    await addNote(open.app, agent, { id: loser, body: 'kaybedenin', pinned: false })
    await addNote(open.app, agent, { id: winner, body: 'kazananın', pinned: false })
    for (const id of [winner, loser]) await addTag(open.app, agent, { id, name: 'Ortak' })
    const said = { channel: 'email', purpose: 'marketing', textVersion: '', evidence: 'söz' } as const
    await hearConsent(open.app, agent, { ...said, id: winner, state: 'given', at: '2026-11-01T10:00:00Z' })
    await hearConsent(open.app, agent, { ...said, id: inner, state: 'withdrawn', at: '2026-11-02T10:00:00Z' })
    const before = {
      winner: await readCustomer(open.app, winner),
      loser: await readCustomer(open.app, loser),
    }

    const merge = await createMerge(open.app, agent, { id: winner, other: loser })
    const merged = await readCustomer(open.app, loser)
    expect(merged.mergedFrom).toBe(loser)
    expect(merged.customer).toMatchObject({ id: winner, name: 'Zeynep Karaca', city: 'İzmir' })
    expect(merged.identities.map(({ value }) => value).sort()).toEqual([
      '+905332654178',
      'zeynep@ornek-posta.com',
      'zk@ornek-posta.com',
    ])
    expect(merged.notes).toHaveLength(3)
    expect(merged.tags).toHaveLength(1)
    expect(merged.consents).toMatchObject([{ state: 'withdrawn' }])
    expect(await readLedger(open.app, winner)).toHaveLength(2)
    expect(await standsFor(open.app, [inner, loser, winner])).toEqual(
      new Map([
        [inner, winner],
        [loser, winner],
        [winner, winner],
      ]),
    )
    expect((await findCustomers(open.app, agent, { query: '0533 265 41 78', limit: 3 }))[0]?.id).toBe(winner)
    const innerMerge = merged.merges.find(({ loserId }) => loserId === inner)!
    await expect(undoMerge(open.app, agent, innerMerge.id)).rejects.toMatchObject({
      code: 'merge_under_another',
    })

    await undoMerge(open.app, agent, merge.id)
    const after = { winner: await readCustomer(open.app, winner), loser: await readCustomer(open.app, loser) }
    const plain = (page: typeof before.winner) => ({
      ...page,
      merges: page.merges.filter(({ id }) => id !== merge.id),
    })
    expect(plain(after.winner)).toEqual(before.winner)
    expect(plain(after.loser)).toEqual(before.loser)
    expect(await standsFor(open.app, [inner, loser])).toEqual(
      new Map([
        [inner, loser],
        [loser, loser],
      ]),
    )
    const facts = await currentConsents(open.app, [winner, loser], { channel: 'email', purpose: 'marketing' })
    expect(facts).toEqual(
      new Map([
        [winner, 'given'],
        [loser, 'withdrawn'],
      ]),
    )
    await expect(undoMerge(open.app, agent, merge.id)).rejects.toMatchObject({ code: 'merge_already_undone' })
    await undoMerge(open.app, agent, innerMerge.id)
    expect(await standsFor(open.app, [inner])).toEqual(new Map([[inner, inner]]))
  })

  test('what was corrected since the merge stays when it is undone', async () => {
    const winner = await make('Kalan')
    const loser = await make('Giden', { city: 'Muş', email: 'giden@ornek-posta.com' })
    const { id } = await createMerge(open.app, agent, { id: winner, other: loser })
    await updateCustomer(open.app, agent, { id: winner, city: 'Van' })
    await undoMerge(open.app, agent, id)
    expect((await readCustomer(open.app, winner)).customer).toMatchObject({ city: 'Van', email: null })
    expect((await readCustomer(open.app, loser)).customer).toMatchObject({ city: 'Muş' })
  })

  test('a suggestion is shown with its evidence and goes when it is dismissed', async () => {
    const account = (value: string) => ({
      identities: [
        { kind: 'user', scope: '9', value } as const,
        { kind: 'email', value: 'cift@ornek-posta.com' } as const,
      ],
      seenAt: testNow,
      source: 'test',
    })
    const [first] = await resolveCustomers(open.app, [account('1001'), account('1002')])
    const page = await readCustomer(open.app, first!.customerId)
    expect(page.suggestions).toMatchObject([{ evidence: [{ kind: 'email', value: 'cift@ornek-posta.com' }] }])
    await dismissSuggestion(open.app, agent, page.suggestions[0]!.id)
    expect((await readCustomer(open.app, first!.customerId)).suggestions).toEqual([])
    await resolveCustomers(open.app, [account('1002')])
    expect((await readCustomer(open.app, first!.customerId)).suggestions).toEqual([])
  })
})

/** What waits and what changed, on a real store: each part found, capped, in order, and only for those who may read it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { addCustomers } from '#test/support/orders.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'
import { type Right, rightsOfRole } from '@vefa/contract'
import { saveOrders } from '#/modules/commerce/index.ts'
import { waitUntilApplied } from '#/modules/history/index.ts'
import { createUser } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import { inTransaction } from '#/platform/db/index.ts'

import { whatChanged } from './what-changed.ts'
import { whatWaits } from './what-waits.ts'

let open: TestApp
let people: number[]
let me: Actor

const uuid = (end: number): string => `01900000-0000-7000-8000-${String(end).padStart(12, '0')}`

beforeAll(async () => {
  open = await openTestApp({ env: { VEFA_URL: 'http://vefa.ornek.com.tr' } })
  people = await addCustomers(open.app, 4)
  const id = await inTransaction(open.app.db, (tx) =>
    createUser(
      { ...open.app, db: tx },
      { name: 'Deniz', email: 'deniz@ornek.com.tr', role: 'admin', language: 'tr', passwordHash: 'x' },
    ),
  )
  me = actorWith(rightsOfRole.admin, id)
}, 120_000)
afterAll(() => open?.close())

function actorWith(rights: readonly Right[], id: string): Actor {
  return { kind: 'user', id, name: 'Deniz', rights: new Set(rights), language: 'tr' }
}

test('a shop where nothing waits says only what the doctor would', async () => {
  expect(await whatWaits(open.app, me)).toMatchObject([
    { kind: 'plainAddress', name: 'http://vefa.ornek.com.tr' },
  ])
})

test('every room tells of what waits, the most pressing first', async () => {
  const { db } = open.app
  const [a, b] = people
  await sql`INSERT INTO quarantine (received_at, origin, body, reason)
    SELECT '2026-11-19T08:00:00Z'::timestamptz + n * interval '1 minute', '{}', '{}', 'shape'
    FROM generate_series(0, 1004) n`.execute(db)
  await sql`INSERT INTO tasks (id, customer_id, original_customer_id, title, due_on, assignee_id, created_by, done_at) VALUES
    (${uuid(1)}, ${a}, ${a}, 'Arayın', '2026-11-18', ${me.id}, 'x', NULL),
    (${uuid(2)}, ${b}, ${b}, 'Yazın', '2026-11-20', NULL, 'x', NULL),
    (${uuid(3)}, ${a}, ${a}, 'Yarın', '2026-11-21', ${me.id}, 'x', NULL),
    (${uuid(4)}, ${a}, ${a}, 'Bitti', '2026-11-18', ${me.id}, 'x', now())`.execute(db)
  await sql`INSERT INTO merge_suggestions (id, customer_a, customer_b, evidence, confidence)
    VALUES (${uuid(5)}, ${a}, ${b}, '[]', 0.9)`.execute(db)
  await sql`INSERT INTO campaigns (id, name, state, audience, letter, created_by, created_at, updated_at) VALUES
    (${uuid(6)}, 'Duran', 'paused', '{}', '{}', 'x', '2026-08-01', '2026-08-01'),
    (${uuid(7)}, 'Taslak', 'draft', '{}', '{}', 'x', '2026-11-15', '2026-11-15'),
    (${uuid(8)}, 'Eski taslak', 'draft', '{}', '{}', 'x', '2026-08-01', '2026-08-01'),
    (${uuid(9)}, 'Giden', 'sent', '{}', '{}', 'x', '2026-11-19', '2026-11-19')`.execute(db)
  await sql`INSERT INTO templates (id, name, channel, purpose) VALUES (${uuid(10)}, 'x', 'email', 'marketing')`.execute(
    db,
  )
  await failedSending(9, people)
  await imported(20, 'siparis.csv', { state: 'failed', rejected: 0, finished: '2026-11-19' })
  await imported(21, 'musteri.csv', { state: 'done', rejected: 12, finished: '2026-11-19' })
  await imported(22, 'eski.csv', { state: 'done', rejected: 3, finished: '2026-09-01' })
  const found = await whatWaits(open.app, me)
  expect(found.map(({ kind, name, count, more }) => [kind, name, count, more])).toEqual([
    ['importFailed', 'siparis.csv', 1, false],
    ['sendsFailed', 'Giden', 4, false],
    ['taskLate', 'Arayın', 1, false],
    ['taskDue', 'Yazın', 1, false],
    ['campaignPaused', 'Duran', 1, false],
    ['quarantine', '', 1000, true],
    ['importRejects', 'musteri.csv', 12, false],
    ['campaignDraft', 'Taslak', 1, false],
    ['pairs', `#${Math.min(a ?? 0, b ?? 0)}`, 1, false],
    ['plainAddress', 'http://vefa.ornek.com.tr', 1, false],
  ])
  expect(found.find(({ kind }) => kind === 'taskLate')).toMatchObject({ id: String(a), due: '2026-11-18' })
})

test('nobody is told of what they may not read, nor of another person’s tasks', async () => {
  const kinds = async (rights: readonly Right[], id = uuid(99)): Promise<string[]> =>
    (await whatWaits(open.app, actorWith(rights, id))).map(({ kind }) => kind)
  expect(await kinds([])).toEqual([])
  expect(await kinds(['customers.read'])).toEqual(['taskDue'])
  expect(await kinds(['imports.read'])).toEqual(['importFailed', 'importRejects'])
  expect(await kinds(['campaigns.read'])).toEqual(['sendsFailed', 'campaignPaused', 'campaignDraft'])
  expect(await kinds(rightsOfRole.agent)).toEqual(['taskDue', 'quarantine'])
})

test('orders without a rate are counted by currency', async () => {
  const draft = (externalId: string, currency: string) => ({
    storeId: 1,
    externalId,
    customerId: people[0] ?? null,
    placedAt: new Date('2026-10-01T10:00:00Z'),
    currency,
    source: 'test',
    lines: [{ productId: 'P1', title: 'Havlu', quantity: '1', unitPrice: '10' }],
  })
  await saveOrders(open.app, [draft('1', 'CHF'), draft('2', 'CHF'), draft('3', 'GBP'), draft('4', 'TRY')])
  await waitUntilApplied(open.app)
  const found = await whatWaits(open.app, actorWith(['orders.read'], uuid(99)))
  expect(found.map(({ kind, name, count }) => [kind, name, count])).toEqual([
    ['rates', 'CHF', 2],
    ['rates', 'GBP', 1],
  ])
})

test('segments that changed since yesterday morning; those made since are not news', async () => {
  const { db } = open.app
  const segment = (id: number, name: string, made: string) =>
    sql`INSERT INTO segments
    (id, name, name_folded, definition, state, people, created_by, created_at, updated_at)
    VALUES (${uuid(id)}, ${name}, ${name}, '{}', 'ready', 50, 'x', ${made}, ${made})`.execute(db)
  await segment(30, 'Büyüyen', '2026-10-01')
  await segment(31, 'Duran', '2026-10-01')
  await segment(32, 'Yeni', '2026-11-20T06:00:00Z')
  await sql`INSERT INTO segment_days (segment_id, day, people, entered, departed) VALUES
    (${uuid(30)}, '2026-11-18', 40, 40, 0), (${uuid(30)}, '2026-11-19', 48, 9, 1), (${uuid(30)}, '2026-11-20', 50, 3, 1),
    (${uuid(31)}, '2026-11-18', 50, 50, 0), (${uuid(32)}, '2026-11-20', 50, 50, 0)`.execute(db)
  const found = await whatChanged(open.app, me)
  expect(found.since).toBe('2026-11-19')
  expect(found.segments).toEqual([{ id: uuid(30), name: 'Büyüyen', people: 50, entered: 12, left: 2 }])
  expect(await whatChanged(open.app, actorWith([], uuid(99)))).toMatchObject({ segments: null, late: null })
})

test('who became late since yesterday is told of the day it happens, and not the day after', async () => {
  const { app } = open
  const [who = 0, other = 0] = await addCustomers(app, 2)
  const days = ['2026-09-01', '2026-09-11', '2026-09-21', '2026-10-01', '2026-11-06', '2026-11-20']
  await saveOrders(
    app,
    days.map((day, index) => ({
      storeId: 1,
      externalId: `late-${index}`,
      // The shop still sells today, to somebody else.
      customerId: index < 5 ? who : other,
      placedAt: new Date(`${day}T09:00:00Z`),
      currency: 'TRY',
      source: 'test',
      lines: [{ productId: 'P1', title: 'Havlu', quantity: '1', unitPrice: '10' }],
    })),
  )
  await waitUntilApplied(app)
  // Gaps 10, 10, 10, 36: usually 10, so late from the sixteenth day of silence on; reckoned from tomorrow.
  const onDay = async (day: string) => {
    open.clock.move(Date.parse(`${day}T09:00:00Z`) - open.clock.now().getTime())
    return (await whatChanged(app, actorWith(['insight.read'], uuid(99)))).late
  }
  const before = await onDay('2026-11-20')
  const after = await onDay('2026-11-21')
  const later = await onDay('2026-11-22')
  expect(after?.people).toBe((before?.people ?? 0) + 1)
  expect([before?.entered, after?.entered, later?.entered]).toEqual([0, 1, 0])
})

/** A sending under the campaign's number in which everybody's message failed. */
async function failedSending(campaign: number, customers: readonly number[]): Promise<void> {
  const { db } = open.app
  await sql`INSERT INTO template_versions (id, template_id, number, subject, body, created_by)
    VALUES (${uuid(11)}, ${uuid(10)}, 1, 'x', 'x', 'x')`.execute(db)
  await sql`INSERT INTO sendings (id, reason, template_version_id, channel, purpose, tracked, state, created_at)
    VALUES (${uuid(campaign)}, '{}', ${uuid(11)}, 'email', 'marketing', false, 'done', '2026-11-19')`.execute(
    db,
  )
  await sql`INSERT INTO messages (id, sending_id, customer_id, original_customer_id, state, due_at, created_at)
    SELECT gen_random_uuid(), ${uuid(campaign)}, c, c, 'failed', '2026-11-19', '2026-11-19'
    FROM unnest(${[...customers]}::int[]) c`.execute(db)
}

async function imported(
  id: number,
  name: string,
  given: { state: string; rejected: number; finished: string },
): Promise<void> {
  await sql`INSERT INTO imports (id, store_id, file_name, file_size, file_hash, shape, kind, mapping, currency, state,
      progress, created_by, created_at, finished_at)
    VALUES (${uuid(id)}, 1, ${name}, 1, ${name}, '{}', 'orders', '{}', 'TRY', ${given.state},
      ${JSON.stringify({ rowsRejected: given.rejected })}::jsonb, 'x', ${given.finished}, ${given.finished})`.execute(
    open.app.db,
  )
}

/** Timelines, merges and their undoing, folding, and events set aside, on real stores. */
import { randomUUID } from 'node:crypto'

import { contract } from '@vefa/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

import { resolveCustomers } from '#/modules/customers/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'

import { describeIntake, describeNames, describeProperties, listRecent } from './describe-events.ts'
import { foldMerges } from './fold-merges.ts'
import { followMerges } from './follow-merges.ts'
import { listTimeline } from './list-timeline.ts'
import { editQuarantined, getQuarantined, listQuarantined, replayQuarantined } from './quarantine.ts'
import { countRunningAppends } from './reports-append.ts'
import { insertIntake } from './store.ts'
import { type HistoryEvent, recordEvents, unfoldedMerges, waitUntilApplied } from './index.ts'

let open: TestApp
const actor = systemActor('test')

beforeAll(async () => {
  open = await openTestApp()
})

afterAll(async () => {
  await open?.close()
})

async function person(name: string): Promise<number> {
  const [found] = await resolveCustomers(open.app, [
    { identities: [{ kind: 'user', scope: '1', value: name }], seenAt: open.clock.now(), source: 'event' },
  ])
  return found!.customerId
}

async function record(
  customerId: number,
  events: (Partial<HistoryEvent> & { name: string; minutesAgo: number })[],
) {
  await recordEvents(
    open.app,
    events.map(({ minutesAgo, ...event }) => ({
      customerId,
      time: new Date(open.clock.now().getTime() - minutesAgo * 60_000),
      messageId: `${customerId}:${event.name}:${minutesAgo}`,
      source: 'test',
      storeId: 1,
      ...event,
    })),
  )
  await waitUntilApplied(open.app)
}

describe('timeline', () => {
  test('newest first, one visit is one item, by kind and by text, page by page', async () => {
    const ayse = await person('ayse')
    await record(ayse, [
      { name: 'Page Viewed', minutesAgo: 10, url: '/a' },
      { name: 'Products Searched', minutesAgo: 8, query: 'havlu' },
      {
        name: 'Order Completed',
        minutesAgo: 5,
        orderId: '1:5',
        value: '10',
        currency: 'TRY',
        lines: [
          { product: 'P', title: 'Keten Nevresim', category: '', brand: '', quantity: '2', value: '10' },
        ],
      },
      { name: 'Page Viewed', minutesAgo: 300 },
      { name: 'Order Cancelled', minutesAgo: 600_000, orderId: '1:2' },
    ])
    const all = contract.events.timeline['~orpc'].outputSchema
    expect(all).toBeDefined()
    const whole = await listTimeline(open.app, { id: ayse, limit: 50 })
    expect(whole.items.map((item) => [item.name, item.kind, item.tone, item.count])).toEqual([
      ['Order Completed', 'order', 'good', 1],
      ['Products Searched', 'visit', 'plain', 2],
      ['Page Viewed', 'visit', 'plain', 1],
      ['Order Cancelled', 'order', 'bad', 1],
    ])
    expect(whole.items[1]!.searches).toEqual(['havlu'])
    expect(whole.next).toBeNull()
    const orders = await listTimeline(open.app, { id: ayse, kinds: ['order'], limit: 50 })
    expect(orders.items.map((item) => item.orderId)).toEqual(['1:5', '1:2'])
    const found = await listTimeline(open.app, { id: ayse, q: 'nevresim', limit: 50 })
    expect(found.items.map((item) => item.orderId)).toEqual(['1:5'])
    const paged: string[] = []
    for (let cursor: string | undefined, more = true; more;) {
      const page = await listTimeline(open.app, { id: ayse, cursor, limit: 1 })
      paged.push(...page.items.map((item) => item.id))
      cursor = page.next ?? undefined
      more = page.next !== null
    }
    expect(paged).toEqual(whole.items.map((item) => item.id))
  })

  test('a customer who is not there, and a cursor that is none, are refused', async () => {
    await expect(listTimeline(open.app, { id: 4_000_000_000, limit: 1 })).rejects.toThrow(
      'customer_not_found',
    )
    const somebody = await person('somebody')
    await expect(listTimeline(open.app, { id: somebody, cursor: '%%%', limit: 1 })).rejects.toThrow(
      'cursor_invalid',
    )
  })
})

describe('merges', () => {
  let winner: number
  let loser: number

  beforeEach(async () => {
    ;[winner, loser] = [await person('winner ' + randomUUID()), await person('loser ' + randomUUID())]
    await record(winner, [{ name: 'Order Completed', minutesAgo: 50 }])
    await record(loser, [
      { name: 'Order Completed', minutesAgo: 40 },
      { name: 'Page Viewed', minutesAgo: 600_000 },
    ])
  })

  test('the history follows a merge, its undoing, and says the same after folding', async () => {
    expect(await counts()).toEqual([1, 2])
    await stand(winner)
    expect(await counts()).toEqual([3, 0])
    await fold()
    expect(await counts()).toEqual([3, 0])
    await stand(null)
    expect(await counts()).toEqual([1, 2])
    await fold()
    expect(await counts()).toEqual([1, 2])
    const [left] = await open.app.eventStore.query<{ rows: string }>(
      'SELECT count() AS rows FROM merged_customers',
    )
    expect(Number(left!.rows)).toBe(0)
  })

  test('a merge undone is undone also where a fold was broken off', async () => {
    await stand(winner)
    const hanging = await hangingAppend()
    await fold()
    expect(await countRunningAppends(open.app.eventStore)).toBe(1)
    expect(await counts()).toEqual([3, 0])
    await stand(null)
    expect(await counts()).toEqual([1, 2])
    await hanging.end()
    await fold()
    expect(await counts()).toEqual([1, 2])
    expect(await unfoldedMerges(open.app)).toEqual([])
  })

  test('a merge too young to be folded is undone after others were', async () => {
    const [another, other] = [await person('another'), await person('other')]
    await record(other, [{ name: 'Order Completed', minutesAgo: 45 }])
    await follow(other, another)
    open.clock.move(2 * 3_600_000)
    await stand(winner)
    await foldMerges(open.app, { atLeast: 1, settle: false })
    expect(await counts()).toEqual([3, 0])
    await stand(null)
    expect(await counts()).toEqual([1, 2])
  })

  const stand = (into: number | null) => follow(loser, into)

  async function follow(customer: number, into: number | null): Promise<void> {
    await open.pool.query('UPDATE customers SET merged_into = $2 WHERE id = $1', [customer, into])
    await followMerges(open.app, [{ winner: into ?? winner, loser: customer }])
  }

  async function fold(): Promise<void> {
    open.clock.move(2 * 3_600_000)
    await foldMerges(open.app, { atLeast: 1, settle: false })
  }

  /** An append that runs on until it is ended; the book of orders is not settled meanwhile. */
  async function hangingAppend(): Promise<{ end(): Promise<void> }> {
    const store = open.app.eventStore
    const running = store.command(
      `INSERT INTO events (name, customer, original_customer, time, message_id)
       SELECT 'Slow', 0, 0, now64(3), toString(number) FROM numbers(3000) WHERE sleepEachRow(0.2) = 0
       SETTINGS max_block_size = 1`,
    )
    const outcome = running.then(() => 'ended by itself', String)
    await vi.waitUntil(async () => (await countRunningAppends(store)) > 0, 30_000)
    return {
      end: async () => {
        await store.command("KILL QUERY WHERE query LIKE 'INSERT INTO events (%sleepEachRow%' ASYNC")
        expect(await outcome).toContain('cancelled')
      },
    }
  }

  /** Of the winner and the loser, as reports and as the page of each say. */
  async function counts(): Promise<[number, number]> {
    const rows = await open.app.eventStore.query<{ customer: number; events: string }>(
      `SELECT customer, count() AS events FROM history WHERE customer IN (${winner}, ${loser}) GROUP BY customer`,
    )
    const of = (customer: number) => Number(rows.find((row) => row.customer === customer)?.events ?? 0)
    const timelines = await Promise.all([winner, loser].map((id) => timelineLength(id)))
    expect(timelines).toEqual([of(winner), (await mergedInto(loser)) ? of(winner) : of(loser)])
    return [of(winner), of(loser)]
  }

  async function timelineLength(id: number): Promise<number> {
    const { items } = await listTimeline(open.app, { id, limit: 100 })
    return items.reduce((sum, item) => sum + item.count, 0)
  }

  async function mergedInto(id: number): Promise<boolean> {
    const { rows } = await open.pool.query<{ merged_into: number | null }>(
      'SELECT merged_into FROM customers WHERE id = $1',
      [id],
    )
    return rows[0]!.merged_into !== null
  }
})

describe('quarantine and schema', () => {
  test('a broken event is corrected, sent again and lands at its own time', async () => {
    const origin = { kind: 'api', endpoint: 'batch', keyId: 'k', storeId: 1, ip: '', userAgent: '' }
    const receivedAt = new Date(open.clock.now().getTime() - 3_600_000)
    const broken = {
      type: 'track',
      event: '',
      userId: 'q-1',
      messageId: 'q-1',
      properties: { size: 42, color: 'kum' },
    }
    await insertIntake(open.app.db, [
      { body: JSON.stringify({ batch: [broken] }), origin, receivedAt, events: 1 },
    ])
    await waitUntilApplied(open.app)
    const { items } = await listQuarantined(open.app, { state: 'open', limit: 10 })
    expect(items.map((item) => item.reason)).toEqual(['name_missing'])
    const { id } = items[0]!
    await expect(editQuarantined(open.app, actor, { id, body: '[]' })).rejects.toThrow('event_not_json')
    await editQuarantined(open.app, actor, { id, body: JSON.stringify({ ...broken, event: 'Size Chosen' }) })
    expect(await replayQuarantined(open.app, actor, { ids: [id] })).toEqual({ count: 1 })
    expect(await replayQuarantined(open.app, actor, { ids: [id] })).toEqual({ count: 0 })
    await waitUntilApplied(open.app)
    expect((await getQuarantined(open.app, { id })).state).toBe('replayed')
    const recent = await listRecent(open.app, { name: 'Size Chosen', limit: 5 })
    expect(recent.items.map((item) => [item.id, item.time])).toEqual([['q-1', receivedAt.toISOString()]])
    const { properties } = await describeProperties(open.app, { name: 'Size Chosen' })
    expect(properties).toEqual([
      { name: 'color', types: ['text'], share: 1, examples: ['kum'] },
      { name: 'size', types: ['number'], share: 1, examples: ['42'] },
    ])
    const { names } = await describeNames(open.app, { days: 30 })
    expect(names.find((kind) => kind.name === 'Size Chosen')).toMatchObject({
      count: 1,
      sources: ['api'],
      broken: 0,
    })
    const intake = await describeIntake(open.app)
    expect(intake).toMatchObject({ waiting: 0, oldest: null })
    expect(intake.drops).toContainEqual({ day: '2026-11-20', reason: 'name_missing', count: 1 })
    const { rows } = await open.pool.query<{ action: string }>(
      `SELECT action FROM audit_entries WHERE subject_kind = 'quarantined_event' ORDER BY id`,
    )
    expect(rows.map((row) => row.action)).toEqual(['event.edit', 'event.replay'])
  })
})

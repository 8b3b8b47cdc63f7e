/** The promises of the rounds on real stores: right after everything that can happen, every coming and going told once. */
import type { SegmentCondition, SegmentDefinition } from '@vefa/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { resolveCustomers } from '#/modules/customers/index.ts'
import { recordEvents, waitUntilApplied } from '#/modules/history/index.ts'
import { systemActor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, tables } from '#/platform/db/index.ts'
import { createNotices } from '#/platform/notices/index.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'
import { mergingOn } from '#test/support/merging.ts'
import { addCustomers } from '#test/support/orders.ts'

import { archiveSegment, restoreSegment } from './archive-segment.ts'
import { idsOf } from './bits.ts'
import { createSegment } from './create-segment.ts'
import { segmentAudience } from './members.ts'
import { noticeMembership } from './notices.ts'
import { membersNow } from './preview-segment.ts'
import { reconsiderPredictions } from './reconsider.ts'
import { runRound, runRounds } from './round.ts'
import { findSegment } from './store.ts'
import { readDays } from './store-members.ts'
import { changeSegment } from './update-segment.ts'

const actor = systemActor('test')
let open: TestApp
let app: App
let names = 0

beforeAll(async () => {
  open = await openTestApp()
  // Notices are kept for a listener nobody runs, so that they can be read.
  const kept = createNotices([{ name: 'test.membership', kind: noticeMembership.kind }])
  const notices: App['notices'] = {
    publish: async (tx, kind, payloads) => {
      await open.app.notices.publish(tx, kind, payloads)
      await kept.publish(tx, kind, payloads)
    },
  }
  app = { ...open.app, notices }
})
afterAll(() => open.close())

/** Segments of other tests sleep, so that one test does not work for another. */
beforeEach(async () => {
  await settle()
  await tables<{ segments: { state: string } }>(app.db)
    .updateTable('segments')
    .set({ state: 'archived' })
    .execute()
})

const hour = 3_600_000

function rule(...conditions: SegmentCondition[]): SegmentDefinition {
  return { version: 1, root: { kind: 'group', match: 'all', conditions } }
}

type Count = Extract<SegmentCondition, { kind: 'count' }>

function did(name: string, given: Partial<Count> = {}): Count {
  return {
    kind: 'count',
    events: { names: [name], where: [] },
    window: { kind: 'ever' },
    is: 'atLeast',
    times: 1,
    ...given,
  }
}

async function addRule(...conditions: SegmentCondition[]): Promise<string> {
  names += 1
  const input = { name: `Kural ${names}`, note: '', definition: rule(...conditions) }
  const id = await createSegment(app, actor, input)
  await runRounds(app)
  return id
}

async function happen(customers: readonly number[], name: string, ago = 0): Promise<void> {
  const time = new Date(app.clock.now().getTime() - ago)
  names += 1
  const events = customers.map((customerId) => ({
    name,
    customerId,
    time,
    messageId: `test:${names}:${customerId}`,
    source: 'test',
  }))
  await recordEvents(app, events)
}

/** Everything that waits is carried on until nothing waits any more. */
async function settle(): Promise<void> {
  do {
    await waitUntilApplied(app)
    await open.hearNotices()
    await waitUntilApplied(app)
  } while (!(await runRound(app)).idle)
}

async function members(id: string): Promise<number[]> {
  const all: number[] = []
  for await (const page of segmentAudience(app, id)) all.push(...page)
  return all
}

/** Comings and goings as the history has them: `+5` and `-5` in order of the members' versions. */
async function passages(id: string): Promise<string[]> {
  const rows = await app.eventStore.query<{ name: string; customer: number }>(
    `SELECT name, original_customer AS customer FROM events WHERE name IN ('Segment Entered', 'Segment Left')
       AND startsWith(message_id, concat('segment:', {id:String}, ':'))
     ORDER BY toUInt64(splitByChar(':', message_id)[3]), customer`,
    { id },
  )
  return rows.map(({ name, customer }) => `${name === 'Segment Entered' ? '+' : '-'}${customer}`)
}

async function noticesOf(id: string): Promise<{ entered: number[]; left: number[] }[]> {
  const rows = await tables<{ notices: { id: string; kind: string; payloads: string } }>(app.db)
    .selectFrom('notices')
    .select('payloads')
    .where('kind', '=', noticeMembership.kind)
    .orderBy('id')
    .execute()
  return rows
    .flatMap(({ payloads }) => JSON.parse(payloads) as unknown[])
    .map((payload) => noticeMembership.payload.parse(payload))
    .filter(({ segmentId }) => segmentId === id)
    .map(({ entered, left }) => ({ entered, left }))
}

async function expectRight(id: string): Promise<void> {
  const segment = await findSegment(app.db, id)
  if (!segment) throw new Error('no segment')
  const fresh = [...idsOf(await membersNow(app, segment.definition))]
  expect(await members(id)).toEqual(fresh)
  expect(segment.people).toBe(fresh.length)
}

async function newPeople(count: number): Promise<number[]> {
  const ids = await addCustomers(app, count)
  return ids.toSorted((one, other) => one - other)
}

describe('events', () => {
  test('an event brings somebody in, told once; the same again changes nothing', async () => {
    const [ayse = 0, ali = 0] = await newPeople(2)
    await happen([ali], 'Wishlist Opened')
    await settle()
    const id = await addRule(did('Wishlist Opened'))
    expect(await members(id)).toEqual([ali])
    expect(await passages(id)).toEqual([])

    await happen([ayse], 'Wishlist Opened')
    await settle()
    expect(await members(id)).toEqual([ayse, ali])
    expect(await passages(id)).toEqual([`+${ayse}`])
    expect(await noticesOf(id)).toEqual([{ entered: [ayse], left: [] }])

    await happen([ayse, ali], 'Wishlist Opened')
    await settle()
    expect(await passages(id)).toEqual([`+${ayse}`])
    await expectRight(id)
  })

  test('whom a round of another process moved is not moved again', async () => {
    const [ayse = 0, ali = 0, veli = 0] = await newPeople(3)
    const other = { ...app, eventStore: { ...app.eventStore } }
    const id = await addRule(did('Recipe Read', { is: 'exactly' }))
    for (const [who, by] of [
      [ayse, app],
      [ali, other],
      [ayse, app],
      [veli, other],
      [ali, other],
    ] as const) {
      await happen([who], 'Recipe Read')
      await waitUntilApplied(app)
      await runRounds(by)
    }
    await settle()
    expect(await passages(id)).toEqual([`+${ayse}`, `+${ali}`, `-${ayse}`, `+${veli}`, `-${ali}`])
    await expectRight(id)
  })

  test('what a round that came to nothing had found is not taken for true', async () => {
    const [ayse = 0, ali = 0] = await newPeople(2)
    const id = await addRule(did('Ballad Read'))
    await happen([ali], 'Ballad Read')
    await settle()
    await happen([ayse], 'Ballad Read')
    await waitUntilApplied(app)
    const publish = (): Promise<void> => Promise.reject(new Error('away'))
    await expect(runRound({ ...app, notices: { publish } })).rejects.toThrow('away')
    expect(await members(id)).toEqual([ali])
    await settle()
    expect(await passages(id)).toEqual([`+${ali}`, `+${ayse}`])
    await expectRight(id)
  })

  test('"never" is left by doing it', async () => {
    const [ayse = 0] = await newPeople(1)
    await settle()
    const id = await addRule(did('Coupon Refused', { is: 'atMost', times: 0 }))
    expect(await members(id)).toContain(ayse)
    await happen([ayse], 'Coupon Refused')
    await settle()
    expect(await members(id)).not.toContain(ayse)
    expect(await passages(id)).toEqual([`-${ayse}`])
    await expectRight(id)
  })

  test('thousands at once come in, each told once', async () => {
    const id = await addRule(did('Catalogue Ordered'))
    const crowd = await newPeople(6_500)
    await happen(crowd, 'Catalogue Ordered')
    await settle()
    expect(await members(id)).toEqual(crowd)
    expect((await passages(id)).toSorted()).toEqual(crowd.map((customer) => `+${customer}`).toSorted())
    expect((await noticesOf(id)).flatMap((notice) => notice.entered)).toEqual(crowd)
    await expectRight(id)
  })

  test('conditions on entries themselves come to rest', async () => {
    const first = await addRule(did('Bell Rung'))
    const second = await addRule(did('Segment Entered'))
    const [ayse = 0] = await newPeople(1)
    await happen([ayse], 'Bell Rung')
    await settle()
    expect(await members(first)).toEqual([ayse])
    expect(await members(second)).toContain(ayse)
    const before = await passages(second)
    expect(before.filter((passage) => passage === `+${ayse}`)).toHaveLength(1)
    await settle()
    expect(await passages(second)).toEqual(before)
    expect((await runRound(app)).idle).toBe(true)
  })
})

describe('profiles', () => {
  test('a changed profile and a new person are looked at; texts without regard to case', async () => {
    const id = await addRule({
      kind: 'attribute',
      field: 'city',
      test: { type: 'text', is: 'in', values: ['ISPARTA'] },
    })
    const seenAt = app.clock.now()
    const draft = {
      seenAt,
      source: 'test',
      identities: [{ kind: 'email' as const, value: 'gul@ornek.com.tr' }],
    }
    const [resolved] = await resolveCustomers(app, [{ ...draft, profile: { city: 'Isparta' } }])
    await settle()
    expect(await members(id)).toEqual([resolved?.customerId])
    await resolveCustomers(app, [{ ...draft, profile: { city: 'Burdur' } }])
    await settle()
    expect(await members(id)).toEqual([])
    expect(await passages(id)).toEqual([`+${resolved?.customerId}`, `-${resolved?.customerId}`])
  })

  test('whom another process has copied is somebody here too', async () => {
    const id = await addRule(did('Story Read'))
    const [ayse = 0] = await newPeople(1)
    await runRounds({ ...app, eventStore: { ...app.eventStore } })
    await happen([ayse], 'Story Read')
    await settle()
    expect(await members(id)).toEqual([ayse])
  })

  test('what no copy holds is no change', async () => {
    const [ayse = 0] = await newPeople(1)
    await settle()
    await tables<{ customers: { id: number; address: string } }>(app.db)
      .updateTable('customers')
      .set({ address: 'Yeni sokak' })
      .where('id', '=', ayse)
      .execute()
    expect((await runRound(app)).idle).toBe(true)
  })
})

describe('the clock', () => {
  test('a rolling window is left when its time has come, without any event', async () => {
    const [ayse = 0] = await newPeople(1)
    const id = await addRule(
      did('Page Read', { window: { kind: 'last', span: { amount: 3, unit: 'hour' } } }),
    )
    await happen([ayse], 'Page Read')
    await settle()
    expect(await members(id)).toEqual([ayse])
    open.clock.move(2 * hour)
    await settle()
    expect(await members(id)).toEqual([ayse])
    open.clock.move(hour + 1)
    await settle()
    expect(await members(id)).toEqual([])
    expect(await passages(id)).toEqual([`+${ayse}`, `-${ayse}`])
    await expectRight(id)
  })

  test('days end at midnight where the shop lives', async () => {
    const [ayse = 0] = await newPeople(1)
    const id = await addRule(
      did('Leaflet Read', { window: { kind: 'last', span: { amount: 1, unit: 'day' } } }),
    )
    await happen([ayse], 'Leaflet Read')
    await settle()
    expect(await members(id)).toEqual([ayse])
    // Still yesterday's day.
    open.clock.move(24 * hour)
    await settle()
    expect(await members(id)).toEqual([ayse])
    open.clock.move(24 * hour)
    await settle()
    expect(await members(id)).toEqual([])
    await expectRight(id)
  })

  test('what happens in the future counts when it has come', async () => {
    const [ayse = 0] = await newPeople(1)
    const id = await addRule(did('Appointment Kept'))
    await happen([ayse], 'Appointment Kept', -hour)
    await settle()
    expect(await members(id)).toEqual([])
    open.clock.move(hour + 1)
    await settle()
    expect(await members(id)).toEqual([ayse])
  })

  test('silence brings in', async () => {
    const [ayse = 0] = await newPeople(1)
    await happen([ayse], 'Diary Written')
    await settle()
    const id = await addRule({
      kind: 'moment',
      events: { names: ['Diary Written'], where: [] },
      which: 'last',
      window: { kind: 'earlier', span: { amount: 30, unit: 'minute' } },
    })
    expect(await members(id)).toEqual([])
    open.clock.move(hour)
    await settle()
    expect(await members(id)).toEqual([ayse])
    await happen([ayse], 'Diary Written')
    await settle()
    expect(await passages(id)).toEqual([`+${ayse}`, `-${ayse}`])
  })
})

describe('merges', () => {
  test('the history of a visitor counts for who turns out to be them, and goes back when that is undone', async () => {
    const seenAt = app.clock.now()
    const visitor = { kind: 'anonymous' as const, value: 'cihaz-1' }
    const [anonymous] = await resolveCustomers(app, [{ identities: [visitor], seenAt, source: 'test' }])
    const [ayse = 0] = await newPeople(1)
    await happen([anonymous?.customerId ?? 0], 'Film Watched')
    await happen([ayse], 'Film Watched')
    await settle()
    const once = await addRule(did('Film Watched'))
    const twice = await addRule(did('Film Watched', { times: 2 }))
    expect(await members(once)).toEqual([ayse])
    expect(await members(twice)).toEqual([])

    const { merge, undo } = mergingOn(app)
    const mergeId = await merge(ayse, anonymous?.customerId ?? 0)
    await settle()
    expect(await members(twice)).toEqual([ayse])
    await expectRight(once)

    await undo(mergeId)
    await settle()
    expect(await members(twice)).toEqual([])
    expect(await passages(twice)).toEqual([`+${ayse}`, `-${ayse}`])
    await expectRight(once)
    await expectRight(twice)
  })

  test('of two known people one stays a member', async () => {
    const [ayse = 0, aysegul = 0] = await newPeople(2)
    await happen([ayse, aysegul], 'Poem Read')
    await settle()
    const id = await addRule(did('Poem Read'))
    const { merge, undo } = mergingOn(app)
    const mergeId = await merge(ayse, aysegul)
    await settle()
    expect(await members(id)).toEqual([ayse])
    await undo(mergeId)
    await settle()
    expect(await members(id)).toEqual([ayse, aysegul])
    expect(await passages(id)).toEqual([`-${aysegul}`, `+${aysegul}`])
  })
})

describe('segments that ask segments', () => {
  test('follow through any number of steps, in the same round', async () => {
    const [ayse = 0] = await newPeople(1)
    const base = await addRule(did('Quiz Solved'))
    const asking = await addRule({ kind: 'segment', segmentId: base, member: true })
    const without = await addRule({ kind: 'segment', segmentId: asking, member: false })
    expect(await members(without)).toContain(ayse)
    await happen([ayse], 'Quiz Solved')
    await settle()
    expect(await members(asking)).toEqual([ayse])
    expect(await members(without)).not.toContain(ayse)
    expect(await passages(asking)).toEqual([`+${ayse}`])
    expect(await passages(without)).toContain(`-${ayse}`)
  })

  test('hear of a changed rule of the one they ask, and tell who came and left by it', async () => {
    const [ayse = 0, ali = 0] = await newPeople(2)
    await happen([ayse], 'Song Heard')
    await happen([ali], 'Song Sung')
    await settle()
    const base = await addRule(did('Song Heard'))
    const asking = await addRule({ kind: 'segment', segmentId: base, member: true })
    await changeSegment(app, actor, { id: base, version: 1, definition: rule(did('Song Sung')) })
    await settle()
    expect(await members(base)).toEqual([ali])
    expect(await passages(base)).toEqual([])
    expect(await passages(asking)).toEqual([`-${ayse}`, `+${ali}`])
  })

  test('are in use: who is asked is not put away', async () => {
    const base = await addRule(did('Song Heard'))
    await addRule({ kind: 'segment', segmentId: base, member: true })
    await expect(archiveSegment({ ...app, finders: [] }, actor, base)).rejects.toThrow('segment_in_use')
  })
})

describe('a rule', () => {
  test('that changes replaces members without a word, counted in the day', async () => {
    const [ayse = 0, ali = 0] = await newPeople(2)
    await happen([ayse], 'Door Opened')
    await happen([ali], 'Door Closed')
    await settle()
    const id = await addRule(did('Door Opened'))
    await changeSegment(app, actor, { id, version: 1, definition: rule(did('Door Closed')) })
    await settle()
    expect(await members(id)).toEqual([ali])
    expect(await passages(id)).toEqual([])
    const [today] = await readDays(app.db, id, '2026-01-01')
    expect(today).toMatchObject({ people: 1, entered: 2, departed: 1 })
    await happen([ayse], 'Door Closed')
    await settle()
    expect(await passages(id)).toEqual([`+${ayse}`])
  })

  test('put away sleeps, and is right again when it comes back', async () => {
    const [ayse = 0] = await newPeople(1)
    const id = await addRule(did('Lamp Lit'))
    await archiveSegment({ ...app, finders: [] }, actor, id)
    await happen([ayse], 'Lamp Lit')
    await settle()
    expect(await members(id)).toEqual([])
    await restoreSegment(app, actor, id)
    await settle()
    expect(await members(id)).toEqual([ayse])
    expect(await passages(id)).toEqual([])
  })

  test('that cannot be answered fails alone and is tried again', async () => {
    const [ayse = 0] = await newPeople(1)
    const broken = await addRule({
      kind: 'attribute',
      field: 'churnRisk90',
      test: { type: 'number', is: 'atLeast', value: 0 },
    })
    const sound = await addRule(did('Fire Made'))
    await app.eventStore.command('RENAME TABLE predictions TO predictions_away')
    await happen([ayse], 'Fire Made')
    await resolveCustomers(app, [
      {
        identities: [{ kind: 'email', value: 'yeni@ornek.com.tr' }],
        profile: { city: 'Muş' },
        seenAt: app.clock.now(),
        source: 'test',
      },
    ])
    await settle()
    expect(await members(sound)).toEqual([ayse])
    expect(await findSegment(app.db, broken)).toMatchObject({ state: 'failed' })
    await app.eventStore.command('RENAME TABLE predictions_away TO predictions')
    open.clock.move(10 * 60_000)
    await settle()
    expect(await findSegment(app.db, broken)).toMatchObject({ state: 'ready', problem: null, people: 0 })
  })
})

describe('predictions', () => {
  test('replaced as a whole, bring in and out whom they concern', async () => {
    const [ayse = 0] = await newPeople(1)
    await settle()
    const id = await addRule({
      kind: 'attribute',
      field: 'churnRisk90',
      test: { type: 'number', is: 'atLeast', value: 0.5 },
    })
    expect(await members(id)).toEqual([])
    await app.eventStore.insert('predictions', [{ customer: ayse, churn_risk_90: 0.9 }], 'test')
    await inTransaction(app.db, (tx) => reconsiderPredictions({ ...app, db: tx }))
    await settle()
    expect(await members(id)).toEqual([ayse])
    expect(await passages(id)).toEqual([`+${ayse}`])
  })
})

describe('rest', () => {
  test('with nothing new no question is asked of the event store', async () => {
    await addRule(did('Page Read', { window: { kind: 'last', span: { amount: 3, unit: 'hour' } } }))
    await settle()
    let questions = 0
    const client = new Proxy(app.eventStore.client, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...given: unknown[]): unknown => {
          questions += 1
          return Reflect.apply(value, target, given)
        }
      },
    })
    const counting = { ...app, eventStore: { ...app.eventStore, client, query: client.query as never } }
    expect((await runRound(counting)).idle).toBe(true)
    expect(questions).toBe(0)
  })

  test('what a transaction that failed has noted is not there', async () => {
    await settle()
    const broken = inTransaction(app.db, async (tx) => {
      await addCustomers({ ...app, db: tx }, 1)
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect((await runRound(app)).idle).toBe(true)
  })
})

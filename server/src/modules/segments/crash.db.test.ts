/** The promise of the rounds under the worst: whatever moment a worker is killed at, and whoever is merged meanwhile, members are right and each coming and going is told once. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import type { SegmentCondition } from '@vefa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { recordEvents, waitUntilApplied } from '#/modules/history/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { systemClock } from '#/platform/clock.ts'
import { openTestApp, type TestApp } from '#test/support/app.ts'
import { mergingOn } from '#test/support/merging.ts'
import { addCustomers } from '#test/support/orders.ts'

import { idsOf } from './bits.ts'
import { createSegment } from './create-segment.ts'
import { segmentAudience } from './members.ts'
import { membersNow } from './preview-segment.ts'
import { runRounds } from './round.ts'
import { findSegment } from './store.ts'
import { findWaiting } from './store-rounds.ts'

const start = fileURLToPath(new URL('../../main/start.ts', import.meta.url))
const actor = systemActor('test')
const kills = 8
const people = 400
const names = ['Page Viewed', 'Product Viewed', 'Product Added']

let open: TestApp
let home: string
const workers = new Set<ChildProcess>()

beforeAll(async () => {
  open = await openTestApp({ clock: systemClock })
  home = await mkdtemp(join(tmpdir(), 'vefa-rounds-'))
})

afterAll(async () => {
  await Promise.all([...workers].map(kill))
  await open.close()
  await rm(home, { recursive: true, force: true })
})

async function startWorker(): Promise<ChildProcess> {
  const env = {
    PATH: process.env['PATH'],
    VEFA_ROLE: 'worker',
    VEFA_HOME: home,
    VEFA_SECRET: 'a secret for tests only',
    VEFA_LOG: 'error',
    DATABASE_URL: open.databaseUrl,
    CLICKHOUSE_URL: open.eventStoreUrl,
  }
  const worker = spawn(process.execPath, [start], { stdio: ['ignore', 'pipe', 'inherit'], env })
  workers.add(worker)
  for await (const line of worker.stdout) if (String(line).includes('ready')) return worker
  throw new Error('a worker ended before it was ready')
}

async function kill(worker: ChildProcess): Promise<void> {
  workers.delete(worker)
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
}

function did(name: string, given: Partial<Extract<SegmentCondition, { kind: 'count' }>>): SegmentCondition {
  return {
    kind: 'count',
    events: { names: [name], where: [] },
    window: { kind: 'ever' },
    is: 'atLeast',
    times: 1,
    ...given,
  }
}

/** Some that only fill, some that empty by the clock while the test runs, some that rest on others. */
async function addRules(): Promise<string[]> {
  const minute = { kind: 'last', span: { amount: 1, unit: 'minute' } } as const
  const rules: SegmentCondition[] = [
    did('Page Viewed', { times: 3 }),
    did('Product Viewed', { window: minute }),
    did('Product Added', { is: 'exactly', times: 2 }),
    did('Page Viewed', { window: minute, is: 'atMost', times: 1 }),
  ]
  const ids: string[] = []
  for (const condition of rules) ids.push(await addRule(`Kural ${ids.length}`, condition))
  const [first = '', second = ''] = ids
  ids.push(await addRule('İkisi', { kind: 'segment', segmentId: first, member: true }))
  ids.push(await addRule('Değil', { kind: 'segment', segmentId: second, member: false }))
  return ids
}

async function addRule(name: string, condition: SegmentCondition): Promise<string> {
  const root = { kind: 'group' as const, match: 'all' as const, conditions: [condition] }
  return createSegment(open.app, actor, { name, note: '', definition: { version: 1, root } })
}

/** Events of people at random, some of whom are merged into others and parted again, until told to stop. */
async function keepHappening(customers: readonly number[], state: { stopped: boolean }): Promise<void> {
  const meet = encounters(customers)
  for (let number = 0; !state.stopped; number += 1) {
    const events = Array.from({ length: 5 + randomInt(20) }, (_, index) => ({
      name: names[randomInt(names.length)] ?? '',
      customerId: oneOf(customers),
      time: open.app.clock.now(),
      messageId: `crash:${number}:${index}`,
      source: 'test',
    }))
    await recordEvents(open.app, events)
    if (number % 8 === 7) await meet()
    await sleep(40)
  }
}

/** One is merged into another who is still there; or the last who was is parted again. */
function encounters(customers: readonly number[]): () => Promise<void> {
  const { merge, undo } = mergingOn(open.app)
  const there = [...customers]
  const merged: { id: string; loser: number }[] = []
  return async () => {
    const last = randomInt(3) === 0 ? merged.pop() : undefined
    if (last) {
      await undo(last.id)
      there.push(last.loser)
      return
    }
    const [loser = 0] = there.splice(randomInt(there.length), 1)
    merged.push({ id: await merge(oneOf(there), loser), loser })
  }
}

function oneOf(customers: readonly number[]): number {
  return customers[randomInt(customers.length)] ?? 0
}

async function membersOf(id: string): Promise<number[]> {
  const all: number[] = []
  for await (const page of segmentAudience(open.app, id)) all.push(...page)
  return all
}

type Passage = { name: string; customer: number; version: string; times: string }

async function passagesOf(id: string): Promise<Passage[]> {
  return open.app.eventStore.query<Passage>(
    `SELECT name, toUInt32(splitByChar(':', message_id)[5]) AS customer, splitByChar(':', message_id)[3] AS version,
       count() AS times FROM events
     WHERE name IN ('Segment Entered', 'Segment Left') AND startsWith(message_id, concat('segment:', {id:String}, ':'))
     GROUP BY name, customer, version ORDER BY toUInt64(version), name`,
    { id },
  )
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`)
    await sleep(50)
  }
}

/** Also of those who hear of merges. */
async function isApplied(): Promise<boolean> {
  const waiting = 'SELECT FROM intake_batches UNION ALL SELECT FROM notices LIMIT 1'
  return (await open.pool.query(waiting)).rows.length === 0
}

test(
  'rounds killed at random moments, people merged meanwhile: members as reckoned anew, every coming and going once',
  { timeout: 400_000 },
  async () => {
    const customers = await addCustomers(open.app, people)
    const ids = await addRules()
    await runRounds(open.app)
    const atFirst = new Map<string, Set<number>>()
    for (const id of ids) atFirst.set(id, new Set(await membersOf(id)))
    const state = { stopped: false }
    const happening = keepHappening(customers, state)
    let starting = startWorker()
    for (let killed = 0; killed < kills; killed += 1) {
      const worker = await starting
      const before = await versions(ids)
      await until('a round', async () => (await versions(ids)) > before)
      // The next one starts while this one works on, so that less time passes without any.
      starting = startWorker()
      starting.catch(() => undefined)
      await sleep(randomInt(1_500))
      await kill(worker)
    }
    state.stopped = true
    await happening
    const last = await starting
    await until('the end', async () => (await isApplied()) && !(await findWaiting(open.app.db)).work)
    await kill(last)
    await settle()
    for (const id of ids) {
      const { told, ...findings } = await findingsOf(id, atFirst.get(id) ?? new Set())
      expect(findings).toEqual({ wrong: [], people: 0, repeated: [], odd: [] })
      expect(told).toBeGreaterThan(0)
    }
  },
)

/** How often members have moved, over all segments. */
async function versions(ids: readonly string[]): Promise<number> {
  let sum = 0
  for (const id of ids) sum += Number((await findSegment(open.app.db, id))?.membersVersion ?? 0)
  return sum
}

/** Without a worker, so that nothing moves while it is compared. */
async function settle(): Promise<void> {
  await waitUntilApplied(open.app)
  await runRounds(open.app)
  await waitUntilApplied(open.app)
}

type Findings = { wrong: number[]; people: number; repeated: Passage[]; odd: Passage[]; told: number }

/** `odd`: passages of somebody who was already there, or was not. Played over those there at first, they lead to the members. */
async function findingsOf(id: string, atFirst: ReadonlySet<number>): Promise<Findings> {
  const segment = await findSegment(open.app.db, id)
  if (!segment?.asOf) throw new Error('never built')
  const { asOf } = segment
  const then = { ...open.app, clock: { now: () => asOf } }
  const members = new Set(await membersOf(id))
  const fresh = new Set(idsOf(await membersNow(then, segment.definition)))
  const passages = await passagesOf(id)
  const inside = new Set(atFirst)
  const odd = passages.filter((passage) => {
    const came = passage.name === 'Segment Entered'
    const known = inside.has(passage.customer)
    if (came) inside.add(passage.customer)
    else inside.delete(passage.customer)
    return known === came
  })
  return {
    wrong: [...differing(members, fresh), ...differing(members, inside)],
    people: (segment.people ?? 0) - members.size,
    repeated: passages.filter(({ times }) => times !== '1'),
    odd,
    told: passages.length,
  }
}

/** In one of the two only. */
function differing(one: ReadonlySet<number>, other: ReadonlySet<number>): number[] {
  return [...[...one].filter((id) => !other.has(id)), ...[...other].filter((id) => !one.has(id))]
}

/** How soon a segment is built and how soon it is right again, beside the same question written by hand. */
import { setTimeout as sleep } from 'node:timers/promises'

import type { SegmentDefinition } from '@vefa/contract'

import { recordEvents, waitUntilApplied } from '../../server/src/modules/history/index.ts'
import { createSegment } from '../../server/src/modules/segments/create-segment.ts'
import {
  membersAmong,
  runRound,
  runRounds,
  segmentAudience,
} from '../../server/src/modules/segments/index.ts'
import { dayAfter, dayIn, startOfDay } from '../../server/src/modules/segments/windows.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import type { App } from '../../server/src/platform/app.ts'
import { tables } from '../../server/src/platform/db/index.ts'

import { type Bench, type Figure, percentile } from './support/figures.ts'
import { CpuSums } from './support/cpu.ts'
import { type Installation, openShop, startInstallation, startWorker } from './support/installation.ts'
import { settle } from './support/settle.ts'
import { loadHistory } from './support/segment-history.ts'
import { manyRules, marked, threeByHand, threeConditions } from './support/segment-rules.ts'
import { createSender } from './support/sender.ts'

const actor = systemActor('bench')
const zone = 'Europe/Istanbul'
const million = 1_000_000
const builds = 7
const segmentCount = 50
let named = 0

/** `--people N` (default 200,000), `--events N` the main size (default 10,000,000), `--largest N` of the curve, `--seconds N` of the latency part (default 30). */
export const segments: Bench = async ({ numbers }) => {
  const people = numbers['people'] ?? 200_000
  const events = numbers['events'] ?? 10 * million
  const largest = numbers['largest'] ?? events
  const installation = await startInstallation('web')
  try {
    const { app, pool } = installation.stores
    const key = await openShop(installation)
    await settle(pool, people)
    await pool.query("SELECT setval(pg_get_serial_sequence('customers', 'id'), $1)", [people])
    const mirrored = await timed(() => runRounds(app))
    const curve = new Curve(installation, people)
    const figures = [
      { name: `${people} profiles copied`, value: mirrored / 1000, unit: 's' },
      ...(await curve.upTo(events)),
      ...(await measureRounds(installation, people)),
      ...(await measureRest(app)),
      ...(await measureLatency(installation, { key, seconds: numbers['seconds'] ?? 30, people })),
    ]
    if (largest > events) figures.push(...(await curve.upTo(largest)))
    return figures
  } finally {
    await installation.stop()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The first build at one, three, ten and thirty million events; at the main size with its targets. */
class Curve {
  readonly installation: Installation
  readonly people: number
  readonly until: number
  loaded = 0

  constructor(installation: Installation, people: number) {
    this.installation = installation
    this.people = people
    this.until = installation.stores.app.clock.now().getTime() - 60_000
  }

  async upTo(most: number): Promise<Figure[]> {
    const { app } = this.installation.stores
    const figures: Figure[] = []
    const sizes = [1, 3, 10, 30]
      .map((size) => size * million)
      .filter((size) => size > this.loaded && size < most)
    for (const size of [...sizes, most]) {
      const { people, until } = this
      const seconds = await loadHistory(app.eventStore, { from: this.loaded, to: size, people, until })
      this.loaded = size
      figures.push({ name: `${size / million} million events made`, value: seconds, unit: 's' })
      figures.push(...(await measureBuild(this.installation, size)))
    }
    return figures
  }
}

/** Different rules of one shape, so that nothing of one is left for the next. */
async function measureBuild(installation: Installation, size: number): Promise<Figure[]> {
  const { app } = installation.stores
  const took: number[] = []
  const byHand: number[] = []
  const cpu = new CpuSums(installation)
  for (let turn = 0; turn < builds; turn += 1) {
    const id = await addRule(app, threeConditions(turn))
    await cpu.during('build', async () => took.push(await timed(() => runRound(app))))
    const hand = await measureByHand(app, { category: turn, cpu })
    byHand.push(hand.took)
    const members = await countMembers(app, id)
    if (members !== hand.people) throw new Error(`${members} members, by hand ${hand.people}`)
  }
  const main = size === 10 * million
  const built = percentile(took, 0.5)
  const hand = percentile(byHand, 0.5)
  const label = `${size / million} million`
  const { build = 0, ...ways } = cpu.each(builds)
  const [best] = Object.entries(ways).sort(([, one], [, other]) => one - other)
  return [
    { name: `first build at ${label}, first of all`, value: took[0] ?? 0, unit: 'ms', ...(main && inTime) },
    { name: `first build at ${label}, median of ${builds}`, value: built, unit: 'ms', ...(main && inTime) },
    { name: `by hand at ${label}, median of the best`, value: hand, unit: 'ms' },
    {
      name: `first build against by hand at ${label}`,
      value: built / hand,
      unit: 'times',
      ...(main && { atMost: 1.5 }),
    },
    { name: `CPU of a first build at ${label}, all processes`, value: build, unit: 'ms' },
    { name: `CPU by hand at ${label}, ${best?.[0] ?? ''}`, value: best?.[1] ?? 0, unit: 'ms' },
  ]
}

const inTime = { atMost: 500 }

/** The fastest of the ways to ask it. */
async function measureByHand(
  app: App,
  { category, cpu }: { category: number; cpu: CpuSums },
): Promise<{ took: number; people: number }> {
  const today = dayIn(zone, app.clock.now())
  const since = (days: number): string =>
    startOfDay(dayAfter(today, -days), zone).toISOString().replace('T', ' ').replace('Z', '')
  let best = { took: Number.POSITIVE_INFINITY, people: 0 }
  for (const { name, text } of threeByHand(category, { since90: since(90), since60: since(60) })) {
    const start = performance.now()
    const people = await cpu.during(name, async () => {
      const answer = await app.eventStore.client.query({ query: text, format: 'TabSeparated' })
      return (await answer.text()).split('\n').length - 1
    })
    const took = performance.now() - start
    if (took < best.took) best = { took, people }
  }
  return best
}

async function countMembers(app: App, id: string): Promise<number> {
  let members = 0
  for await (const page of segmentAudience(app, id)) members += page.length
  return members
}

async function addRule(app: App, definition: SegmentDefinition): Promise<string> {
  named += 1
  return createSegment(app, actor, { name: `Bench ${named}`, note: '', definition })
}

/** Fifty segments, half of them with windows, and a thousand new events. */
async function measureRounds(installation: Installation, people: number): Promise<Figure[]> {
  const { app } = installation.stores
  const cpu = new CpuSums(installation)
  await putAway(app)
  for (const definition of manyRules(segmentCount)) await addRule(app, definition)
  const building = await cpu.during('building', () => timed(() => runRounds(app)))
  const took: number[] = []
  for (let turn = 0; turn < builds; turn += 1) {
    await recordEvents(app, newEvents(app, people, turn))
    await waitUntilApplied(app)
    await cpu.during('round', async () => took.push(await timed(() => runRound(app))))
    await waitUntilApplied(app)
    await runRounds(app)
  }
  const { round = 0 } = cpu.each(builds)
  return [
    { name: `${segmentCount} segments built together`, value: building, unit: 'ms' },
    { name: 'round after 1,000 events, median', value: percentile(took, 0.5), unit: 'ms', atMost: 1_000 },
    { name: 'round after 1,000 events, longest', value: Math.max(...took), unit: 'ms', atMost: 1_000 },
    {
      name: `CPU of ${segmentCount} segments built together`,
      value: cpu.each(1)['building'] ?? 0,
      unit: 'ms',
    },
    { name: 'CPU of a round after 1,000 events, all processes', value: round, unit: 'ms' },
  ]
}

async function putAway(app: App): Promise<void> {
  await tables<{ segments: { state: string } }>(app.db)
    .updateTable('segments')
    .set({ state: 'archived' })
    .execute()
}

const newNames = ['Page Viewed', 'Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed']

function newEvents(app: App, people: number, turn: number) {
  return Array.from({ length: 1_000 }, (_, index) => ({
    name: newNames[index % newNames.length] ?? '',
    customerId: 1 + ((turn * 7_919 + index * 104_729) % people),
    time: app.clock.now(),
    messageId: `bench:${turn}:${index}`,
    source: 'bench',
    ...(index % newNames.length === 4 && {
      orderId: `1:bench-${turn}-${index}`,
      value: '90',
      reportingValue: '90',
    }),
  }))
}

async function measureRest(app: App): Promise<Figure[]> {
  await runRounds(app)
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
  const counting = { ...app, eventStore: { ...app.eventStore, client } }
  const took: number[] = []
  for (let turn = 0; turn < 50; turn += 1) {
    const start = performance.now()
    const before = questions
    const { idle } = await runRound(counting)
    if (!idle) {
      // The clock had something to change meanwhile.
      questions = before
      continue
    }
    took.push(performance.now() - start)
  }
  if (took.length < 25) throw new Error('there was always something new')
  return [
    { name: 'round with nothing new, median', value: percentile(took, 0.5), unit: 'ms', atMost: 10 },
    { name: 'round with nothing new, p99', value: percentile(took, 0.99), unit: 'ms', atMost: 10 },
    { name: 'questions to the event store with nothing new', value: questions, unit: '', atMost: 0 },
  ]
}

type Load = { key: string; seconds: number; people: number }

/** 500 events/s through the intake with all segments in place; the first of each body marks somebody new. */
async function measureLatency(installation: Installation, { key, seconds, people }: Load): Promise<Figure[]> {
  const { app } = installation.stores
  const id = await addRule(app, marked)
  await runRounds(app)
  const worker = await startWorker(installation)
  const sender = createSender({ url: installation.url, key, connections: 8 })
  await warmUp(sender, people)
  const waiting = new Map<number, number>()
  const delays: number[] = []
  const state = { sending: true }
  const sending = send({ sender, seconds, people, waiting }).finally(() => (state.sending = false))
  const end = performance.now() + (seconds + 60) * 1000
  while ((state.sending || waiting.size > 0) && performance.now() < end) {
    const now = performance.now()
    for (const customer of await membersOf(app, id, waiting)) {
      delays.push(now - (waiting.get(customer) ?? now))
      waiting.delete(customer)
    }
    await sleep(20)
  }
  await sending
  sender.close()
  await worker.stop()
  if (waiting.size > 0) throw new Error(`${waiting.size} people never became members`)
  return [
    { name: 'event to membership at 500 events/s, median', value: percentile(delays, 0.5), unit: 'ms' },
    {
      name: 'event to membership at 500 events/s, p99',
      value: percentile(delays, 0.99),
      unit: 'ms',
      atMost: 2_000,
    },
    { name: 'event to membership, measured on', value: delays.length, unit: 'people' },
  ]
}

const perBody = 20
const bodiesASecond = 25

type Sending = {
  sender: ReturnType<typeof createSender>
  seconds: number
  people: number
  /** Customer → when the event was sent (ms). */
  waiting: Map<number, number>
}

async function send({ sender, seconds, people, waiting }: Sending): Promise<void> {
  const started = performance.now()
  for (let body = 0; body < seconds * bodiesASecond; body += 1) {
    await sleep(Math.max(0, started + (body * 1000) / bodiesASecond - performance.now()))
    const customer = 2 + body
    waiting.set(customer, performance.now())
    void sender.post('/v1/batch', bodyOf({ body, people, label: 'mark', first: customer }))
  }
}

async function warmUp(sender: Sending['sender'], people: number): Promise<void> {
  for (let body = 0; body < 25; body += 1) {
    await sender.post('/v1/batch', bodyOf({ body, people, label: 'warm', first: 1 }))
    await sleep(40)
  }
  await sleep(3_000)
}

function bodyOf(given: { body: number; people: number; label: string; first: number }): Buffer {
  const { body, people, label, first } = given
  const batch = Array.from({ length: perBody }, (_, index) => {
    const customer = index === 0 ? first : 1 + ((body * 7_919 + index * 104_729) % people)
    return {
      type: 'track',
      event: index === 0 && label === 'mark' ? 'Bench Marked' : (newNames[index % 4] ?? ''),
      messageId: `${label}-${body}-${index}`,
      userId: `M-${100_000 + customer - 1}`,
      timestamp: new Date().toISOString(),
      properties: { product_id: `P${index}`, category: `c${index}`, price: 10, currency: 'TRY' },
    }
  })
  return Buffer.from(JSON.stringify({ batch, sentAt: new Date().toISOString() }))
}

/** Which of those waited for are members by now: looked up in the bits as they are stored. */
async function membersOf(app: App, id: string, waiting: ReadonlyMap<number, number>): Promise<number[]> {
  return waiting.size === 0 ? [] : membersAmong(app, id, [...waiting.keys()])
}

/** The sample shop as a whole: prepared once, told once, then alive. */
import { randomBytes } from 'node:crypto'

import { addMember, createKey, listStores } from '#/modules/team/index.ts'
import { systemActor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import type { shiftedClock } from '#/platform/clock.ts'

import { type Memory, recall, remember } from './home.ts'
import type { DemoControl } from './http.ts'
import { send, startLiving } from './live.ts'
import { serveStorefront } from './storefront.ts'
import { type Story, tellStory } from './story.ts'
import { tell } from './tell.ts'
import { visitsBetween } from './time.ts'

type Shifted = ReturnType<typeof shiftedClock>

export type SampleShop = DemoControl & { memory: Memory; visited(): Promise<void>; live(): { stop(): void } }

const actor = systemActor('Örnek mağaza')
const visitDays = 60

/** Prepares owner, shop, key and story; goes on where an earlier start was cut off. */
export async function openSampleShop(
  app: App,
  clock: Shifted,
  say: (text: string) => void,
): Promise<SampleShop> {
  const memory = (await recall(app.config.home)) ?? (await prepare(app))
  clock.setShift(memory.shift)
  const story = await toldStory(app, memory, say)
  const shop = { writeKey: memory.writeKey, start: story.start, clock }
  return {
    memory,
    now: () => clock.now(),
    ahead: () => clock.shift(),
    move: (milliseconds) => moveOn({ app, clock, memory, story }, milliseconds),
    serve: (server) => serveStorefront(server, shop),
    visited: () => tellVisits({ app, clock, memory, story }),
    live: () => startLiving({ ...shop, url: app.config.url, log: app.log, people: story.people }),
  }
}

async function prepare(app: App): Promise<Memory> {
  const owner = { email: 'nilgun@ornek.example', password: randomBytes(9).toString('base64url') }
  const shop = { name: 'Ilgın Dokuma', language: 'tr', currency: 'TRY', timeZone: 'Europe/Istanbul' } as const
  await addMember(app, actor, { ...owner, name: 'Nilgün Şahin', role: 'owner', language: 'tr', shop })
  const { key } = await createKey(app, actor, { name: 'Örnek mağaza', scope: 'intake' })
  const memory = {
    writeKey: key,
    owner,
    shift: 0,
    toldUntil: app.clock.now().toISOString(),
    told: false,
    visited: false,
  }
  await remember(app.config.home, memory)
  return memory
}

async function toldStory(app: App, memory: Memory, say: (text: string) => void): Promise<Story> {
  const until = new Date(memory.toldUntil)
  if (memory.told) return tellStory(until)
  const [store] = await listStores(app)
  const story = await tell(app, {
    storeId: store?.id ?? 1,
    until,
    say: (done, whole) => say(`${Math.floor((done / whole) * 100)} %`),
  })
  memory.told = true
  await remember(app.config.home, memory)
  return story
}

/** Who looked around in the weeks before the story ends. Sent again after a cut, the same visits are known by their ids. */
async function tellVisits({ app, clock, memory, story }: Moving): Promise<void> {
  if (memory.visited) return
  const until = new Date(memory.toldUntil)
  const from = new Date(until.getTime() - visitDays * 86_400_000)
  const { url } = app.config
  const told = { url, writeKey: memory.writeKey, log: app.log }
  for (const batch of visitsBetween({ from, until, people: story.people, start: story.start, url })) {
    if (!(await send(told, batch, clock.now()))) return
  }
  memory.visited = true
  await remember(app.config.home, memory)
}

type Moving = { app: App; clock: Shifted; memory: Memory; story: Story }

async function moveOn({ app, clock, memory, story }: Moving, milliseconds: number): Promise<number> {
  const from = clock.now()
  clock.setShift(clock.shift() + milliseconds)
  memory.shift = clock.shift()
  await remember(app.config.home, memory)
  const { url } = app.config
  const batches = visitsBetween({ from, until: clock.now(), people: story.people, start: story.start, url })
  for (const batch of batches) {
    await send({ url, writeKey: memory.writeKey, log: app.log }, batch, clock.now())
  }
  return batches.reduce((sum, batch) => sum + batch.length, 0)
}

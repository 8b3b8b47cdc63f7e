/** The promise of the intake under the worst: whatever is killed whenever, an acknowledged event counts exactly once. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { openApp, type OpenApp } from '#/main/app.ts'
import { addStore, createKey, saveShop } from '#/modules/team/index.ts'
import { systemActor } from '#/platform/actor.ts'
import { systemClock } from '#/platform/clock.ts'
import { readConfig } from '#/platform/config.ts'
import { runningEngines } from '#/platform/engines/index.ts'
import { createLog } from '#/platform/log.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** What is killed how often: the stores more than the server, because a new server costs the test the most time. */
const kills = [
  ...Array<Victim>(4).fill('server'),
  ...Array<Victim>(7).fill('database'),
  ...Array<Victim>(6).fill('event store'),
  ...Array<Victim>(3).fill('all'),
]
const senders = 3
const perBatch = 20

type Victim = 'server' | 'database' | 'event store' | 'all'

let home: string
let port: number
let vefa: ChildProcess

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vefa-crash-'))
  port = await freePort()
  await start()
}, 120_000)

afterAll(async () => {
  const ended = new Promise((resolve) => vefa.once('exit', resolve))
  if (vefa.exitCode === null && vefa.kill('SIGTERM')) await ended
  await rm(home, { recursive: true, force: true })
}, 120_000)

test(
  'twenty kills of server, stores or all, and every acknowledged event counts once',
  { timeout: 600_000 },
  async () => {
    const seed = randomInt(2 ** 31)
    process.stdout.write(`crash test with seed ${seed}\n`)
    const random = generator(seed)
    const key = await withStores(openShop)
    const state: Sending = { stopped: false, acknowledged: new Set(), sent: 0 }
    const sending = Array.from({ length: senders }, (_, lane) => send(state, { lane, key }))
    for (const victim of shuffled(kills, random)) {
      const before = state.acknowledged.size
      await sleep(100 + random(700))
      await killOne(victim)
      await until(() => state.acknowledged.size > before + perBatch)
    }
    state.stopped = true
    await Promise.all(sending)
    await withStores(async (stores) => {
      await until(() => isApplied(stores))
      const rows = await stores.app.eventStore.query<{ id: string; times: string }>(
        'SELECT message_id AS id, count() AS times FROM history GROUP BY id',
      )
      const counted = new Map(rows.map((row) => [row.id, Number(row.times)]))
      expect([...state.acknowledged].filter((id) => counted.get(id) !== 1)).toEqual([])
      expect([...counted].filter(([, times]) => times !== 1)).toEqual([])
      expect(state.acknowledged.size).toBeGreaterThan(kills.length * perBatch)
    })
  },
)

type Sending = { stopped: boolean; acknowledged: Set<string>; sent: number }

/** Sends batch after batch as a library does: the same body again until it is acknowledged. */
async function send(state: Sending, { lane, key }: { lane: number; key: string }): Promise<void> {
  for (let number = 0; !state.stopped; number += 1) {
    const ids = Array.from({ length: perBatch }, (_, index) => `${lane}-${number}-${index}`)
    const batch = ids.map((messageId, index) => ({
      type: 'track',
      event: 'Product Viewed',
      messageId,
      anonymousId: `visitor-${(number + index) % 50}`,
      // Spread over months, because an insert is whole only within one.
      timestamp: new Date(Date.now() - index * 20 * 86_400_000).toISOString(),
    }))
    const body = JSON.stringify({ batch })
    while (!(await post(body, key))) await sleep(50)
    for (const id of ids) state.acknowledged.add(id)
    await sleep(5)
  }
}

async function post(body: string, key: string): Promise<boolean> {
  const headers = { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' }
  const signal = AbortSignal.timeout(10_000)
  const answer = await fetch(`http://127.0.0.1:${port}/v1/batch`, {
    method: 'POST',
    headers,
    body,
    signal,
  }).catch(() => null)
  await answer?.body?.cancel()
  return answer?.status === 200
}

async function killOne(victim: Victim): Promise<void> {
  if (victim === 'database' || victim === 'all') kill(await databasePid())
  if (victim === 'event store' || victim === 'all') kill(await eventStorePid())
  if (victim === 'database' || victim === 'event store') return
  const ended = new Promise((resolve) => vefa.once('exit', resolve))
  vefa.kill('SIGKILL')
  await ended
  await start()
}

function kill(pid: number): void {
  if (pid > 0) process.kill(pid, 'SIGKILL')
}

async function databasePid(): Promise<number> {
  const text = await readFile(join(home, 'database', 'postmaster.pid'), 'utf8').catch(() => '')
  return alive(Number(text.split('\n')[0]))
}

async function eventStorePid(): Promise<number> {
  const text = await readFile(join(home, 'event-store.pid'), 'utf8').catch(() => '{}')
  return alive((JSON.parse(text) as { pid?: number }).pid ?? 0)
}

function alive(pid: number): number {
  try {
    return pid > 0 && process.kill(pid, 0) ? pid : 0
  } catch {
    return 0
  }
}

async function start(): Promise<void> {
  const env = {
    PATH: process.env['PATH'],
    PORT: String(port),
    HOST: '127.0.0.1',
    VEFA_HOME: home,
    VEFA_LOG: 'silent',
  }
  vefa = spawn(process.execPath, ['server/src/main/start.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const child = vefa
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Vefa is ready')) resolve()
    })
    child.once('exit', (code, signal) =>
      reject(new Error(`Vefa ended (${code ?? signal}) before it was ready`)),
    )
  })
}

/** Whether nothing waits any more. The last kill may still be mended: a store that is not back yet answers no. */
async function isApplied({ pool, app }: OpenApp): Promise<boolean> {
  const [waiting, eventStore] = await Promise.allSettled([
    pool.query('SELECT 1 FROM intake_batches LIMIT 1'),
    app.eventStore.query('SELECT 1'),
  ])
  return (
    waiting.status === 'fulfilled' && waiting.value.rows.length === 0 && eventStore.status === 'fulfilled'
  )
}

async function withStores<Result>(work: (stores: OpenApp) => Promise<Result>): Promise<Result> {
  const engines = await runningEngines(home)
  if (!engines) throw new Error('the installation is not running')
  const config = readConfig({ VEFA_HOME: home })
  const stores = await openApp({ config, ...engines, clock: systemClock, log: createLog('silent') })
  try {
    return await work(stores)
  } finally {
    await stores.close()
  }
}

async function openShop({ app }: OpenApp): Promise<string> {
  const place = { currency: 'TRY', timeZone: 'Europe/Istanbul' }
  const brand = { color: '#00727a', logoUrl: '', senderName: '', senderAddress: '', postalAddress: '' }
  await saveShop(app, { name: 'Ilgın', language: 'tr', brand, ...place })
  await addStore(app, { name: 'Ilgın', kind: 'web', url: null, ...place })
  return (await createKey(app, systemActor('test'), { name: 'web', scope: 'intake' })).key
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it did not happen within two minutes')
    await sleep(50)
  }
}

/** Numbers below `most` from a seed (mulberry32), so that a failing run can be told apart from others. */
function generator(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most
  }
}

function shuffled<Item>(items: readonly Item[], random: (most: number) => number): Item[] {
  return items
    .map((item) => ({ item, at: random(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** How many events are accepted and fully applied per second, how soon one is seen, beside the bare stores doing the same. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'

import { from as copyFrom } from 'pg-copy-streams'

import { cpuFigures, cpuTimes } from './support/cpu.ts'
import { type Bench, type Figure, percentile } from './support/figures.ts'
import { type Installation, openShop, startInstallation } from './support/installation.ts'
import { createSender, postAll } from './support/sender.ts'
import { shopperBodies } from './support/shoppers.ts'

const connections = 8
const perBody = 100

/** `--events N` (default 200,000), `--people N` (default 20,000), `--seconds N` of the latency part (default 20). */
export const intake: Bench = async ({ numbers }) => {
  const events = numbers['events'] ?? 200_000
  const people = numbers['people'] ?? 20_000
  const installation = await startInstallation()
  try {
    const key = await openShop(installation)
    const traffic = { people, perBody, label: 'load' }
    const bodies = shopperBodies(Math.ceil(events / perBody), traffic)
    const sender = createSender({ url: installation.url, key, connections })
    await postAll(sender, shopperBodies(30, { ...traffic, label: 'warm' }), connections)
    await applied(installation, 30 * perBody)
    const load = await measureLoad(
      installation,
      () => postAll(sender, bodies, connections),
      bodies.length * perBody,
    )
    const latency = await measureLatency(
      installation,
      (body) => sender.post('/v1/batch', body),
      numbers['seconds'] ?? 20,
    )
    sender.close()
    return [...load, ...latency, ...(await measureBounds(installation, bodies))]
  } finally {
    await installation.stop()
  }
}

async function measureLoad(
  installation: Installation,
  send: () => Promise<void>,
  count: number,
): Promise<Figure[]> {
  const { pid = 0 } = installation.child
  const before = await cpuTimes(pid)
  const start = performance.now()
  await send()
  const accepted = performance.now() - start
  await applied(installation, count + 30 * perBody)
  const whole = performance.now() - start
  await heard(installation)
  const told = performance.now() - start
  const after = await cpuTimes(pid)
  return [
    {
      name: 'accepted (durable, answered)',
      value: (count / accepted) * 1000,
      unit: 'events/s',
      atLeast: 20_000,
    },
    {
      name: 'applied (in the history, counted)',
      value: (count / whole) * 1000,
      unit: 'events/s',
      atLeast: 10_000,
    },
    {
      name: 'heard by the rooms above (carts, orders)',
      value: (count / told) * 1000,
      unit: 'events/s',
    },
    ...cpuFigures(before, after, count),
  ]
}

/** Waits until the rooms above have heard of every event, so that what it costs them counts as well. */
async function heard({ stores: { pool } }: Installation): Promise<void> {
  while ((await pool.query('SELECT 1 FROM notices LIMIT 1')).rows.length > 0) await sleep(50)
}

/** Waits until nothing waits in the intake, and checks that the history counts every event once. */
async function applied({ stores: { app, pool } }: Installation, expected: number): Promise<void> {
  for (;;) {
    const { rows } = await pool.query('SELECT 1 FROM intake_batches LIMIT 1')
    if (rows.length === 0) break
    await sleep(20)
  }
  const [row] = await app.eventStore.query<{ events: string; ids: string }>(
    'SELECT count() AS events, uniqExact(message_id) AS ids FROM history',
  )
  if (Number(row?.events) !== expected || Number(row?.ids) !== expected) {
    throw new Error(`${expected} events were sent, the history counts ${row?.events} (${row?.ids} different)`)
  }
}

/** 1,000 events/s in bodies of 20; one of each body is looked for in the timeline of its sender until it is seen. */
async function measureLatency(
  { stores: { app } }: Installation,
  post: (body: Buffer) => Promise<number>,
  seconds: number,
): Promise<Figure[]> {
  const bodies = shopperBodies(seconds * 50, { people: 5_000, perBody: 20, label: 'slow' })
  const sent = new Map<string, number>()
  const delays: number[] = []
  const started = performance.now()
  const sending = (async () => {
    for (const [index, body] of bodies.entries()) {
      await sleep(Math.max(0, started + index * 20 - performance.now()))
      sent.set(`slow-${index * 20}`, performance.now())
      void post(body)
    }
  })()
  while (delays.length < bodies.length) {
    const waiting = [...sent.keys()]
    const seen =
      waiting.length === 0
        ? []
        : await app.eventStore.query<{ id: string }>(
            'SELECT message_id AS id FROM events WHERE time > now() - 300 AND message_id IN ({ids:Array(String)})',
            { ids: waiting.slice(0, 300) },
          )
    const now = performance.now()
    for (const { id } of seen) {
      delays.push(now - (sent.get(id) ?? now))
      sent.delete(id)
    }
    await sleep(30)
  }
  await sending
  return [
    { name: 'event to timeline at 1,000 events/s, median', value: percentile(delays, 0.5), unit: 'ms' },
    {
      name: 'event to timeline at 1,000 events/s, p99',
      value: percentile(delays, 0.99),
      unit: 'ms',
      atMost: 1_500,
    },
  ]
}

/** The same bytes by COPY into a bare PostgreSQL table, and the same rows by inserts of 6,000 into a bare copy of the event table. */
async function measureBounds(
  { stores: { app, pool } }: Installation,
  bodies: readonly Buffer[],
): Promise<Figure[]> {
  const count = bodies.length * perBody
  await pool.query('CREATE TABLE bench_copy (body text)')
  const client = await pool.connect()
  const copying = performance.now()
  const lines = bodies.map((body) => `${body.toString('utf8').replaceAll('\\', '\\\\')}\n`)
  await pipeline(Readable.from(lines), client.query(copyFrom('COPY bench_copy FROM STDIN')))
  const copied = performance.now() - copying
  client.release()
  await app.eventStore.command('CREATE TABLE bench_events AS events')
  const rows = await (
    await app.eventStore.client.query({
      query: `SELECT * FROM events WHERE startsWith(message_id, 'load-')`,
      format: 'JSONCompactEachRow',
    })
  ).text()
  const split = rows.split('\n').filter((line) => line !== '')
  const inserting = performance.now()
  for (let start = 0; start < split.length; start += 6_000) {
    const body = Buffer.from(split.slice(start, start + 6_000).join('\n'))
    const values = Readable.from([body], { objectMode: false })
    const { stream } = await app.eventStore.client.exec({
      query: 'INSERT INTO bench_events FORMAT JSONCompactEachRow',
      values,
    })
    stream.resume()
    await new Promise((resolve) => stream.once('close', resolve))
  }
  const inserted = performance.now() - inserting
  return [
    { name: 'bare bound: the same bytes by COPY', value: (count / copied) * 1000, unit: 'events/s' },
    { name: 'bare bound: the same rows by bare inserts', value: (count / inserted) * 1000, unit: 'events/s' },
  ]
}

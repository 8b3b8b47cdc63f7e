/** How long a million customers take to be fitted, scored, and carried from the event store to attributes, beside bare bounds. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Pool } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

import { fitFamily } from '../../server/src/modules/insight/models/fit-family.ts'
import { FAMILIES } from '../../server/src/modules/insight/models/process.ts'
import { type PurchaseDays, snapshotAt } from '../../server/src/modules/insight/models/purchase-days.ts'
import { streamOrders } from '../../server/src/modules/insight/models/reports.ts'
import { groupRows } from '../../server/src/modules/insight/models/rows.ts'
import { runForecast } from '../../server/src/modules/insight/models/run-forecast.ts'
import { orderValues, scoreCustomers } from '../../server/src/modules/insight/models/score.ts'
import { fitSpend, repeatersOf } from '../../server/src/modules/insight/models/spend.ts'
import { logGamma } from '../../server/src/modules/insight/special-functions.ts'
import { readConfig } from '../../server/src/platform/config.ts'
import { createDb, createPool, migrateDatabase, readMigrations } from '../../server/src/platform/db/index.ts'
import { startEngines } from '../../server/src/platform/engines/index.ts'
import {
  createEventStore,
  type EventStore,
  migrateEventStore,
} from '../../server/src/platform/event-store/index.ts'
import { createLog } from '../../server/src/platform/log.ts'

import { lastDay, simulateShop } from './support/buyers.ts'
import { cpuTimes } from './support/cpu.ts'
import type { Bench, Figure } from './support/figures.ts'

const migrations = (store: string) => new URL(`../../server/migrations/${store}`, import.meta.url).pathname

/** `--customers N` (default 1,000,000). Seconds of the clock, and of CPU where other work on the machine would blur them. */
export const models: Bench = async ({ numbers }) => {
  const count = numbers['customers'] ?? 1_000_000
  const days = simulateShop(count)
  warmUp()
  const pure = await measurePure(days)
  const home = await mkdtemp(join(tmpdir(), 'vefa-bench-'))
  const engines = await startEngines({ home, log: createLog('warn') })
  const pool = createPool(engines.databaseUrl, 4)
  const eventStore = createEventStore(engines.eventStoreUrl)
  try {
    await migrateDatabase(pool, migrations('database'))
    await migrateEventStore(eventStore, await readMigrations(migrations('event-store')))
    await tell(eventStore, days)
    await untilSettled(eventStore)
    return [
      ...pure,
      ...(await measureNight({ pool, eventStore }, count)),
      ...(await measureBounds({ pool, eventStore })),
    ]
  } finally {
    await eventStore.close()
    await pool.end()
    await engines.stop()
    await rm(home, { recursive: true, force: true })
  }
}

/** A nightly worker meets its code cold only once. */
function warmUp(): void {
  const now = snapshotAt(simulateShop(20_000), lastDay)
  const grouped = groupRows(now)
  const { process } = fitFamily(grouped.rows, 'bgnbd')
  scoreCustomers({ process, value: now.spent, snapshot: now, grouped, end: lastDay })
}

type Timed<Result> = { result: Result; figures: Figure[] }

async function timed<Result>(
  name: string,
  work: () => Result | Promise<Result>,
  atMost?: number,
): Promise<Timed<Result>> {
  const before = process.cpuUsage()
  const start = performance.now()
  const result = await work()
  const value = (performance.now() - start) / 1_000
  const { user, system } = process.cpuUsage(before)
  const figures = [
    { name, value, unit: 's', ...(atMost !== undefined && { atMost }) },
    { name: `${name}: CPU`, value: (user + system) / 1e6, unit: 's' },
  ]
  return { result, figures }
}

async function measurePure(days: PurchaseDays): Promise<Figure[]> {
  const taken = await timed('counts of every customer', () => snapshotAt(days, lastDay))
  const now = taken.result
  const fitted = await timed(
    'BG/NBD grouped and fitted',
    () => {
      const grouped = groupRows(now)
      return { grouped, fit: fitFamily(grouped.rows, 'bgnbd') }
    },
    2.5,
  )
  const { grouped, fit } = fitted.result
  const others: Timed<unknown>[] = []
  for (const family of FAMILIES.slice(1)) {
    others.push(await timed(`${family} fitted`, () => fitFamily(grouped.rows, family)))
  }
  const spent = await timed('Gamma-Gamma fitted', () => fitSpend(repeatersOf(now.x, now.m)))
  const spend = spent.result?.spend ?? { p: 1, q: 2, v: 1 }
  const scored = await timed(
    'every customer scored',
    () =>
      scoreCustomers({
        process: fit.process,
        value: orderValues(spend, now),
        snapshot: now,
        grouped,
        end: lastDay,
      }),
    0.6,
  )
  const bare = await timed('bound: one pass of logGamma', () =>
    now.T.reduce((sum, T) => sum + logGamma(T + 1), 0),
  )
  const facts = [
    { name: 'purchase days', value: days.day.length, unit: '' },
    { name: 'distinct rows', value: grouped.rows.size, unit: '' },
  ]
  const parts = [taken, fitted, ...others, spent, scored, bare]
  return [...facts, ...parts.flatMap(({ figures }) => figures)]
}

type Stores = { pool: Pool; eventStore: EventStore }

/** Every purchase day becomes one order in the history. */
async function tell(store: EventStore, { customer, day, value }: PurchaseDays): Promise<void> {
  await store.command(
    'CREATE TABLE bench_days (n UInt32, customer UInt32, day Date, value Float64) ENGINE = MergeTree ORDER BY n',
  )
  for (let from = 0; from < day.length; from += 500_000) {
    const to = Math.min(day.length, from + 500_000)
    const view = new DataView(new ArrayBuffer((to - from) * 18))
    for (let row = from; row < to; row += 1) {
      const at = (row - from) * 18
      view.setUint32(at, row, true)
      view.setUint32(at + 4, customer[row] ?? 0, true)
      view.setUint16(at + 8, day[row] ?? 0, true)
      view.setFloat64(at + 10, value[row] ?? 0, true)
    }
    const values = Readable.from([new Uint8Array(view.buffer)], { objectMode: false })
    const { stream } = await store.client.exec({ query: 'INSERT INTO bench_days FORMAT RowBinary', values })
    for await (const _ of stream);
  }
  await store.command(`
    INSERT INTO events (name, customer, original_customer, time, received_at, message_id, store, order_id, value, reporting_value)
    SELECT 'Order Completed', customer, customer, toDateTime(day) + 36000, toDateTime(day) + 36000,
      concat('order:1:', toString(n), ':completed'), 1, concat('1:', toString(n)), value, value FROM bench_days`)
}

/** Two years of orders written at once are merged for a while, which no night of a shop has to bear. */
async function untilSettled(store: EventStore): Promise<void> {
  for (let waited = 0; waited < 120; waited += 1) {
    const [row] = await store.query<{ n: string }>('SELECT count() AS n FROM system.merges')
    if (row?.n === '0') return
    await sleep(1_000)
  }
}

/** From the event store to attributes in both stores, in the worker thread, while this thread is watched. */
async function measureNight({ pool, eventStore }: Stores, count: number): Promise<Figure[]> {
  const config = readConfig({})
  const clock = { now: () => new Date((lastDay * 86_400 + 82_800) * 1_000) }
  const app = { db: createDb(pool), eventStore, clock, config }
  const stalls = monitorEventLoopDelay({ resolution: 2 })
  const before = await cpuTimes(process.pid)
  stalls.enable()
  const whole = await timed('from the event store to attributes', () => runForecast(app), 15)
  stalls.disable()
  const after = await cpuTimes(process.pid)
  const again = { ...app, clock: { now: () => new Date(app.clock.now().getTime() + 86_400_000) } }
  const scored = await timed('scored again the next day, all told', () => runForecast(again))
  await checkWritten({ pool, eventStore }, count)
  const [all, ...rest] = whole.figures
  return [
    ...(all ? [all] : []),
    {
      name: 'of it in the thread: counts, trial, fit, score',
      value: whole.result.milliseconds / 1_000,
      unit: 's',
    },
    { name: 'longest stall of the main thread', value: stalls.max / 1e6, unit: 'ms' },
    ...rest,
    { name: 'its CPU in PostgreSQL', value: after.database - before.database, unit: 's' },
    { name: 'its CPU in the event store', value: after.eventStore - before.eventStore, unit: 's' },
    ...scored.figures,
  ]
}

async function checkWritten({ pool, eventStore }: Stores, count: number): Promise<void> {
  const { rows } = await pool.query<{ n: string }>('SELECT count(*) AS n FROM customer_predictions')
  const [told] = await eventStore.query<{ n: string }>('SELECT count() AS n FROM predictions')
  if (Number(rows[0]?.n) !== count || Number(told?.n) !== count) {
    throw new Error(`${count} customers, ${rows[0]?.n} and ${told?.n} predictions`)
  }
}

/** The same rows read and thrown away, and the same predictions by COPY into a bare table. */
async function measureBounds({ pool, eventStore }: Stores): Promise<Figure[]> {
  const read = await timed('bound: the same orders read from the event store', async () => {
    for await (const _ of streamOrders(eventStore, 'UTC'));
  })
  const client = await pool.connect()
  try {
    const chunks: Buffer[] = []
    for await (const chunk of client.query(copyTo('COPY customer_predictions TO STDOUT')))
      chunks.push(chunk as Buffer)
    await client.query('CREATE TABLE bench_predictions (LIKE customer_predictions INCLUDING ALL)')
    const copied = await timed('bound: the same predictions by COPY', () =>
      pipeline(Readable.from(chunks), client.query(copyFrom('COPY bench_predictions FROM STDIN'))),
    )
    return [...read.figures, ...copied.figures]
  } finally {
    client.release()
  }
}

/** How long each answer of insight takes at ten million events, beside the bare sum over the same orders. */
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'

import type { App } from '../../server/src/platform/app.ts'
import { openApp } from '../../server/src/main/app.ts'
import { refreshSteps } from '../../server/src/modules/history/index.ts'
import { explore } from '../../server/src/modules/insight/explore.ts'
import { listPeople } from '../../server/src/modules/insight/list-people.ts'
import { readAffinity } from '../../server/src/modules/insight/read-affinity.ts'
import { readAudience, readDifferences } from '../../server/src/modules/insight/read-audience.ts'
import { readChurn } from '../../server/src/modules/insight/read-churn.ts'
import { readCohorts } from '../../server/src/modules/insight/read-cohorts.ts'
import { readFigures } from '../../server/src/modules/insight/read-figures.ts'
import {
  readBestSellers,
  readCouponDependence,
  readPaths,
  readSearches,
} from '../../server/src/modules/insight/read-products.ts'
import { readRetention } from '../../server/src/modules/insight/read-retention.ts'
import { readSecondOrder } from '../../server/src/modules/insight/read-second-orders.ts'
import { readMeasureTrend, readTrend } from '../../server/src/modules/insight/read-trend.ts'
import { saveShop, addStore } from '../../server/src/modules/team/index.ts'
import { standingClock } from '../../server/src/platform/clock.ts'
import { readConfig } from '../../server/src/platform/config.ts'
import { createPool, migrateDatabase, readMigrations } from '../../server/src/platform/db/index.ts'
import { startEngines } from '../../server/src/platform/engines/index.ts'
import { createEventStore, migrateEventStore } from '../../server/src/platform/event-store/index.ts'
import { createLog } from '../../server/src/platform/log.ts'

import { cpuTimes } from './support/cpu.ts'
import { type Bench, type Figure, percentile } from './support/figures.ts'
import { fillOrders, fillProfiles, fillVisits, lastDay, segmentId, tellMore } from './support/orders.ts'

const database = new URL('../../server/migrations/database', import.meta.url).pathname
const eventStore = new URL('../../server/migrations/event-store', import.meta.url).pathname

/** `--events N` (default 10,000,000), of which `--orders N` (1,200,000) are orders of `--customers N` (300,000); `--runs N` of each (7). */
export const insight: Bench = async ({ numbers }) => {
  const size = {
    events: numbers['events'] ?? 10_000_000,
    orders: numbers['orders'] ?? 1_200_000,
    customers: numbers['customers'] ?? 300_000,
  }
  const home = await mkdtemp(join(tmpdir(), 'vefa-bench-'))
  const log = createLog('warn')
  const engines = await startEngines({ home, log })
  try {
    await migrate(engines)
    const config = readConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      VEFA_HOME: home,
      VEFA_SECRET: 'the secret of a benchmark',
    })
    const open = await openApp({
      config,
      ...engines,
      clock: standingClock(new Date(`${lastDay}T21:00:00Z`)),
      log,
    })
    try {
      const begun = performance.now()
      await fill(open.app, size)
      const filled: Figure = {
        name: `${size.events} events written`,
        value: (performance.now() - begun) / 1000,
        unit: 's',
      }
      return [
        filled,
        ...(await measure(open.app, numbers['runs'] ?? 7)),
        ...(await measureRefresh(open.app, size.orders, numbers['runs'] ?? 7)),
        { name: 'load of the machine', value: loadavg()[0] ?? 0, unit: '' },
      ]
    } finally {
      await open.close()
    }
  } finally {
    await engines.stop()
    await rm(home, { recursive: true, force: true })
  }
}

async function migrate(engines: { databaseUrl: string; eventStoreUrl: string }): Promise<void> {
  const pool = createPool(engines.databaseUrl, 1)
  await migrateDatabase(pool, database)
  await pool.query(
    `INSERT INTO segments (id, name, name_folded, definition, state, members_version, created_by, created_at, updated_at)
     VALUES ($1, 'Bench', 'bench', '{}', 'ready', 1, 'bench', now(), now())`,
    [segmentId],
  )
  await pool.end()
  const store = createEventStore(engines.eventStoreUrl)
  await migrateEventStore(store, await readMigrations(eventStore))
  await store.close()
}

async function fill(app: App, size: { events: number; orders: number; customers: number }): Promise<void> {
  const brand = { color: '#00727a', logoUrl: '', senderName: '', senderAddress: '', postalAddress: '' }
  await saveShop(app, { name: 'Bench', language: 'tr', currency: 'TRY', timeZone: 'Europe/Istanbul', brand })
  for (const name of ['Web', 'App']) {
    await addStore(app, { name, kind: 'web', url: null, currency: 'TRY', timeZone: 'Europe/Istanbul' })
  }
  await fillOrders(app.eventStore, size)
  await fillVisits(app.eventStore, size)
  await fillProfiles(app.eventStore, size)
  await refreshSteps(app)
  await rest(app.eventStore)
}

/** What the event store still puts together of rows just written would count as work of the pages asked first. */
async function rest(store: App['eventStore']): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const [running] = await store.query<{ n: number }>('SELECT toUInt32(count()) AS n FROM system.merges')
    quiet = running?.n === 0 ? quiet + 1 : 0
  }
}

const days = { from: '2026-08-01', to: '2026-10-31' }
const segment = { segmentId }

/** What each page asks; all time unless it says a period. */
function questions(app: App): Record<string, () => Promise<unknown>> {
  const trend = { step: 'month', compare: 'none' } as const
  return {
    'figures, three months against those before': () => readFigures(app, days),
    'figures, all time': () => readFigures(app, {}),
    'figures, three months, a segment': () => readFigures(app, { ...days, ...segment }),
    'trend by month, all time': () => readTrend(app, { step: 'month' }),
    'repeat rate by month, all time': () => readMeasureTrend(app, { ...trend, measure: 'repeatRate' }),
    'second order': () => readSecondOrder(app, {}),
    'cohorts by month': () => readCohorts(app, {}),
    'cohorts by channel': () => readRetention(app, { by: 'channel' }),
    'cohorts by category': () => readRetention(app, { by: 'category' }),
    churn: () => readChurn(app, {}),
    'people of a cohort': () => listPeople(app, { kind: 'cohort', by: 'month', key: '2026-01', limit: 50 }),
    'audience: who': () => readAudience(app, { question: 'who' }),
    'audience: what': () => readAudience(app, { question: 'what' }),
    'audience: when': () => readAudience(app, { question: 'when' }),
    'audience: where': () => readAudience(app, { question: 'where' }),
    'audience: why': () => readAudience(app, { question: 'why' }),
    'audience: how': () => readAudience(app, { question: 'how' }),
    'differences of a segment': () => readDifferences(app, segment),
    'explore revenue by week': () => explore(app, { measure: 'revenue', by: 'week', limit: 500 }),
    'explore orders by city': () => explore(app, { measure: 'orders', by: 'city', limit: 50 }),
    'explore average order by hour, a segment': () =>
      explore(app, { measure: 'averageOrder', by: 'hour', limit: 50, ...segment }),
    'explore revenue by product': () => explore(app, { measure: 'revenue', by: 'product', limit: 50 }),
    'explore margin by category': () => explore(app, { measure: 'margin', by: 'category', limit: 50 }),
    'explore new revenue by channel': () => explore(app, { measure: 'newRevenue', by: 'channel', limit: 50 }),
    'products bought together': () => readAffinity(app, { minSupport: 0.001, sort: 'lift', limit: 100 }),
    'paths to the second order': () => readPaths(app, { by: 'category', limit: 50 }),
    'best sellers, three months': () => readBestSellers(app, { ...days, sort: 'revenue', limit: 50 }),
    'coupon dependence': () => readCouponDependence(app, {}),
    'searches, three months': () => readSearches(app, { ...days, only: 'inVain', limit: 100 }),
  }
}

const target = 300

async function measure(app: App, runs: number): Promise<Figure[]> {
  const bare = () =>
    app.eventStore.query(
      'SELECT count(), sum(total), uniqExact(customer) FROM order_book WHERE told AND NOT cancelled',
    )
  const figures = await timed('bound: bare sum over the same orders', bare, runs)
  for (const [name, ask] of Object.entries(questions(app))) {
    figures.push(...(await timed(name, ask, runs)))
  }
  return figures
}

/** What the first page has to wait for besides, when orders were told since the last. */
async function measureRefresh(app: App, orders: number, runs: number): Promise<Figure[]> {
  const times: number[] = []
  for (let turn = 0; turn < runs; turn += 1) {
    await tellMore(app.eventStore, { orders: 100, of: orders, turn })
    const start = performance.now()
    await refreshSteps(app)
    times.push(performance.now() - start)
  }
  return [
    {
      name: 'steps brought up to date with 100 orders told again, p50',
      value: percentile(times, 0.5),
      unit: 'ms',
    },
  ]
}

async function timed(name: string, ask: () => Promise<unknown>, runs: number): Promise<Figure[]> {
  const times: number[] = []
  await ask()
  const before = await cpuTimes(process.pid)
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now()
    await ask()
    times.push(performance.now() - start)
  }
  const after = await cpuTimes(process.pid)
  return [
    { name: `${name}, p50`, value: percentile(times, 0.5), unit: 'ms', atMost: target },
    { name: `${name}, p95`, value: percentile(times, 0.95), unit: 'ms', atMost: target },
    // What it costs whoever else uses the machine: two quiet cores need half of it.
    {
      name: `${name}, CPU of the event store`,
      value: ((after.eventStore - before.eventStore) * 1000) / runs,
      unit: 'ms',
    },
  ]
}

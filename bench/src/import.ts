/** How long a year of a real shop's invoice lines takes to become profiles, orders and history, in how much memory, beside the bare stores. */
import { createReadStream, existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'

import { from as copyFrom } from 'pg-copy-streams'

import { getImport, startImport, uploadImport } from '../../server/src/modules/connectors/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { sharedFolder, sharedPath } from '../../server/test/support/shared-data.ts'

import { type Bench, type Figure, percentile } from './support/figures.ts'
import { type Installation, openShop, startInstallation } from './support/installation.ts'
import { invoiceChunks } from './support/invoices.ts'

const realFile = 'data/online_retail/online_retail.csv.gz'

/** `--rows N`: a made table instead of the real one (default 541,909 where the real one is absent). */
export const importFiles: Bench = async ({ numbers }) => {
  const rows = numbers['rows']
  const real = rows === undefined && sharedFolder !== null && existsSync(sharedPath(realFile))
  const open = (): Readable =>
    real ? createReadStream(sharedPath(realFile)) : Readable.from(invoiceChunks(rows ?? 541_909))
  const installation = await startInstallation()
  try {
    await openShop(installation)
    const bounds = await measureBounds(installation, () => (real ? open().pipe(createGunzip()) : open()))
    return [...(await measureImport(installation, open)), ...bounds]
  } finally {
    await installation.stop()
  }
}

async function measureImport(installation: Installation, open: () => Readable): Promise<Figure[]> {
  const { app } = installation.stores
  const actor = systemActor('bench')
  const start = performance.now()
  const { id } = await uploadImport(app, actor, { fileName: 'invoices.csv', file: open() })
  await startImport(app, actor, { id, adoptCurrency: true })
  const memory: number[] = []
  let told = await getImport(app, id)
  while (told.state !== 'done') {
    if (told.state === 'failed') throw new Error(`the import failed: ${told.failure}`)
    memory.push(await residentOf(installation.child.pid ?? 0))
    await sleep(250)
    told = await getImport(app, id)
  }
  const kept = (performance.now() - start) / 1_000
  await untilInHistory(installation)
  const whole = (performance.now() - start) / 1_000
  const { rowsRead } = told.progress
  const third = Math.ceil(memory.length / 3)
  const growth = percentile(memory.slice(-third), 0.5) - percentile(memory.slice(third, 2 * third), 0.5)
  return [
    { name: `${rowsRead} rows as profiles, orders and refunds`, value: kept, unit: 's' },
    { name: 'the same, with every event in the history', value: whole, unit: 's', atMost: 60 },
    { name: 'rows a second, everything included', value: rowsRead / whole, unit: 'rows/s' },
    { name: 'memory of the server, largest', value: Math.max(...memory), unit: 'MB' },
    { name: 'memory, last third against the one before', value: growth, unit: 'MB', atMost: 100 },
  ]
}

/** Resident memory of a process in MB, where the system tells it. */
async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024
}

/** A recorded event's row in the intake goes when the event stands in the event store. */
async function untilInHistory({ stores }: Installation): Promise<void> {
  for (;;) {
    const { rows } = await stores.pool.query('SELECT FROM intake_batches LIMIT 1')
    if (rows.length === 0) return
    await sleep(100)
  }
}

/** The same rows by COPY into one table, and into one table of the event store: no import can be faster. */
async function measureBounds({ stores }: Installation, open: () => Readable): Promise<Figure[]> {
  const client = await stores.pool.connect()
  const copied = performance.now()
  try {
    await client.query(
      `CREATE TABLE bench_rows (a text, b text, c text, d text, e text, f text, g text, h text)`,
    )
    const copy = client.query(copyFrom('COPY bench_rows FROM STDIN (FORMAT csv, HEADER)'))
    await pipeline(open(), copy)
  } finally {
    client.release()
  }
  const inserted = performance.now()
  const { client: store } = stores.app.eventStore
  await store.command({
    query: `CREATE TABLE bench_rows (a String, b String, c String, d String, e String, f String, g String, h String)
      ENGINE = MergeTree ORDER BY a`,
  })
  await store.insert({ table: 'bench_rows', values: open(), format: 'CSVWithNames' })
  const done = performance.now()
  return [
    { name: 'bound: the same rows by COPY', value: (inserted - copied) / 1_000, unit: 's' },
    { name: 'bound: the same rows into the event store', value: (done - inserted) / 1_000, unit: 's' },
  ]
}

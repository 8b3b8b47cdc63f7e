/** The life of both engines: start, lock, second opinion, deaths of every kind, and what is left afterwards. */
import { readFileSync } from 'node:fs'
import { chmod, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient, type ClickHouseClient } from '@clickhouse/client'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  examineEngines,
  findingText,
  HomeInUse,
  openEngines,
  runningEngines,
  startEngines,
  type Engines,
} from './index.ts'
import { processNamespace, startOfProcess } from './processes.ts'
import { createTestHome, createTestLog, startElsewhere } from '#test/support/engine-home.ts'

let folder: string
let remove: () => Promise<void>
let log: ReturnType<typeof createTestLog>
const started: Engines[] = []

beforeEach(async () => {
  ;({ folder, remove } = await createTestHome())
  log = createTestLog()
})

afterEach(async () => {
  for (const engines of started.splice(0)) await engines.stop()
  await remove()
})

async function start(): Promise<Engines> {
  const engines = await startEngines({ home: folder, log })
  started.push(engines)
  return engines
}

async function database<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

async function eventStore<T>(url: string, work: (client: ClickHouseClient) => Promise<T>): Promise<T> {
  const client = createClient({ url })
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

async function numbersIn(url: string): Promise<number[]> {
  const ask = async (client: ClickHouseClient) =>
    (await client.query({ query: 'SELECT a FROM kept', format: 'JSONEachRow' })).json<{ a: number }>()
  return (await eventStore(url, ask)).map(({ a }) => a)
}

async function createKept(url: string): Promise<void> {
  const query = 'CREATE TABLE kept (a UInt32) ENGINE = MergeTree ORDER BY a'
  await eventStore(url, (client) => client.command({ query }))
}

function pidIn(file: string): number {
  const text = readFileSync(join(folder, file), 'utf8')
  return file.endsWith('event-store.pid')
    ? (JSON.parse(text) as { pid: number }).pid
    : Number.parseInt(text, 10)
}

const databasePid = () => pidIn('database/postmaster.pid')
const eventStorePid = () => pidIn('event-store.pid')
const gone = async (pid: number) => (await startOfProcess(pid)) === null

describe('a start', () => {
  it('gives two stores that keep their data, ports and passwords over a stop', async () => {
    const first = await start()
    expect(first.embedded).toEqual({ database: true, eventStore: true })
    await database(first.databaseUrl, `CREATE TABLE kept AS SELECT 'Şişli' AS name`)
    await createKept(first.eventStoreUrl)
    await eventStore(first.eventStoreUrl, (client) =>
      client.insert({ table: 'kept', values: [[7]], format: 'JSONCompactEachRow' }),
    )
    const pids = [databasePid(), eventStorePid()]
    await Promise.all([first.stop(), first.stop()])
    expect(await Promise.all(pids.map(gone))).toEqual([true, true])
    expect(await runningEngines(folder)).toBeNull()

    const second = await start()
    expect(second).toMatchObject({ databaseUrl: first.databaseUrl, eventStoreUrl: first.eventStoreUrl })
    expect(await database(second.databaseUrl, 'SELECT name FROM kept')).toEqual([{ name: 'Şişli' }])
    expect(await numbersIn(second.eventStoreUrl)).toEqual([7])
  })

  it('sets PostgreSQL up for Turkish, for durability and for loopback', async () => {
    const { databaseUrl } = await start()
    await database(databaseUrl, 'CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent')
    const [row] = await database(
      databaseUrl,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
              current_setting('synchronous_commit') AS commit, current_setting('listen_addresses') AS address,
              current_setting('data_checksums') AS checksums, upper('şğüöç') AS upper,
              upper('ı' COLLATE "tr-x-icu") || upper('i' COLLATE "tr-x-icu") AS turkish,
              to_tsvector('turkish', 'Çiçekler güzeldi')::text AS words, similarity('Şişli', 'şişli') AS alike,
              unaccent('ğüşöç') AS plain`,
    )
    expect(row).toEqual({
      encoding: 'UTF8',
      fsync: 'on',
      commit: 'on',
      address: '127.0.0.1',
      checksums: 'on',
      upper: 'ŞĞÜÖÇ',
      turkish: 'Iİ',
      words: "'güzel':2 'çiçek':1",
      alike: 1,
      plain: 'gusoc',
    })
  })

  it('keeps passwords from other users of the machine', async () => {
    await start()
    for (const file of ['keys.json', 'engines.json', 'lock', 'event-store.xml']) {
      expect({ file, others: (await stat(join(folder, file))).mode & 0o077 }).toEqual({ file, others: 0 })
    }
  })

  it.skipIf(process.getuid?.() !== 0)(
    'works for root behind a folder closed to others, and after it was opened',
    async () => {
      await chmod(join(folder, '..'), 0o700)
      const closed = await start()
      await database(closed.databaseUrl, 'CREATE TABLE kept AS SELECT 1 AS a')
      await closed.stop()
      await chmod(join(folder, '..'), 0o711)
      const opened = await start()
      expect(await database(opened.databaseUrl, 'SELECT a FROM kept')).toEqual([{ a: 1 }])
    },
  )

  it('passes URLs of other servers through and starts nothing for them', async () => {
    const own = await start()
    const other = await createTestHome()
    const urls = { databaseUrl: own.databaseUrl, clickhouseUrl: own.eventStoreUrl }
    const engines = await startEngines({ home: other.folder, ...urls, log })
    expect(engines).toMatchObject({ databaseUrl: own.databaseUrl, eventStoreUrl: own.eventStoreUrl })
    expect(engines.embedded).toEqual({ database: false, eventStore: false })
    await expect(stat(join(other.folder, 'database'))).rejects.toThrow('ENOENT')
    await expect(stat(join(other.folder, 'event-store'))).rejects.toThrow('ENOENT')
    const findings = await examineEngines({ home: other.folder, ...urls })
    expect(findings.filter(({ level }) => level === 'error')).toEqual([])
    expect(findings.map(({ code }) => code)).toContain('database.extension')
    await engines.stop()
    await other.remove()
    expect(await database(own.databaseUrl, 'SELECT 1 AS a')).toEqual([{ a: 1 }])
  })
})

describe('the lock', () => {
  it('refuses a second start, and lends the running engines instead', async () => {
    const first = await start()
    const failure = await startEngines({ home: folder, log }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(HomeInUse)
    expect(String(failure)).toContain(String(process.pid))
    const lent = await openEngines({ home: folder, log })
    expect(lent.databaseUrl).toBe(first.databaseUrl)
    await lent.stop()
    expect(await database(first.databaseUrl, 'SELECT 1 AS a')).toEqual([{ a: 1 }])
  })

  it('is not fooled by a number that another process has now', async () => {
    const first = await start()
    await first.stop()
    const left = { pid: process.pid, start: '1', namespace: await processNamespace() }
    await writeFile(join(folder, 'lock'), JSON.stringify(left))
    expect(await runningEngines(folder)).toBeNull()
    const second = await start()
    expect(second.databaseUrl).toBe(first.databaseUrl)
  })

  it('lets only one of several win that start at once', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        startEngines({ home: folder, databaseUrl: 'postgres://x', clickhouseUrl: 'http://x', log }),
      ),
    )
    const won = tries.filter((one) => one.status === 'fulfilled')
    expect(won).toHaveLength(1)
    for (const one of won) started.push(one.value)
  })
})

describe('a death', () => {
  it('of the event store loses no acknowledged row, and it comes back at the same address', async () => {
    const { eventStoreUrl } = await start()
    await createKept(eventStoreUrl)
    const client = createClient({ url: eventStoreUrl })
    const acknowledged: number[] = []
    const first = eventStorePid()
    const deadlines = [7500, 17_500]
    for (let batch = 0; acknowledged.length < 30_000; batch++) {
      const values = Array.from({ length: 500 }, (_, index) => [batch * 500 + index])
      if (acknowledged.length >= (deadlines[0] ?? Infinity)) {
        deadlines.shift()
        setTimeout(() => process.kill(eventStorePid(), 'SIGKILL'), 3)
      }
      const sent = await client.insert({ table: 'kept', values, format: 'JSONCompactEachRow' }).then(
        () => true,
        () => false,
      )
      if (sent) acknowledged.push(...values.flat())
      else await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await client.close()
    expect(eventStorePid()).not.toBe(first)
    const kept = new Set(await numbersIn(eventStoreUrl))
    expect(acknowledged.filter((number) => !kept.has(number))).toEqual([])
    expect(log.said.filter((line) => line.includes('died'))).toHaveLength(2)
  })

  it('of PostgreSQL keeps what was committed, and it comes back at the same address', async () => {
    const { databaseUrl } = await start()
    await database(databaseUrl, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS a')
    const first = databasePid()
    process.kill(first, 'SIGKILL')
    const count = () => database(databaseUrl, 'SELECT count(*)::int AS n FROM kept').catch(() => null)
    await expect.poll(count, { timeout: 20_000 }).toEqual([{ n: 1000 }])
    expect(databasePid()).not.toBe(first)
  })

  it('of the whole parent is recovered from by the next start', async () => {
    const { urls, parent } = await startElsewhere(folder)
    expect(await runningEngines(folder)).toEqual(urls)
    await expect(startEngines({ home: folder, log })).rejects.toBeInstanceOf(HomeInUse)
    await createKept(urls.eventStoreUrl)
    await eventStore(urls.eventStoreUrl, (client) =>
      client.insert({ table: 'kept', values: [[1], [2]], format: 'JSONCompactEachRow' }),
    )
    await database(urls.databaseUrl, 'CREATE TABLE kept AS SELECT 5 AS a')
    const pids = [databasePid(), eventStorePid()]
    parent.kill('SIGKILL')
    await expect.poll(() => gone(parent.pid ?? 0)).toBe(true)
    expect(await runningEngines(folder)).toBeNull()

    const next = await start()
    expect(next).toMatchObject(urls)
    expect(await Promise.all(pids.map(gone))).toEqual([true, true])
    expect(await numbersIn(next.eventStoreUrl)).toEqual([1, 2])
    expect(await database(next.databaseUrl, 'SELECT a FROM kept')).toEqual([{ a: 5 }])
  })

  it('by SIGTERM waits for an insert that is under way', async () => {
    const { urls, parent } = await startElsewhere(folder)
    await createKept(urls.eventStoreUrl)
    const query =
      'INSERT INTO kept SELECT number + sleepEachRow(0.001) FROM numbers(1000) SETTINGS max_block_size = 100'
    const inserted = eventStore(urls.eventStoreUrl, (client) => client.command({ query }))
    await new Promise((resolve) => setTimeout(resolve, 200))
    parent.kill('SIGTERM')
    await inserted
    await expect.poll(() => gone(parent.pid ?? 0), { timeout: 20_000 }).toBe(true)
    const next = await start()
    expect(await numbersIn(next.eventStoreUrl)).toHaveLength(1000)
  })
})

describe('the doctor', () => {
  it('finds a healthy folder healthy, in both languages, and changes nothing', async () => {
    const findings = await examineEngines({ home: folder })
    expect(findings.filter(({ level }) => level === 'error')).toEqual([])
    for (const finding of findings) {
      expect(findingText(finding, 'tr')).not.toMatch(/[{}]/)
      expect(findingText(finding, 'en')).not.toBe(findingText(finding, 'tr'))
    }
    await expect(stat(folder)).rejects.toThrow('ENOENT')
  })

  it('says which server does not answer', async () => {
    const urls = { databaseUrl: 'postgres://a:b@127.0.0.1:1/x', clickhouseUrl: 'http://a:b@127.0.0.1:1/x' }
    const codes = (await examineEngines({ home: folder, ...urls })).map(({ code }) => code)
    expect(codes).toContain('database.refused')
    expect(codes).toContain('event_store.refused')
  })
})

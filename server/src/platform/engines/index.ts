/** The stores of an installation as URLs: embedded engines started here, or servers somebody else runs. */
import { rm } from 'node:fs/promises'
import { startDatabase } from './database.ts'
import { startEventStore } from './event-store.ts'
import { homeAt, prepareHome, readJson, readKeys, writePrivate, type Home } from './home.ts'
import { lockHolder, lockHome, type Lock } from './lock.ts'
import type { EngineLog } from './log.ts'
import type { Supervised } from './supervise.ts'

export { examineEngines } from './doctor.ts'
export { findingText } from './doctor-texts.ts'
export type { Finding } from './finding.ts'
export { HomeInUse } from './lock.ts'

export type Engines = {
  /** `postgres://user:password@127.0.0.1:port/vefa` */
  databaseUrl: string
  /** ClickHouse's HTTP protocol; the path is the database: `http://vefa:password@127.0.0.1:port/vefa` */
  eventStoreUrl: string
  embedded: { database: boolean; eventStore: boolean }
  /** The event store finishes what it is doing, then PostgreSQL stops. Calling it again waits for the same stop. */
  stop(): Promise<void>
}

export type EngineOptions = { home: string; databaseUrl?: string; clickhouseUrl?: string; log: EngineLog }

export type EngineUrls = Pick<Engines, 'databaseUrl' | 'eventStoreUrl'>

/**
 * Starts the engines no URL is given for, both at once, and locks the data folder until `stop`.
 * Throws {@link HomeInUse} when a living process holds the folder.
 */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  const home = homeAt(options.home)
  await prepareHome(home)
  const lock = await lockHome(home)
  try {
    return await startLocked(home, lock, options)
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** The URLs of the installation that is running on this folder, or null when none is. */
export async function runningEngines(folder: string): Promise<EngineUrls | null> {
  const home = homeAt(folder)
  const pid = await lockHolder(home)
  if (pid === null) return null
  const known = await readJson<EngineUrls & { pid: number }>(home.engines)
  if (known?.pid !== pid) return null
  return { databaseUrl: known.databaseUrl, eventStoreUrl: known.eventStoreUrl }
}

/** The running installation's engines when there is one (`stop` then leaves them alone), otherwise started ones. */
export async function openEngines(options: EngineOptions): Promise<Engines> {
  const running = await runningEngines(options.home)
  if (!running) return startEngines(options)
  const embedded = { database: !options.databaseUrl, eventStore: !options.clickhouseUrl }
  return { ...running, embedded, stop: () => Promise.resolve() }
}

async function startLocked(home: Home, lock: Lock, options: EngineOptions): Promise<Engines> {
  const keys = await readKeys(home)
  const [database, eventStore] = await both(
    options.databaseUrl ? external(options.databaseUrl) : startDatabase(home, keys, options.log),
    options.clickhouseUrl ? external(options.clickhouseUrl) : startEventStore(home, keys, options.log),
  )
  const urls = { databaseUrl: database.url, eventStoreUrl: eventStore.url }
  await writePrivate(home.keys, {
    ...keys,
    databasePort: database.port ?? keys.databasePort,
    eventStorePort: eventStore.port ?? keys.eventStorePort,
  })
  await writePrivate(home.engines, { ...urls, pid: process.pid })
  let stopped: Promise<void> | null = null
  return {
    ...urls,
    embedded: { database: database.port !== null, eventStore: eventStore.port !== null },
    stop: () => (stopped ??= stopAll(home, lock, [eventStore, database])),
  }
}

type Store = Supervised & { url: string; port: number | null }

function external(url: string): Promise<Store> {
  return Promise.resolve({ url, port: null, stop: () => Promise.resolve() })
}

/** When one of the two fails to start, the other is stopped before the failure is told. */
async function both(first: Promise<Store>, second: Promise<Store>): Promise<[Store, Store]> {
  const [database, eventStore] = await Promise.allSettled([first, second])
  if (database.status === 'fulfilled' && eventStore.status === 'fulfilled')
    return [database.value, eventStore.value]
  if (database.status === 'fulfilled') await database.value.stop()
  if (eventStore.status === 'fulfilled') await eventStore.value.stop()
  throw database.status === 'rejected' ? database.reason : (eventStore as PromiseRejectedResult).reason
}

async function stopAll(home: Home, lock: Lock, stores: Store[]): Promise<void> {
  for (const store of stores) await store.stop()
  await rm(home.engines, { force: true })
  await lock.release()
}

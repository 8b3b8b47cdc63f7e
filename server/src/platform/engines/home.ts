/** The data folder of an installation: where each engine keeps its data, and the ports and passwords kept over restarts. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'

export type Home = {
  folder: string
  database: string
  eventStore: string
  spool: string
  eventStoreConfig: string
  eventStorePid: string
  databaseLog: string
  lock: string
  engines: string
  keys: string
}

/** Kept in `keys.json`, readable by its owner alone. Port 0 stands for "not chosen yet". */
export type Keys = {
  databasePort: number
  databasePassword: string
  eventStorePort: number
  eventStorePassword: string
}

export function homeAt(folder: string): Home {
  const root = resolve(folder)
  return {
    folder: root,
    database: join(root, 'database'),
    eventStore: join(root, 'event-store'),
    spool: join(root, 'event-store-spool'),
    eventStoreConfig: join(root, 'event-store.xml'),
    eventStorePid: join(root, 'event-store.pid'),
    databaseLog: join(root, 'database.log'),
    lock: join(root, 'lock'),
    engines: join(root, 'engines.json'),
    keys: join(root, 'keys.json'),
  }
}

/** Creates the folder when missing. Others may pass through it (the database's own user must), but not look into it. */
export async function prepareHome(home: Home): Promise<void> {
  await mkdir(home.folder, { recursive: true, mode: 0o711 })
  if (process.getuid?.() === 0) await chmod(home.folder, 0o711)
}

export async function readKeys(home: Home): Promise<Keys> {
  const kept = (await readJson<Partial<Keys>>(home.keys)) ?? {}
  const keys = {
    databasePort: kept.databasePort ?? 0,
    databasePassword: kept.databasePassword ?? randomBytes(24).toString('base64url'),
    eventStorePort: kept.eventStorePort ?? 0,
    eventStorePassword: kept.eventStorePassword ?? randomBytes(24).toString('base64url'),
  }
  if (!kept.databasePassword || !kept.eventStorePassword) await writePrivate(home.keys, keys)
  return keys
}

/** Null when the file is missing. */
export async function readJson<T>(file: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Replaces the file in one step, so that nobody ever reads half of it. */
export async function writePrivate(file: string, value: object): Promise<void> {
  const fresh = `${file}.${process.pid}.new`
  await writeFile(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  await rename(fresh, file)
}

/** The wished port when it is still free on loopback, otherwise any free one. */
export async function freePort(wish: number): Promise<number> {
  const port = wish > 0 ? await tryPort(wish) : null
  return port ?? (await tryPort(0)) ?? Promise.reject(new Error('no free port on loopback'))
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(null))
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = probe.address()
      probe.close(() => done(address && typeof address === 'object' ? address.port : null))
    })
  })
}

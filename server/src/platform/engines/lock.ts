/** The lock on a data folder: one living process holds it; what a dead one left behind is taken over. */
import { link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import type { Home } from './home.ts'
import { processNamespace, startOfProcess } from './processes.ts'

export class HomeInUse extends Error {
  readonly pid: number

  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by the running process ${pid}. Stop it first, or choose another folder.`,
    )
    this.name = 'HomeInUse'
    this.pid = pid
  }
}

/** `namespace` tells two containers apart that share a folder: they do not see each other's processes. */
type Holder = { pid: number; start: string; namespace: string }

export type Lock = { release(): Promise<void> }

/** The holder touches the file this often (ms). Only a process of another namespace has to go by it. */
const beat = 3000

/** Throws {@link HomeInUse} when a living process holds the lock. */
export async function lockHome(home: Home): Promise<Lock> {
  const start = (await startOfProcess(process.pid)) ?? ''
  const own = JSON.stringify({
    pid: process.pid,
    start,
    namespace: await processNamespace(),
  } satisfies Holder)
  while (!(await create(home.lock, own))) {
    const found = await read(home.lock)
    if (!found) continue
    const holder = parse(found)
    if (holder && (await alive(home.lock, holder))) throw new HomeInUse(home.folder, holder.pid)
    await takeAway(home, found)
  }
  const timer = setInterval(() => void touch(home.lock), beat)
  timer.unref()
  return {
    async release() {
      clearInterval(timer)
      if ((await read(home.lock)) === own) await rm(home.lock, { force: true })
    },
  }
}

/** The pid of the living holder, or null. */
export async function lockHolder(home: Home): Promise<number | null> {
  const found = await read(home.lock)
  const holder = found === null ? null : parse(found)
  return holder && (await alive(home.lock, holder)) ? holder.pid : null
}

async function create(file: string, content: string): Promise<boolean> {
  // Written aside and linked into place: nobody ever sees a lock without its holder.
  const fresh = `${file}.${process.pid}.new`
  const handle = await open(fresh, 'w', 0o600)
  await handle.writeFile(content)
  await handle.close()
  try {
    await link(fresh, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(fresh, { force: true })
  }
}

/** Two starters may find the same dead lock; the one that moved a fresh lock instead puts it back. */
async function takeAway(home: Home, stale: string): Promise<void> {
  const aside = `${home.lock}.${process.pid}.old`
  try {
    await rename(home.lock, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const moved = await read(aside)
  if (moved !== stale) await link(aside, home.lock)
  await rm(aside, { force: true })
}

async function alive(file: string, holder: Holder): Promise<boolean> {
  if (holder.namespace === (await processNamespace()))
    return (await startOfProcess(holder.pid)) === holder.start
  const before = await stat(file).catch(() => null)
  await new Promise((resolve) => setTimeout(resolve, beat * 2))
  const after = await stat(file).catch(() => null)
  return before !== null && after !== null && after.mtimeMs !== before.mtimeMs
}

async function touch(file: string): Promise<void> {
  // Any time that differs from the last one says "alive"; no clock has to agree with another.
  const tick = performance.now() / 1000
  await utimes(file, tick, tick).catch(() => undefined)
}

async function read(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null)
}

function parse(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Partial<Holder>
    if (typeof holder.pid !== 'number' || typeof holder.start !== 'string') return null
    return { pid: holder.pid, start: holder.start, namespace: holder.namespace ?? 'machine' }
  } catch {
    return null
  }
}

/** The parent's side of the embedded ClickHouse: starts its process, learns the port, restarts it, lets it drain. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { lanes } from './event-store-configuration.ts'
import type { ChildOrder, ChildReport } from './event-store-child.ts'
import { readJson, writePrivate, type Home, type Keys } from './home.ts'
import type { EngineLog } from './log.ts'
import { signal, startOfProcess, waitUntil } from './processes.ts'
import { supervise, type Running, type Supervised } from './supervise.ts'

/** Tables with many parts take a while to load (ms). */
const startPatience = 120_000
/** Running inserts finish before the process leaves; after this long (ms) it is killed. */
const stopPatience = 20_000

export type EventStoreEngine = Supervised & { url: string; port: number; pid(): number | null }

/** Starts ClickHouse on the home's data with the database `vefa`. The port of the first start stays for all later ones. */
export async function startEventStore(home: Home, keys: Keys, log: EngineLog): Promise<EventStoreEngine> {
  const place = { port: keys.eventStorePort, insist: false, pid: null as number | null }
  const supervised = await supervise(
    'event store',
    async () => {
      await clearLeftover(home, log)
      const { running, port, pid } = await launch(home, keys, { ...place, log })
      Object.assign(place, { port, insist: true, pid })
      return running
    },
    log,
  )
  return {
    url: `http://vefa:${keys.eventStorePassword}@127.0.0.1:${place.port}/vefa`,
    port: place.port,
    pid: () => place.pid,
    async stop() {
      await supervised.stop()
      await rm(home.eventStorePid, { force: true })
    },
  }
}

async function launch(
  home: Home,
  keys: Keys,
  by: { port: number; insist: boolean; log: EngineLog },
): Promise<{ running: Running; port: number; pid: number }> {
  const child = fork(fileURLToPath(new URL('event-store-child.ts', import.meta.url)), [], {
    execArgv: ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'],
    env: { TZ: 'UTC', UV_THREADPOOL_SIZE: String(lanes.threads) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: true,
  })
  const said = listen(child, by.log)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, name) => resolve(name ?? `exit code ${code}`))
  })
  const running = { ended, stop: () => stop(child, ended) }
  try {
    await rememberChild(home, child.pid)
    const report = await firstReport(child, orderFor(home, keys, by), ended)
    if (!report.ready) throw new Error(report.reason)
    return { running, port: report.port, pid: child.pid ?? 0 }
  } catch (error) {
    child.kill('SIGKILL')
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The event store did not start: ${reason} ${said()}`.trim(), { cause: error })
  }
}

function orderFor(home: Home, keys: Keys, by: { port: number; insist: boolean }): ChildOrder {
  return {
    data: home.eventStore,
    spool: home.spool,
    configFile: home.eventStoreConfig,
    port: by.port,
    insist: by.insist,
    user: 'vefa',
    password: keys.eventStorePassword,
  }
}

async function firstReport(
  child: ChildProcess,
  order: ChildOrder,
  ended: Promise<string>,
): Promise<ChildReport> {
  const wait = new AbortController()
  const said = once(child, 'message', wait).then(([report]) => report as ChildReport)
  const died = ended.then((reason) => failed(reason))
  const late = sleep(startPatience, failed('it took too long'), wait)
  child.send(order)
  try {
    return await Promise.race([said, died, late])
  } finally {
    said.catch(ignore)
    late.catch(ignore)
    wait.abort()
  }
}

function failed(reason: string): ChildReport {
  return { ready: false, reason }
}

function ignore(): void {
  return undefined
}

function listen(child: ChildProcess, log: EngineLog): () => string {
  let last = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    const text = chunk.toString('utf8').trim()
    last = `${last}\n${text}`.slice(-2000)
    log.warn({ engine: 'event store', text }, 'The event store says')
  })
  return () => last.trim()
}

/** Any second message is the order to drain and leave. */
async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  if (child.connected) child.send('leave')
  const impatient = setTimeout(() => child.kill('SIGKILL'), stopPatience)
  await ended
  clearTimeout(impatient)
}

async function rememberChild(home: Home, pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('its process could not be started')
  await writePrivate(home.eventStorePid, { pid, start: await startOfProcess(pid) })
}

/** A child whose parent was killed drains by itself; only one process may hold the data, so its end is awaited. */
async function clearLeftover(home: Home, log: EngineLog): Promise<void> {
  const left = await readJson<{ pid: number; start: string | null }>(home.eventStorePid)
  if (!left || left.start === null) return
  const gone = async () => (await startOfProcess(left.pid)) !== left.start
  if (await gone()) return
  log.warn({ engine: 'event store', pid: left.pid }, 'An event store left by a killed Vefa is finishing')
  if (await waitUntil(gone, stopPatience)) return
  signal(left.pid, 'SIGKILL')
  await waitUntil(gone, 5000)
}

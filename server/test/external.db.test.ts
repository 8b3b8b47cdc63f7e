/** Vefa on servers somebody else runs: a PostgreSQL installed on the machine, and a ClickHouse on another data folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { lockNumber } from '#/platform/db/index.ts'
import { type Engines, examineEngines, findingText, startEngines } from '#/platform/engines/index.ts'
import { createLog } from '#/platform/log.ts'

import {
  type ExternalDatabase,
  installedPostgres,
  startExternalDatabase,
  WITHOUT_POSTGRES,
} from './support/external-database.ts'
import { freePort } from './support/free-port.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe.skipIf(!installedPostgres)(
  installedPostgres ? 'external servers' : `external servers (${WITHOUT_POSTGRES})`,
  () => {
    let database: ExternalDatabase
    let other: Engines
    let home: string
    let server: ChildProcess | undefined
    let port: number
    let intake: string

    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), 'vefa-external-'))
      port = await freePort()
      database = await startExternalDatabase()
      // Another installation's ClickHouse, with its own data and password; its PostgreSQL is not needed.
      const options = { home: join(home, 'other'), databaseUrl: database.url(), log: createLog('error') }
      other = await startEngines(options)
    })
    afterAll(async () => {
      server?.kill('SIGTERM')
      if (server && server.exitCode === null) await once(server, 'exit')
      await other?.stop()
      await database?.stop()
      await rm(home, { recursive: true, force: true })
    })

    function start(script: string, args: string[], more: Record<string, string> = {}): ChildProcess {
      const env = {
        PATH: process.env['PATH'],
        VEFA_HOME: join(home, 'vefa'),
        PORT: String(port),
        HOST: '127.0.0.1',
        LANG: 'C',
        VEFA_LOG: 'error',
        DATABASE_URL: database.url(),
        CLICKHOUSE_URL: other.eventStoreUrl,
        ...more,
      }
      return spawn(process.execPath, [join(root, script), ...args], { env, cwd: root })
    }

    /** Standard output, standard error and exit code of a whole run. */
    async function outcome(child: ChildProcess, input = '') {
      const said = { out: '', err: '' }
      child.stdout?.on('data', (part: Buffer) => (said.out += part.toString()))
      child.stderr?.on('data', (part: Buffer) => (said.err += part.toString()))
      child.stdin?.end(input)
      const [code] = (await once(child, 'close')) as [number]
      return { ...said, code }
    }

    async function startServer(): Promise<void> {
      server = start('server/src/main/start.ts', [])
      for await (const part of server.stdout ?? []) if (String(part).includes('Vefa is ready')) return
      throw new Error('the server ended before it was ready')
    }

    async function send(batch: unknown[]): Promise<void> {
      const sent = await fetch(`http://127.0.0.1:${port}/v1/batch`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${intake}:`)}` },
        body: JSON.stringify({ batch }),
      })
      expect(sent.status).toBe(200)
    }

    async function call<Answer>(path: string, key: string): Promise<Answer> {
      const headers = { authorization: `Bearer ${key}` }
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
      expect(answer.status, path).toBe(200)
      return (await answer.json()) as Answer
    }

    test('starts, takes events and a file, and the API answers', { timeout: 180_000 }, async () => {
      await startServer()
      const vefa = (args: string[], input?: string) => outcome(start('cli/src/vefa.ts', args), input)
      const added = await vefa(['user', 'add', 'sahip@ornek.com', '--role', 'owner'], 'uzun bir parola 42\n')
      expect(added, added.err).toMatchObject({ code: 0 })
      intake = (await vefa(['key', 'add', '--name', 'site', '--scope', 'intake'])).out.trim()
      const api = (await vefa(['key', 'add', '--name', 'api', '--scope', 'api'])).out.trim()

      const batch = [
        { type: 'identify', userId: '0', traits: { email: 'isik@kayalar.com.tr', name: 'Işık Öz' } },
        { type: 'track', event: 'Product Viewed', userId: 0, messageId: 'seen', properties: { price: 10.5 } },
      ]
      await send(batch)

      const file = join(home, 'orders.csv')
      await writeFile(
        file,
        'order number,order date,customer id,sku,quantity,unit price\nA1,2026-04-01 10:00,0,H1,2,10.00\nA2,2026-05-01 10:00,9,H1,1,12.50\n',
      )
      const imported = await vefa(['import', file, '--as', 'order-lines'])
      expect(imported, imported.err).toMatchObject({ code: 0 })

      const people = await call<{ items: { name: string; orderCount: number }[] }>('/api/customers', api)
      expect(people.items).toHaveLength(2)
      expect(people.items.find((one) => one.name === 'Işık Öz')).toMatchObject({ orderCount: 1 })
      expect(await call<unknown[]>('/api/customer-search?q=isik', api)).toHaveLength(1)
      const recent = await vi.waitFor(async () => {
        const answer = await call<{ items: { id: string }[] }>('/api/events/recent', api)
        expect(answer.items.map((one) => one.id)).toContain('seen')
        return answer
      }, 20_000)
      expect(recent.items.length).toBeGreaterThan(0)
      const { figures } = await vi.waitFor(async () => {
        const answer = await call<{ figures: { measure: string; value: string }[] }>(
          '/api/insight/figures',
          api,
        )
        expect(answer.figures.find((one) => one.measure === 'orders')?.value).toBe('2')
        return answer
      }, 20_000)
      expect(figures.find((one) => one.measure === 'revenue')?.value).toBe('32.5')
      expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    })

    test('stops though its work hangs', { timeout: 60_000 }, async () => {
      const foreign = new Client({ connectionString: database.url() })
      await foreign.connect()
      // What keeps every append waiting.
      await foreign.query('SELECT pg_advisory_lock($1)', [lockNumber('history.append')])
      await send([{ type: 'track', event: 'Product Viewed', userId: '0', messageId: 'waiting' }])
      await vi.waitFor(async () => {
        const waiting = await foreign.query(
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
        )
        expect(waiting.rowCount).toBe(1)
      }, 20_000)
      server?.kill('SIGTERM')
      expect(server && (await once(server, 'exit'))).toEqual([0, null])
      await foreign.end()
    })

    test('the doctor is content with both', async () => {
      const urls = { databaseUrl: database.url(), clickhouseUrl: other.eventStoreUrl }
      const findings = await examineEngines({ home: join(home, 'vefa'), ...urls })
      expect(findings.filter(({ level }) => level !== 'ok')).toEqual([])
      expect(findings.find(({ code }) => code === 'database.reachable')?.params).toEqual({
        version: database.version,
      })
    })

    test.each([
      ['nobody listens', { port: 1 }, 'database.refused'],
      ['wrong password', { password: 'yanlış' }, 'database.password_wrong'],
      ['no such database', { database: 'yok' }, 'database.missing'],
      ['not ours to write in', { user: 'visitor', password: 'visitor' }, 'database.right_missing'],
      ['no Turkish letters', { database: 'latin' }, 'database.encoding'],
    ])('the doctor knows a wrong DATABASE_URL: %s', async (_, wrong, code) => {
      const found = await examineEngines({
        home: join(home, 'nowhere'),
        databaseUrl: database.url(wrong),
        clickhouseUrl: other.eventStoreUrl,
      })
      expect(found.filter(({ level }) => level === 'error').map((one) => one.code)).toEqual([code])
    })

    test.each([
      ['nobody listens', (url: URL) => (url.port = '1'), 'event_store.refused'],
      ['wrong password', (url: URL) => (url.password = 'x'), 'event_store.password_wrong'],
      ['no such database', (url: URL) => (url.pathname = '/yok'), 'event_store.missing'],
      ['no HTTP', (url: URL) => (url.protocol = 'ftp:'), 'event_store.url_invalid'],
    ])('the doctor knows a wrong CLICKHOUSE_URL: %s', async (_, spoil, code) => {
      const url = new URL(other.eventStoreUrl)
      spoil(url)
      const found = await examineEngines({
        home: join(home, 'nowhere'),
        databaseUrl: database.url(),
        clickhouseUrl: url.href,
      })
      expect(found.filter(({ level }) => level === 'error').map((one) => one.code)).toEqual([code])
      for (const one of found) expect(findingText(one, 'tr')).not.toMatch(/[{}]/)
    })

    test('a start that cannot succeed says why in a sentence, without a trace', async () => {
      const wrong = { DATABASE_URL: database.url({ password: 'yanlış' }), VEFA_HOME: join(home, 'nowhere') }
      const { code, err } = await outcome(start('server/src/main/start.ts', [], wrong))
      expect(code).toBe(1)
      expect(err).toMatch(/^Vefa did not start: PostgreSQL does not accept the password of vefa\./)
      expect(err).not.toMatch(/\n\s+at |yanl/)
    })
  },
)

/** A real installation as its own process in a fresh home, and a way to its stores. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { openApp, type OpenApp } from '../../../server/src/main/app.ts'
import { addStore, createKey, saveShop } from '../../../server/src/modules/team/index.ts'
import { systemActor } from '../../../server/src/platform/actor.ts'
import { systemClock } from '../../../server/src/platform/clock.ts'
import { readConfig } from '../../../server/src/platform/config.ts'
import { runningEngines } from '../../../server/src/platform/engines/index.ts'
import { createLog } from '../../../server/src/platform/log.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** As `npm start` does: with room for what lives as long as a batch of events, so that it is not copied twice. */
export const startArguments = ['--max-semi-space-size=64', 'server/src/main/start.ts']

export type Installation = {
  url: string
  home: string
  child: ChildProcess
  /** The same stores, for looking at what the installation did. */
  stores: OpenApp
  stop(): Promise<void>
}

/** `web`: without the worker's half, which can be started beside it. */
export async function startInstallation(role: 'all' | 'web' = 'all'): Promise<Installation> {
  const home = await mkdtemp(join(tmpdir(), 'vefa-bench-'))
  const port = await freePort()
  const env = { PORT: String(port), HOST: '127.0.0.1', VEFA_HOME: home, VEFA_LOG: 'warn' }
  const child = spawn(process.execPath, startArguments, {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env, VEFA_ROLE: role },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await ready(child)
  const engines = await runningEngines(home)
  if (!engines) throw new Error('the installation runs without engines')
  const stores = await openApp({
    config: readConfig(env),
    ...engines,
    clock: systemClock,
    log: createLog('warn'),
  })
  return {
    url: `http://127.0.0.1:${port}`,
    home,
    child,
    stores,
    stop: async () => {
      await stores.close()
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** The worker's half as a process of its own on the stores of an installation. */
export async function startWorker({ home }: Installation): Promise<{ stop(): Promise<void> }> {
  const engines = await runningEngines(home)
  if (!engines) throw new Error('the installation runs without engines')
  const own = await mkdtemp(join(tmpdir(), 'vefa-bench-worker-'))
  const env = { VEFA_HOME: own, VEFA_LOG: 'warn', VEFA_ROLE: 'worker', VEFA_SECRET: 'a secret of the bench' }
  const stores = { DATABASE_URL: engines.databaseUrl, CLICKHOUSE_URL: engines.eventStoreUrl }
  const child = spawn(process.execPath, startArguments, {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env, ...stores },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await ready(child)
  return {
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await rm(own, { recursive: true, force: true })
    },
  }
}

/** A shop with one store, and a write key for it. */
export async function openShop({ stores: { app } }: Installation): Promise<string> {
  const place = { currency: 'TRY', timeZone: 'Europe/Istanbul' }
  const brand = { color: '#00727a', logoUrl: '', senderName: '', senderAddress: '', postalAddress: '' }
  await saveShop(app, { name: 'Bench', language: 'en', brand, ...place })
  await addStore(app, { name: 'Web', kind: 'web', url: null, ...place })
  return (await createKey(app, systemActor('bench'), { name: 'bench', scope: 'intake' })).key
}

export function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Vefa is ready')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`Vefa ended with ${code} before it was ready`)))
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

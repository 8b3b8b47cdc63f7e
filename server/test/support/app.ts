/** A whole `App` on real engines for one test file: its own database cloned from the template, its own event-store database. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { inject } from 'vitest'

import { openApp, type OpenApp } from '#/main/app.ts'
import { rooms } from '#/main/rooms.ts'
import { saveShop, addStore } from '#/modules/team/index.ts'
import { type Clock, standingClock } from '#/platform/clock.ts'
import { readConfig } from '#/platform/config.ts'
import { createPool, readMigrations } from '#/platform/db/index.ts'
import { createEventStore, migrateEventStore } from '#/platform/event-store/index.ts'
import { createLog, type Log } from '#/platform/log.ts'
import { type Dispatcher, runDispatcher } from '#/platform/notices/index.ts'

import { templateDatabase } from './global-setup.ts'

const migrations = fileURLToPath(new URL('../../migrations/event-store', import.meta.url))

/** The present of tests unless they bring their own clock. */
export const testNow = new Date('2026-11-20T09:30:00Z')

export type TestApp = OpenApp & {
  clock: ReturnType<typeof standingClock>
  databaseUrl: string
  eventStoreUrl: string
  /** Runs every listener until nothing is due. */
  hearNotices(): Promise<void>
}

/** Call in `beforeAll`, and `close()` in `afterAll`. With `shop` (default) a Turkish shop and one store exist. */
export async function openTestApp(
  options: { clock?: Clock; shop?: boolean; env?: Record<string, string>; log?: Log } = {},
): Promise<TestApp> {
  const name = `vefa_${randomBytes(6).toString('hex')}`
  const databaseUrl = await cloneDatabase(name)
  const eventStoreUrl = await createEventDatabase(name)
  const home = await mkdtemp(join(tmpdir(), 'vefa-home-'))
  const clock = standingClock(testNow)
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    VEFA_HOME: home,
    VEFA_SECRET: 'a secret for tests only',
    ...options.env,
  })
  const open = await openApp({
    config,
    databaseUrl,
    eventStoreUrl,
    clock: options.clock ?? clock,
    log: options.log ?? createLog('silent'),
  })
  if (options.shop !== false) await makeShop(open)
  return {
    ...open,
    clock,
    databaseUrl,
    eventStoreUrl,
    hearNotices: () => hearNotices(open),
    close: async () => {
      await open.close()
      await dropDatabases(name)
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function makeShop({ app }: OpenApp): Promise<void> {
  await saveShop(app, {
    name: 'Ilgın Dokuma',
    language: 'tr',
    currency: 'TRY',
    timeZone: 'Europe/Istanbul',
    brand: {
      color: '#00727a',
      logoUrl: '',
      senderName: 'Ilgın Dokuma',
      senderAddress: 'merhaba@ornek.com',
      postalAddress: 'İzmir',
    },
  })
  await addStore(app, { name: 'Ilgın', kind: 'web', url: null, currency: 'TRY', timeZone: 'Europe/Istanbul' })
}

async function hearNotices({ app, pool }: OpenApp): Promise<void> {
  const dispatcher: Dispatcher = await runDispatcher({
    app,
    pool,
    listeners: rooms.flatMap((room) => room.listeners ?? []),
  })
  await dispatcher.idle()
  await dispatcher.stop()
}

async function cloneDatabase(name: string): Promise<string> {
  const admin = createPool(inject('databaseUrl'), 1)
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${templateDatabase}`)
  await admin.end()
  const url = new URL(inject('databaseUrl'))
  url.pathname = `/${name}`
  return url.href
}

async function createEventDatabase(name: string): Promise<string> {
  const admin = createEventStore(inject('eventStoreUrl'))
  await admin.command(`CREATE DATABASE ${name}`)
  await admin.close()
  const url = new URL(inject('eventStoreUrl'))
  url.pathname = `/${name}`
  const eventStore = createEventStore(url.href)
  await migrateEventStore(eventStore, await readMigrations(migrations))
  await eventStore.close()
  return url.href
}

async function dropDatabases(name: string): Promise<void> {
  const admin = createPool(inject('databaseUrl'), 1)
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.end()
  const events = createEventStore(inject('eventStoreUrl'))
  await events.command(`DROP DATABASE IF EXISTS ${name}`)
  await events.close()
}

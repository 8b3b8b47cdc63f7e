/** Makes the one `App` from settings and running engines; nothing else creates connections. */
import { createDb, createPool, createSignals } from '#/platform/db/index.ts'
import { createEventStore } from '#/platform/event-store/index.ts'
import { createMailer } from '#/platform/mail/index.ts'
import { createNotices } from '#/platform/notices/index.ts'
import { createSecrets, loadSecret } from '#/platform/secrets.ts'
import type { App } from '#/platform/app.ts'
import type { Clock } from '#/platform/clock.ts'
import type { Config } from '#/platform/config.ts'
import type { Log } from '#/platform/log.ts'

import type { Pool } from 'pg'

import { rooms } from './rooms.ts'

export type OpenApp = { app: App; pool: Pool; close(): Promise<void> }

/** Connects; `close` ends every connection. The engines themselves are started and stopped by the caller. */
export async function openApp(given: {
  config: Config
  databaseUrl: string
  eventStoreUrl: string
  clock: Clock
  log: Log
}): Promise<OpenApp> {
  const { config, clock, log } = given
  const pool = createPool(given.databaseUrl)
  const eventStore = createEventStore(given.eventStoreUrl)
  const mailer = createMailer(config.smtpUrl)
  const app: App = {
    db: createDb(pool),
    eventStore,
    signals: createSignals(pool),
    notices: createNotices(rooms.flatMap((room) => room.listeners ?? [])),
    clock,
    config,
    log,
    mailer,
    secrets: createSecrets(await loadSecret(config.home, config.secret)),
  }
  return {
    app,
    pool,
    close: async () => {
      mailer.close()
      await eventStore.close()
      await pool.end()
    },
  }
}

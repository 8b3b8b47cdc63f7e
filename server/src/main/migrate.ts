/** Brings both stores up to date at every start, and the job queue with them. */
import { fileURLToPath } from 'node:url'

import { runMigrations } from 'graphile-worker'
import type { Pool } from 'pg'

import { migrateDatabase, readMigrations } from '#/platform/db/index.ts'
import { type EventStore, migrateEventStore } from '#/platform/event-store/index.ts'

const folder = (name: string): string => fileURLToPath(new URL(`../../migrations/${name}`, import.meta.url))

/** Returns the names of what was applied, of both stores. */
export async function migrate(given: {
  pool: Pool
  eventStore: EventStore
  cluster?: string | undefined
}): Promise<string[]> {
  const [database, history] = await Promise.all([
    migrateDatabase(given.pool, folder('database')).then(async (names) => {
      await runMigrations({ pgPool: given.pool })
      return names
    }),
    readMigrations(folder('event-store')).then((migrations) =>
      migrateEventStore(given.eventStore, migrations, given.cluster),
    ),
  ])
  return [...database, ...history]
}

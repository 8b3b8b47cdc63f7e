/** Brings both stores up to date at every start, and the job queue with them. */
import { fileURLToPath } from 'node:url'

import { runMigrations } from 'graphile-worker'
import type { Pool } from 'pg'

import { migrateDatabase, missingMigrations, readMigrations } from '#/platform/db/index.ts'
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

/** Names of what both stores still miss; changes nothing. */
export async function pendingMigrations(given: { pool: Pool; eventStore: EventStore }): Promise<string[]> {
  const [database, history] = await Promise.all([
    missingMigrations(given.pool, folder('database')),
    missingInEventStore(given.eventStore),
  ])
  return [...database, ...history]
}

async function missingInEventStore(eventStore: EventStore): Promise<string[]> {
  const migrations = await readMigrations(folder('event-store'))
  const tables = await eventStore.query(
    "SELECT 1 FROM system.tables WHERE database = currentDatabase() AND name = 'migrations'",
  )
  const rows =
    tables.length > 0 ? await eventStore.query<{ name: string }>('SELECT name FROM migrations') : []
  const known = new Set(rows.map((row) => row.name))
  return migrations.map((migration) => migration.name).filter((name) => !known.has(name))
}

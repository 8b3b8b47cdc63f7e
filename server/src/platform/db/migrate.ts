/** Brings the database up to date: numbered SQL files, forward only, each in a transaction, one migrator at a time. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Pool } from 'pg'

import { lockNumber } from './locks.ts'

const lock = lockNumber('platform.migrations')

export type Migration = { name: string; text: string }

/** The numbered `.sql` files of a folder in order. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file)).sort()
  return Promise.all(
    files.map(async (file) => ({ name: file, text: await readFile(join(folder, file), 'utf8') })),
  )
}

/** Applies what is missing and returns the names applied; a second caller waits and then finds nothing to do. */
export async function migrateDatabase(pool: Pool, folder: string): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lock])
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    )
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations')
    const known = new Set(rows.map((row) => row.name))
    const missing = (await readMigrations(folder)).filter((migration) => !known.has(migration.name))
    for (const migration of missing) {
      await client.query('BEGIN')
      await client.query(migration.text)
      await client.query('INSERT INTO migrations (name) VALUES ($1)', [migration.name])
      await client.query('COMMIT')
    }
    return missing.map((migration) => migration.name)
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [lock])
    client.release()
  }
}

/** Names of a folder's migrations not applied yet; nothing is changed, an empty database misses all of them. */
export async function missingMigrations(pool: Pool, folder: string): Promise<string[]> {
  const { rows: tables } = await pool.query<{ found: string | null }>(
    "SELECT to_regclass('public.migrations')::text AS found",
  )
  const migrations = await readMigrations(folder)
  if (!tables[0]?.found) return migrations.map((migration) => migration.name)
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM migrations')
  const known = new Set(rows.map((row) => row.name))
  return migrations.map((migration) => migration.name).filter((name) => !known.has(name))
}

/** What only one of an installation does at a time: locks of PostgreSQL by name, the room's own before the dot. */
import { createHash } from 'node:crypto'

import { sql } from 'kysely'

import type { Db, Tx } from './db.ts'

/** PostgreSQL knows locks by number; numbers chosen by hand in different rooms were alike before long. */
export function lockNumber(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE().toString()
}

/** Waits for the lock and has it until the transaction ends. */
export async function holdLock(tx: Db | Tx, name: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${lockNumber(name)}::bigint)`.execute(tx)
}

/** Has the lock beside others who share it, until the transaction ends; waits for who holds it alone. */
export async function shareLock(tx: Db | Tx, name: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(${lockNumber(name)}::bigint)`.execute(tx)
}

/** True when the lock was free and is now the transaction's, until it ends. */
export async function tryHoldLock(tx: Tx, name: string): Promise<boolean> {
  const { rows } = await sql<{
    held: boolean
  }>`SELECT pg_try_advisory_xact_lock(${lockNumber(name)}::bigint) AS held`.execute(tx)
  return rows[0]?.held ?? false
}

/** True when the lock is now the connection's, until it gives it back or ends, however the process ends. */
export async function tryKeepLock(connection: Db, name: string): Promise<boolean> {
  const { rows } = await sql<{
    kept: boolean
  }>`SELECT pg_try_advisory_lock(${lockNumber(name)}::bigint) AS kept`.execute(connection)
  return rows[0]?.kept ?? false
}

export async function giveBackLock(connection: Db, name: string): Promise<void> {
  await sql`SELECT pg_advisory_unlock(${lockNumber(name)}::bigint)`.execute(connection)
}

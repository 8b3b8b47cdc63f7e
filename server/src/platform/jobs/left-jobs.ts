/** Jobs a dead worker left: given back as soon as its connection is gone, where the library would wait for four hours. */
import { EventEmitter } from 'node:events'

import type { WorkerEvents } from 'graphile-worker'
import { sql } from 'kysely'

import { type Db, inTransaction, lockNumber, tryHoldLock } from '#/platform/db/index.ts'
import type { Log } from '#/platform/log.ts'

/** How often (ms) a worker looks whether another has died; it looks when it begins, too. */
const lookEvery = 20_000

const lifeOf = (worker: string): string => `jobs.${worker}`

/**
 * `events` are for the worker that begins: the connection on which it is woken holds a lock by its name for as long as
 * it lives. A lock nobody holds tells of a dead worker.
 */
export function watchLeftJobs(db: Db, log: Log): { events: WorkerEvents; stop(): void } {
  const events: WorkerEvents = new EventEmitter()
  const look = (): void => {
    freeLeftJobs(db).catch((error: unknown) => log.warn({ error }, 'could not look for jobs that were left'))
  }
  events.on('pool:listen:success', ({ client, workerPool }) => {
    // Shared, for the connection before may not be known to be dead when it is made again; after the library's LISTEN.
    client.once('drain', () => {
      client.query('SELECT pg_advisory_lock_shared($1)', [lockNumber(lifeOf(workerPool.id))]).then(look, look)
    })
  })
  const timer = setInterval(look, lookEvery)
  return { events, stop: () => clearInterval(timer) }
}

async function freeLeftJobs(db: Db): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<{ worker: string }>`
      SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs WHERE locked_by IS NOT NULL`.execute(tx)
    for (const { worker } of rows) {
      if (await tryHoldLock(tx, lifeOf(worker))) {
        await sql`SELECT graphile_worker.force_unlock_workers(ARRAY[${worker}])`.execute(tx)
      }
    }
  })
}

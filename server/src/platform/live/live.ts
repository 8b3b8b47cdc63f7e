/** Tells open consoles that something they may show has changed: topics over PostgreSQL's NOTIFY, so that any process can speak. */
import { sql } from 'kysely'
import type { Pool, PoolClient } from 'pg'

import type { Db, Tx } from '#/platform/db/index.ts'

const channel = 'vefa_live'

/** A topic is the name of a domain and, where one thing changed, its id: `imports`, `imports:ID`. */
export type LiveMessage = { topic: string; data?: Record<string, unknown> }

/** Speaks on commit of the transaction given; messages are small hints (under 8,000 bytes), the console asks again for the rest. */
export async function tellLive(db: Db | Tx, message: LiveMessage): Promise<void> {
  await sql`SELECT pg_notify(${channel}, ${JSON.stringify(message)})`.execute(db)
}

export type LiveHub = {
  listen(hear: (message: LiveMessage) => void): () => void
  close(): Promise<void>
}

/** One connection for all consoles of this process, opened with the first and closed with the last of them. */
export function createLiveHub(pool: Pool): LiveHub {
  const hearers = new Set<(message: LiveMessage) => void>()
  let client: Promise<PoolClient> | undefined
  const open = async (): Promise<PoolClient> => {
    const fresh = await pool.connect()
    fresh.on('notification', ({ payload }) => {
      const message = JSON.parse(payload ?? '{}') as LiveMessage
      for (const hear of hearers) hear(message)
    })
    fresh.once('error', () => {
      fresh.release(true)
      client = hearers.size > 0 ? open() : undefined
    })
    await fresh.query(`LISTEN ${channel}`)
    return fresh
  }
  const close = async (): Promise<void> => {
    const closing = client
    client = undefined
    if (closing) (await closing).release(true)
  }
  return {
    listen: (hear) => {
      hearers.add(hear)
      client ??= open()
      return () => {
        hearers.delete(hear)
        if (hearers.size === 0) void close()
      }
    },
    close,
  }
}

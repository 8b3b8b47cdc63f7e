/** Tells open consoles that something they may show has changed: topics over PostgreSQL's NOTIFY, so that any process can speak. */
import { sql } from 'kysely'
import type { Pool } from 'pg'

import { createSignals, type Db, type Tx } from '#/platform/db/index.ts'

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
  const signals = createSignals(pool)
  let ear: { close(): void } | undefined
  const hear = (payload: string): void => {
    const message = JSON.parse(payload) as LiveMessage
    for (const hearer of hearers) hearer(message)
  }
  const close = (): void => {
    ear?.close()
    ear = undefined
  }
  return {
    listen: (hearer) => {
      hearers.add(hearer)
      // What was said while a connection was broken is not repeated; consoles ask again when their window is looked at.
      ear ??= signals.listen(channel, { hear, onOpen: () => undefined })
      return () => {
        hearers.delete(hearer)
        if (hearers.size === 0) close()
      }
    },
    close: async () => close(),
  }
}

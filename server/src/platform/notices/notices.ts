/** The outbox: a typed row that tells rooms above that something happened, written in the same transaction as the change. */
import { sql } from 'kysely'
import type { z } from 'zod'

import type { Db, Tx } from '#/platform/db/index.ts'

/** What a room announces; exported from its front door. */
export type NoticeKind<Payload> = { kind: string; payload: z.ZodType<Payload> }

export type HeardNotice = { payload: unknown }

/** A room above that listens. Rows are written for each listener, so that each has its own pace and retries. */
export type Listener<App> = {
  /** Unique, e.g. `commerce.orders-from-events`. */
  name: string
  kind: string
  /** Whether this payload of the kind is worth a notice to this listener; without it, all are. */
  concerns?(payload: unknown): boolean
  /** Gets a batch in order of writing; throwing puts the batch off. Hearing a notice twice must change nothing. */
  hear(app: App, notices: readonly HeardNotice[]): Promise<void>
}

export type Notices = {
  /** Tells every listener of this kind; without listeners nothing is written. */
  publish<Payload>(tx: Db | Tx, kind: NoticeKind<Payload>, payloads: readonly Payload[]): Promise<void>
}

/** PostgreSQL's channel that wakes the dispatcher. */
export const noticesChannel = 'vefa_notices'

/** What is published together shares rows of so many payloads: a row of its own for each would cost more than hearing it. */
const mostInRow = 500

export function createNotices(
  listeners: readonly Pick<Listener<never>, 'name' | 'kind' | 'concerns'>[],
): Notices {
  return {
    publish: async (tx, kind, payloads) => {
      const hearing = listeners.filter((listener) => listener.kind === kind.kind)
      if (hearing.length === 0) return
      const parsed = payloads.map((payload) => kind.payload.parse(payload))
      const rows = hearing.flatMap((listener) => rowsFor(listener, parsed))
      if (rows.length > 0) await insertNotices(tx, kind.kind, rows)
    },
  }
}

type Row = { listener: string; payloads: string; count: number }

function rowsFor(
  { name, concerns }: Pick<Listener<never>, 'name' | 'concerns'>,
  payloads: readonly unknown[],
): Row[] {
  const concerned = concerns ? payloads.filter((payload) => concerns(payload)) : payloads
  const rows: Row[] = []
  for (let start = 0; start < concerned.length; start += mostInRow) {
    const together = concerned.slice(start, start + mostInRow)
    rows.push({ listener: name, payloads: JSON.stringify(together), count: together.length })
  }
  return rows
}

/** Numbered in the order given; wakes the dispatchers on commit. */
async function insertNotices(tx: Db | Tx, kind: string, rows: readonly Row[]): Promise<void> {
  const values = rows.map((row) => sql`(${row.listener}, ${kind}, ${row.payloads}, ${row.count}::int)`)
  await sql`INSERT INTO notices (listener, kind, payloads, count) VALUES ${sql.join(values)}`.execute(tx)
  await sql`SELECT pg_notify(${noticesChannel}, '')`.execute(tx)
}

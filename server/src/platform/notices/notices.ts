/** The outbox: a typed row that tells rooms above that something happened, written in the same transaction as the change. */
import { sql } from 'kysely'
import type { z } from 'zod'

import { type Db, rowSource, type Tx } from '#/platform/db/index.ts'

/** What a room announces; exported from its front door. */
export type NoticeKind<Payload> = { kind: string; payload: z.ZodType<Payload> }

export type HeardNotice = { id: string; payload: unknown }

/** A room above that listens. One row is written for each listener, so that each has its own pace and retries. */
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

export type NoticesTable = {
  id: string
  listener: string
  kind: string
  payload: unknown
  attempts: number
  due_at: Date
}

/** PostgreSQL's channel that wakes the dispatcher. */
export const noticesChannel = 'vefa_notices'

export function createNotices(
  listeners: readonly Pick<Listener<never>, 'name' | 'kind' | 'concerns'>[],
): Notices {
  return {
    publish: async (tx, kind, payloads) => {
      const hearing = listeners.filter((listener) => listener.kind === kind.kind)
      const rows = hearing.length === 0 ? [] : payloads.flatMap((payload) => rowsOf(kind, payload, hearing))
      if (rows.length > 0) await insertNotices(tx, kind.kind, rows)
    },
  }
}

type Row = { listener: string; body: string }

function rowsOf<Payload>(
  kind: NoticeKind<Payload>,
  given: Payload,
  hearing: readonly Pick<Listener<never>, 'name' | 'concerns'>[],
): Row[] {
  const payload = kind.payload.parse(given)
  const concerned = hearing.filter((listener) => listener.concerns?.(payload) ?? true)
  if (concerned.length === 0) return []
  const body = JSON.stringify(payload)
  return concerned.map(({ name }) => ({ listener: name, body }))
}

/** Numbered in the order given; wakes the dispatchers on commit. */
async function insertNotices(tx: Db | Tx, kind: string, rows: readonly Row[]): Promise<void> {
  const source = rowSource<Row>(
    rows,
    { listener: ['text', (row) => row.listener], payload: ['jsonb', (row) => row.body] },
    'n',
  )
  await sql`INSERT INTO notices (listener, kind, payload) SELECT n.listener, ${kind}, n.payload FROM ${source}`.execute(
    tx,
  )
  await sql`SELECT pg_notify(${noticesChannel}, '')`.execute(tx)
}

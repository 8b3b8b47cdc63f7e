/** The outbox: a typed row that tells rooms above that something happened, written in the same transaction as the change. */
import { sql } from 'kysely'
import type { z } from 'zod'

import { type Db, tables, type Tx } from '#/platform/db/index.ts'

/** What a room announces; exported from its front door. */
export type NoticeKind<Payload> = { kind: string; payload: z.ZodType<Payload> }

export type HeardNotice = { id: string; payload: unknown }

/** A room above that listens. One row is written for each listener, so that each has its own pace and retries. */
export type Listener<App> = {
  /** Unique, e.g. `commerce.orders-from-events`. */
  name: string
  kind: string
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

export function createNotices(listeners: readonly { name: string; kind: string }[]): Notices {
  return {
    publish: async (tx, kind, payloads) => {
      const names = listeners.filter((listener) => listener.kind === kind.kind).map(({ name }) => name)
      if (names.length === 0 || payloads.length === 0) return
      const rows = payloads.flatMap((payload) => {
        const body = JSON.stringify(kind.payload.parse(payload))
        return names.map((listener) => ({ listener, kind: kind.kind, payload: body }))
      })
      await tables<{ notices: Omit<NoticesTable, 'id' | 'attempts' | 'due_at'> }>(tx)
        .insertInto('notices')
        .values(rows)
        .execute()
      await sql`SELECT pg_notify(${noticesChannel}, '')`.execute(tx)
    },
  }
}

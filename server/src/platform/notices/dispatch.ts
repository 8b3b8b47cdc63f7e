/** Hands notices to their listeners in batches; a batch that fails comes back later, a crash loses none. */
import { sql } from 'kysely'
import type { Pool } from 'pg'

import { createSignals, type Db, type Tx } from '#/platform/db/index.ts'
import type { Log } from '#/platform/log.ts'

import { type Listener, noticesChannel, type NoticesTable } from './notices.ts'

const batchSize = 500
/** Only for notices put off or written while the wake-up connection was broken. */
const sweepEvery = 15_000
const longestDelaySeconds = 600

export type Dispatcher = { stop(): Promise<void>; idle(): Promise<void> }

type Context<App> = { app: App & { db: Db; log: Log }; listeners: readonly Listener<App>[] }

/** Starts listening; `idle()` resolves once everything due has been heard (for tests and clean stops). */
export async function runDispatcher<App>(context: Context<App> & { pool: Pool }): Promise<Dispatcher> {
  let stopped = false
  let running: Promise<void> | undefined
  let again = false
  const drain = async (): Promise<void> => {
    again = false
    for (const listener of context.listeners) await hearAll(context, listener, () => stopped)
    if (again && !stopped) await drain()
  }
  const wake = (): Promise<void> => {
    again = true
    running ??= drain()
      .catch((error: unknown) => context.app.log.error({ error }, 'notices could not be read'))
      .finally(() => {
        running = undefined
      })
    return running
  }
  const ear = createSignals(context.pool).listen(noticesChannel, {
    hear: () => void wake(),
    onOpen: () => void wake(),
  })
  const sweep = setInterval(() => void wake(), sweepEvery)
  void wake()
  return {
    idle: wake,
    stop: async () => {
      stopped = true
      clearInterval(sweep)
      ear.close()
      await running
    },
  }
}

async function hearAll<App>(
  context: Context<App>,
  listener: Listener<App>,
  stopped: () => boolean,
): Promise<void> {
  // Each batch begins behind the last one, because what stands before it is mostly removed rows to wade through. What
  // is committed late with a lower number wakes the dispatcher again, which then begins at the front.
  let after = '0'
  while (!stopped()) {
    const heard = await hearBatch(context, listener, after)
    if (heard.length < batchSize) return
    after = heard.at(-1) ?? after
  }
}

/** Claims, hears and removes one batch in one transaction; returns its numbers, none when put off. */
async function hearBatch<App>(
  context: Context<App>,
  listener: Listener<App>,
  after: string,
): Promise<string[]> {
  const { db, log } = context.app
  const claimed: string[] = []
  try {
    return await db.transaction().execute(async (tx) => {
      const rows = await claim(tx, listener.name, after)
      if (rows.length === 0) return []
      claimed.push(...rows.map((row) => row.id))
      await listener.hear(
        context.app,
        rows.map((row) => ({ id: row.id, payload: row.payload })),
      )
      await sql`DELETE FROM notices WHERE id = ANY(${`{${claimed.join(',')}}`}::bigint[])`.execute(tx)
      return claimed
    })
  } catch (error) {
    log.error(
      { error, listener: listener.name, notices: claimed.length },
      'a listener failed; it hears these again',
    )
    await putOff(db, claimed)
    return []
  }
}

async function claim(tx: Tx, listener: string, after: string): Promise<NoticesTable[]> {
  const { rows } = await sql<NoticesTable>`
    SELECT id, listener, kind, payload, attempts, due_at FROM notices
    WHERE listener = ${listener} AND id > ${after}::bigint AND due_at <= now()
    ORDER BY id LIMIT ${batchSize} FOR UPDATE SKIP LOCKED`.execute(tx)
  return rows
}

async function putOff(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    UPDATE notices SET attempts = attempts + 1,
      due_at = now() + make_interval(secs => least(power(2, attempts), ${longestDelaySeconds}))
    WHERE id = ANY(${ids}::bigint[])`.execute(db)
}

/** Hands notices to their listeners in batches; a batch that fails comes back later, a crash loses none. */
import { sql } from 'kysely'
import type { Pool } from 'pg'

import { createSignals, type Db, type Tx } from '#/platform/db/index.ts'
import type { Log } from '#/platform/log.ts'

import { type HeardNotice, type Listener, noticesChannel } from './notices.ts'

/** Notices a listener hears at once; its last row may bring some more. */
const batchSize = 1_000
/** Only for notices put off or written while the wake-up connection was broken. */
const sweepEvery = 15_000
const longestDelaySeconds = 600
/** Having heard, listeners rest twice as long as that took, at most so long (ms): where much is told, more is heard at once. */
const restFactor = 2
const longestRest = 1_000

export type Dispatcher = { stop(): Promise<void>; idle(): Promise<void> }

type Context<App> = { app: App & { db: Db; log: Log }; listeners: readonly Listener<App>[] }

/** Starts listening; `idle()` resolves once everything due has been heard (for tests and clean stops). */
export async function runDispatcher<App>(context: Context<App> & { pool: Pool }): Promise<Dispatcher> {
  let stopped = false
  let running: Promise<void> | undefined
  let again = false
  const rest = createRest()
  const drain = async (): Promise<void> => {
    let heard: boolean
    do {
      again = false
      heard = false
      const since = performance.now()
      for (const listener of await findWaiting(context)) {
        if (await hearAll(context, listener, () => stopped)) heard = true
      }
      await rest.take((performance.now() - since) * restFactor)
      // What listeners told each other is heard before anybody may call it quiet.
    } while ((again || heard) && !stopped)
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
    idle: () => rest.without(wake),
    stop: async () => {
      stopped = true
      rest.forgo()
      clearInterval(sweep)
      ear.close()
      await running
    },
  }
}

type Rest = {
  /** At most `longestRest` milliseconds. */
  take(milliseconds: number): Promise<void>
  /** Nobody rests while this runs. */
  without(work: () => Promise<void>): Promise<void>
  /** Nobody rests any more. */
  forgo(): void
}

function createRest(): Rest {
  let hurried = 0
  let end = (): void => undefined
  const hurry = (): void => {
    hurried += 1
    end()
  }
  return {
    take: (milliseconds) =>
      hurried > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            const timer = setTimeout(resolve, Math.min(milliseconds, longestRest))
            end = () => {
              clearTimeout(timer)
              resolve()
            }
          }),
    without: async (work) => {
      hurry()
      await work().finally(() => {
        hurried -= 1
      })
    },
    forgo: hurry,
  }
}

/** Listeners for whom something is due: one look for all of them. */
async function findWaiting<App>({ app, listeners }: Context<App>): Promise<Listener<App>[]> {
  const names = listeners.map((listener) => listener.name)
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM unnest(${names}::text[]) AS l (name)
    WHERE EXISTS (SELECT FROM notices WHERE listener = l.name AND due_at <= now())`.execute(app.db)
  const waiting = new Set(rows.map((row) => row.name))
  return listeners.filter((listener) => waiting.has(listener.name))
}

/** Whether there was anything to hear. */
async function hearAll<App>(
  context: Context<App>,
  listener: Listener<App>,
  stopped: () => boolean,
): Promise<boolean> {
  // Each batch begins behind the last one, because what stands before it is mostly removed rows to wade through. What
  // is committed late with a lower number wakes the dispatcher again, which then begins at the front.
  let after = '0'
  let all = 0
  while (!stopped()) {
    const { last, notices } = await hearBatch(context, listener, after)
    all += notices
    if (notices < batchSize) break
    after = last
  }
  return all > 0
}

type Heard = { last: string; notices: number }

/** Claims, hears and removes one batch in one transaction; nothing was heard when it is put off. */
async function hearBatch<App>(context: Context<App>, listener: Listener<App>, after: string): Promise<Heard> {
  const { db, log } = context.app
  const claimed: string[] = []
  try {
    return await db.transaction().execute(async (tx) => {
      const rows = await claim(tx, listener.name, after)
      claimed.push(...rows.map((row) => row.id))
      const notices = rows.flatMap(noticesIn)
      if (notices.length > 0) await listener.hear(context.app, notices)
      await remove(tx, claimed)
      return { last: claimed.at(-1) ?? after, notices: notices.length }
    })
  } catch (error) {
    log.error(
      { error, listener: listener.name, rows: claimed.length },
      'a listener failed; it hears these again',
    )
    await putOff(db, claimed)
    return { last: after, notices: 0 }
  }
}

type Row = { id: string; payloads: string }

function noticesIn(row: Row): HeardNotice[] {
  return (JSON.parse(row.payloads) as unknown[]).map((payload) => ({ payload }))
}

async function claim(tx: Tx, listener: string, after: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    SELECT id, payloads FROM notices WHERE id IN (
      SELECT id FROM (
        SELECT id, sum(count) OVER (ORDER BY id) - count AS before FROM (
          SELECT id, count FROM notices
          WHERE listener = ${listener} AND id > ${after}::bigint AND due_at <= now()
          ORDER BY id LIMIT ${batchSize}) due) counted
      WHERE before < ${batchSize})
    ORDER BY id FOR UPDATE SKIP LOCKED`.execute(tx)
  return rows
}

async function remove(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql`DELETE FROM notices WHERE id = ANY(${[...ids]}::bigint[])`.execute(tx)
}

async function putOff(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    UPDATE notices SET attempts = attempts + 1,
      due_at = now() + make_interval(secs => least(power(2, attempts), ${longestDelaySeconds}))
    WHERE id = ANY(${[...ids]}::bigint[])`.execute(db)
}

/** Hands notices to their listeners in batches; a batch that fails comes back later, a crash loses none. */
import { sql } from 'kysely'
import type { Pool } from 'pg'

import { createSignals, type Db, type Tx } from '#/platform/db/index.ts'
import type { Log } from '#/platform/log.ts'

import { type HeardNotice, type Listener, noticesChannel } from './notices.ts'

/** Notices a listener hears at once; its last row may bring some more. */
const batchSize = 2_000
/** Only for notices put off or written while the wake-up connection was broken. */
const sweepEvery = 15_000
const longestDelaySeconds = 600
/**
 * Having heard, a listener rests several times as long as that took, at most so long (ms): where much is told, more is
 * heard at once, and what is only heard does not take the place of what is still to be taken in.
 */
const rest = { factor: 3, most: 5_000 }
/** When another process has claimed what is due. */
const restBeside = 200

export type Dispatcher = { stop(): Promise<void>; idle(): Promise<void> }

type Context<App> = { app: App & { db: Db; log: Log }; listeners: readonly Listener<App>[] }

/** Starts listening; `idle()` resolves once everything due has been heard (for tests and clean stops). */
export async function runDispatcher<App>(context: Context<App> & { pool: Pool }): Promise<Dispatcher> {
  const state: State = { stopped: false, hurried: 0, again: false, wake: () => undefined, rested: new Map() }
  let running: Promise<void> | undefined
  const wake = (): Promise<void> => {
    state.again = true
    state.wake()
    running ??= drain(context, state).then(
      () => {
        running = undefined
        // Woken in the moment of falling asleep.
        if (state.again && !state.stopped) void wake()
      },
      (error: unknown) => {
        running = undefined
        context.app.log.error({ error }, 'notices could not be read')
      },
    )
    return running
  }
  const ear = createSignals(context.pool).listen(noticesChannel, {
    hear: () => void wake(),
    onOpen: () => void wake(),
  })
  const sweep = setInterval(() => void wake(), sweepEvery)
  void wake()
  return {
    idle: async () => {
      state.hurried += 1
      await wake()
      state.hurried -= 1
    },
    stop: async () => {
      state.stopped = true
      state.wake()
      clearInterval(sweep)
      ear.close()
      await running
    },
  }
}

type State = {
  stopped: boolean
  /** Nobody rests while somebody waits for quiet. */
  hurried: number
  again: boolean
  wake(): void
  /** When each listener has rested (ms of this process). */
  rested: Map<string, number>
}

/** Until nothing is due, also of what listeners have told each other meanwhile. */
async function drain<App>(context: Context<App>, state: State): Promise<void> {
  while (!state.stopped) {
    state.again = false
    const waiting = await findWaiting(context)
    const ready = waiting.filter(({ name }) => state.hurried > 0 || restsFor(state, name) <= 0)
    let heard = 0
    for (const listener of ready) heard += await hearInTime(context, listener, state)
    if (heard > 0 || state.again) continue
    if (waiting.length === 0 || (state.hurried > 0 && heard === 0)) return
    await nap(state, Math.min(...waiting.map(({ name }) => restsFor(state, name))))
  }
}

function restsFor(state: State, listener: string): number {
  return (state.rested.get(listener) ?? 0) - performance.now()
}

async function hearInTime<App>(
  context: Context<App>,
  listener: Listener<App>,
  state: State,
): Promise<number> {
  const since = performance.now()
  const heard = await hearAll(context, listener, () => state.stopped)
  const now = performance.now()
  const pause = heard > 0 ? Math.min((now - since) * rest.factor, rest.most) : restBeside
  state.rested.set(listener.name, now + pause)
  return heard
}

/** Until woken, or so long (ms). */
function nap(state: State, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, milliseconds))
    state.wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
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

/** How many notices there were to hear. */
async function hearAll<App>(
  context: Context<App>,
  listener: Listener<App>,
  stopped: () => boolean,
): Promise<number> {
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
  return all
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

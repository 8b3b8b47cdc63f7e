/** Background jobs on graphile-worker: a name, a payload schema, one use-case call. Running twice must change nothing. */
import { type CronItem, Logger, parseCronItems, run, type Runner, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type { Pool } from 'pg'
import type { z } from 'zod'

import type { Db, Tx } from '#/platform/db/index.ts'
import type { Log } from '#/platform/log.ts'

import { watchLeftJobs } from './left-jobs.ts'

export type Job<App, Payload> = {
  name: string
  payload: z.ZodType<Payload>
  /** Told to stop by the signal, it may end at any point: it is run again then, by whoever works next. */
  run(app: App, payload: Payload, signal: AbortSignal): Promise<void>
  /** A crontab line in UTC; the payload of a scheduled run is `{}`. */
  cron?: string
}

// Jobs of different payloads stand in one list; each parses its own.
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyJob<App> = Job<App, any>

export type EnqueueOptions = {
  /** Jobs of one queue run one after the other. */
  queue?: string
  /** A waiting job with the same key is not doubled: it keeps its time and takes the newer payload. */
  key?: string
  /** Seconds to wait; real ones, whatever the clock of the sample shop says. */
  delaySeconds?: number
  maxAttempts?: number
}

/** Adds a job in the caller's transaction, so that it exists exactly when the change it belongs to does. */
export async function enqueue<Payload>(
  db: Db | Tx,
  job: { name: string; payload: z.ZodType<Payload> },
  given: { payload: Payload; options?: EnqueueOptions },
): Promise<void> {
  const { queue, key, delaySeconds, maxAttempts } = given.options ?? {}
  await sql`SELECT graphile_worker.add_job(${job.name}, payload := ${JSON.stringify(job.payload.parse(given.payload))}::json,
    queue_name := ${queue ?? null}, run_at := now() + make_interval(secs => ${delaySeconds ?? 0}), max_attempts := ${maxAttempts ?? 25}::int,
    job_key := ${key ?? null}, job_key_mode := 'preserve_run_at')`.execute(db)
}

export type RunningJobs = { stop(): Promise<void> }

export async function runJobs<App extends { log: Log; db: Db }>(
  app: App,
  given: { pool: Pool; jobs: readonly AnyJob<App>[]; concurrency?: number },
): Promise<RunningJobs> {
  const left = watchLeftJobs(app.db, app.log)
  const runner: Runner = await run({
    events: left.events,
    pgPool: given.pool,
    concurrency: given.concurrency ?? 4,
    noHandleSignals: true,
    pollInterval: 5_000,
    logger: workerLogger(app.log),
    taskList: taskList(app, given.jobs),
    parsedCronItems: parseCronItems(cronItems(given.jobs)),
  })
  return {
    stop: async () => {
      left.stop()
      await runner.stop()
    },
  }
}

/** What ended because it had to is not known to be done. */
class Stopped extends Error {
  override message = 'stopped before it was surely done'
}

function taskList<App>(app: App, jobs: readonly AnyJob<App>[]): TaskList {
  return Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async (payload: unknown, helpers: { abortSignal?: AbortSignal }) => {
        const signal = helpers.abortSignal ?? new AbortController().signal
        await job.run(app, job.payload.parse(withoutCron(payload)), signal)
        if (signal.aborted) throw new Stopped()
      },
    ]),
  )
}

/** graphile-worker adds `_cron` to the payload of scheduled jobs; our schemas do not know it. */
function withoutCron(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('_cron' in payload)) return payload
  return Object.fromEntries(Object.entries(payload).filter(([name]) => name !== '_cron'))
}

function cronItems<App>(jobs: readonly AnyJob<App>[]): CronItem[] {
  return jobs.flatMap((job) => (job.cron ? [{ task: job.name, match: job.cron, identifier: job.name }] : []))
}

function workerLogger(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (meta?.['error'] instanceof Stopped) log.debug({}, message)
    else if (level === 'error') log.error({}, message)
    else if (level === 'warning') log.warn({}, message)
    else log.debug({}, message)
  })
}

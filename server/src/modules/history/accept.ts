/** Makes accepted bodies durable: requests that arrive while a commit is under way share the next one. */
import type { App } from '#/platform/app.ts'

import { noteAccepted } from './give-way.ts'
import type { Origin } from './origin.ts'
import { insertIntake, intakeBacklog, signalIntake } from './store.ts'

type Accepted = { body: Buffer | string; origin: Origin; receivedAt: Date; events: number }

export type Acceptor = {
  /** Resolves once the body is committed in PostgreSQL. */
  accept(accepted: Accepted): Promise<void>
  /** True when so much waits that senders must slow down; asks the database at most once a second. */
  isFull(): Promise<boolean>
}

type Waiting = { accepted: Accepted; resolve(): void; reject(error: unknown): void }

/** More bodies than this waiting (up to two hours of work) and senders are told to come back later. */
const fullAt = 100_000
const mostInGroup = 200
/** Two commits may be under way, so that reading requests and writing them overlap. */
const lanes = 2
const backlogKeptFor = 1_000
/** The pipelines are woken this often (ms) at most. */
const wakeEvery = 50

type Using = Pick<App, 'db' | 'log'>

export function createAcceptor(app: Using, options: { fullAt?: number } = {}): Acceptor {
  const waiting: Waiting[] = []
  let running = 0
  const backlog = { at: Number.NEGATIVE_INFINITY, full: false }
  const wake = wakerOf(app)

  async function run(): Promise<void> {
    running += 1
    while (waiting.length > 0) {
      await commit(app, waiting.splice(0, mostInGroup))
      wake()
    }
    running -= 1
  }

  return {
    accept: (accepted) =>
      new Promise((resolve, reject) => {
        waiting.push({ accepted, resolve, reject })
        noteAccepted(accepted.events)
        if (running < lanes) void run()
      }),
    isFull: async () => {
      if (performance.now() - backlog.at < backlogKeptFor) return backlog.full
      backlog.at = performance.now()
      const { batches } = await intakeBacklog(app.db)
      backlog.full = batches > (options.fullAt ?? fullAt)
      return backlog.full
    },
  }
}

async function commit(app: Using, group: Waiting[]): Promise<void> {
  try {
    await insertIntake(
      app.db,
      group.map(({ accepted }) => accepted),
    )
    for (const { resolve } of group) resolve()
  } catch (error) {
    for (const { reject } of group) reject(error)
  }
}

/** Signals now, or soon after the last time. Should this process die in between, the pipelines' sweep finds the bodies. */
function wakerOf(app: Using): () => void {
  const last = { at: Number.NEGATIVE_INFINITY, waits: false }
  const signal = (): void => {
    last.at = performance.now()
    last.waits = false
    signalIntake(app.db).catch((error: unknown) => app.log.debug({ error }, 'pipelines were not woken'))
  }
  return () => {
    if (last.waits) return
    const pause = last.at + wakeEvery - performance.now()
    if (pause <= 0) return signal()
    last.waits = true
    setTimeout(signal, pause).unref()
  }
}

/** Makes accepted bodies durable: requests that arrive while a commit is under way share the next one. */
import type { App } from '#/platform/app.ts'

import type { Origin } from './origin.ts'
import { insertIntake, intakeBacklog } from './store.ts'

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

export function createAcceptor(app: Pick<App, 'db'>, options: { fullAt?: number } = {}): Acceptor {
  const waiting: Waiting[] = []
  let running = 0
  const backlog = { at: Number.NEGATIVE_INFINITY, full: false }

  async function run(): Promise<void> {
    running += 1
    while (waiting.length > 0) await commit(app, waiting.splice(0, mostInGroup))
    running -= 1
  }

  return {
    accept: (accepted) =>
      new Promise((resolve, reject) => {
        waiting.push({ accepted, resolve, reject })
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

async function commit(app: Pick<App, 'db'>, group: Waiting[]): Promise<void> {
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

/** Carries out what is due: one import after the other, each through its phases, resumable at any point. */
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction } from '#/platform/db/index.ts'
import { Refusal } from '#/platform/errors.ts'
import { tellLive } from '#/platform/live/index.ts'

import { applyGroups, ImportStopped } from './apply-groups.ts'
import { removeFile } from './files.ts'
import type { Import } from './import.ts'
import type { Progress } from './progress.ts'
import { readFile } from './read-file.ts'
import { nextImport, tryLockRunners, unlockRunners, updateImport } from './store.ts'
import { dropStaging, hasStaging } from './store-staging.ts'

/** At most this often a console is told, and PostgreSQL asked whether to go on while reading. */
const tellEvery = 500

/**
 * Runs every import that waits or was cut short, until there is none. Returns at once when another process is at it:
 * that one looks again before it ends.
 */
export async function runImports(app: App, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await nextImport(app.db)) !== null) {
    const mine = await app.db.connection().execute(async (db) => {
      if (!(await tryLockRunners(db))) return false
      try {
        await runAll({ ...app, db, lane: app.db }, signal)
      } finally {
        await unlockRunners(db)
      }
      return true
    })
    if (!mine) return
  }
}

/** `db` is the connection that holds the lock and keeps every chunk; `lane` is for reading ahead beside it. */
type Running = App & { lane: Db }

async function runAll(app: Running, signal: AbortSignal): Promise<void> {
  for (let of = await nextImport(app.db); of !== null; of = await nextImport(app.db)) {
    if (signal.aborted) return
    await runImport(app, of, signal)
  }
}

async function runImport(app: Running, of: Import, signal: AbortSignal): Promise<void> {
  if (of.state === 'cancelled') return endCancelled(app, of)
  const begun = of.startedAt ?? app.clock.now()
  if (!(await updateImport(app.db, { id: of.id, state: of.state }, { state: 'running', startedAt: begun })))
    return
  try {
    await runPhases(app, { ...of, state: 'running' }, signal)
  } catch (error) {
    if (!(error instanceof ImportStopped)) await failOrThrow(app, of, error)
  }
  await tellLive(app.db, { topic: `imports:${of.id}` })
}

async function endCancelled(app: App, of: Import): Promise<void> {
  await dropStaging(app.db, of.number)
  await removeFile(app, of.id)
  await updateImport(app.db, { id: of.id, state: 'cancelled' }, { finishedAt: app.clock.now() })
  await tellLive(app.db, { topic: `imports:${of.id}` })
}

async function runPhases(app: Running, given: Import, signal: AbortSignal): Promise<void> {
  let of = given
  if (of.phase === 'reading' || !(await hasStaging(app.db, of.number))) {
    const progress = await readFile(app, of, teller(app, of, { signal, keep: true }))
    const change = { phase: 'applying' as const, progress }
    if (!(await updateImport(app.db, { id: of.id, state: 'running' }, change))) throw new ImportStopped()
    of = { ...of, ...change }
  }
  const progress = await applyGroups(app, of, teller(app, of, { signal, keep: false }))
  await finish(app, of, progress)
}

async function finish(app: App, of: Import, progress: Progress): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const change = { state: 'done' as const, progress, finishedAt: app.clock.now() }
    if (!(await updateImport(tx, { id: of.id, state: 'running' }, change))) throw new ImportStopped()
    await dropStaging(tx, of.number)
  })
  await removeFile(app, of.id)
}

/**
 * Tells the console at most twice a second. While reading (`keep`) it also writes the progress down and learns
 * whether somebody has paused or cancelled.
 */
function teller(app: App, of: Import, given: { signal: AbortSignal; keep: boolean }) {
  let told = 0
  return async (progress: Progress): Promise<void> => {
    if (given.signal.aborted) throw new Aborted()
    const now = performance.now()
    if (now - told < tellEvery) return
    told = now
    if (given.keep && !(await updateImport(app.db, { id: of.id, state: 'running' }, { progress }))) {
      throw new ImportStopped()
    }
    await tellLive(app.db, { topic: `imports:${of.id}` })
  }
}

/** The process is told to stop; the import stays as it is and another process carries it on. */
class Aborted extends Error {}

/** What the file or its mapping is to blame for ends the import; anything else is tried again. */
async function failOrThrow(app: App, of: Import, error: unknown): Promise<void> {
  if (error instanceof Aborted) return
  if (!(error instanceof Refusal)) throw error
  const change = { state: 'failed' as const, failure: error.code, finishedAt: app.clock.now() }
  await updateImport(app.db, { id: of.id, state: 'running' }, change)
  await dropStaging(app.db, of.number)
}

/** Pausing, going on and stopping for good. */
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { tellLive } from '#/platform/live/index.ts'

import { refuse } from './errors.ts'
import { hasEnded, type Import } from './import.ts'
import { enqueueImports } from './jobs.ts'
import { lockImport, updateImport } from './store.ts'
import type { ImportChange } from './store.ts'

type Using = Pick<App, 'db' | 'clock'>

/** Takes effect with the chunk at hand, of which nothing is kept. @throws `import_not_running` */
export async function pauseImport(app: Using, actor: Actor, id: string): Promise<void> {
  await changeState(app, actor, {
    id,
    action: 'import.pause',
    decide: (of) => {
      if (of.state !== 'running' && of.state !== 'waiting') throw refuse('import_not_running')
      return { state: 'paused' }
    },
  })
}

/** After a pause or a failure, from where it stood. @throws `import_not_paused` */
export async function resumeImport(app: Using, actor: Actor, id: string): Promise<void> {
  await changeState(app, actor, {
    id,
    action: 'import.resume',
    decide: (of) => {
      if (of.state !== 'paused' && of.state !== 'failed') throw refuse('import_not_paused')
      return { state: 'waiting', failure: null, finishedAt: null }
    },
  })
}

/** What was taken in stays; the rest of the file is forgotten. @throws `import_ended` */
export async function cancelImport(app: Using, actor: Actor, id: string): Promise<void> {
  await changeState(app, actor, {
    id,
    action: 'import.cancel',
    decide: (of) => {
      if (hasEnded(of.state)) throw refuse('import_ended')
      return { state: 'cancelled', finishedAt: null }
    },
  })
}

async function changeState(
  app: Using,
  actor: Actor,
  what: { id: string; action: string; decide: (of: Import) => ImportChange },
): Promise<void> {
  const { id, action, decide } = what
  await inTransaction(app.db, async (tx) => {
    const before = await lockImport(tx, id)
    if (before === null) throw refuse('import_not_found', { id })
    const change = decide(before)
    await updateImport(tx, { id }, change)
    await audit({ ...app, db: tx }, actor, {
      action,
      subject: { kind: 'import', id },
      before: { state: before.state },
      after: { state: change.state },
    })
    await enqueueImports(tx)
    await tellLive(tx, { topic: `imports:${id}` })
  })
}

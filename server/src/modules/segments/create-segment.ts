/** Making a segment: a rule and a name; it is built by the next round, at once. */
import type { SegmentDefinition } from '@vefa/contract'

import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'
import { tellLive } from '#/platform/live/index.ts'

import { checkRule } from './check-rule.ts'
import { refuse } from './errors.ts'
import { insertSegment, lockDefinitions, signalRounds } from './store.ts'

export type NewRule = {
  name: string
  note: string
  definition: SegmentDefinition
  readyMade?: string | undefined
}

/** @throws `segment_name_taken`, or what is wrong with the rule */
export async function createSegment(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  input: NewRule,
): Promise<string> {
  const at = app.clock.now()
  const id = newId(at)
  const { name, note, definition, readyMade = null } = input
  await namedOnce(() =>
    inTransaction(app.db, async (tx) => {
      await lockDefinitions(tx)
      await checkRule({ db: tx }, { definition })
      await insertSegment(tx, { id, name, note, definition, readyMade, createdBy: actor.name, createdAt: at })
      const subject = { kind: 'segment', id }
      const after = { name, note, definition }
      await audit({ ...app, db: tx }, actor, { action: 'segment.create', subject, after })
      await signalRounds(tx)
      await tellLive(tx, { topic: 'segments' })
    }),
  )
  return id
}

/** Two segments not put away never bear one name, whatever its case. */
export async function namedOnce<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isNameTaken(error)) throw refuse('segment_name_taken')
    throw error
  }
}

function isNameTaken(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'constraint' in error &&
    error.constraint === 'segments_name'
  )
}

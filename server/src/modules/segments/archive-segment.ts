/** Putting a segment away and bringing it back; nothing that something rests on is put away. */
import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction, type Tx } from '#/platform/db/index.ts'
import { tellLive } from '#/platform/live/index.ts'

import { checkRule } from './check-rule.ts'
import { namedOnce } from './create-segment.ts'
import { refuse } from './errors.ts'
import { lockDefinitions, lockSegment, segmentsAsking, signalRounds, updateSegment } from './store.ts'

export type SegmentUse = { kind: 'segment' | 'campaign'; id: string; name: string }

/** A room above says what of its own rests on a segment; handed over where the rooms are wired. */
export type UseFinder = (app: { db: Db | Tx }, segmentId: string) => Promise<SegmentUse[]>

/** Other segments first, then what the rooms above say. */
export async function usesOf(
  app: { db: Db | Tx },
  id: string,
  finders: readonly UseFinder[],
): Promise<SegmentUse[]> {
  const above: SegmentUse[] = []
  for (const find of finders) above.push(...(await find(app, id)))
  return [...(await segmentsAsking(app.db, id)), ...above]
}

/** It keeps its members as they are and sleeps. @throws `segment_in_use` */
export async function archiveSegment(
  app: Pick<App, 'db' | 'clock'> & { finders: readonly UseFinder[] },
  actor: Actor,
  id: string,
): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    await lockDefinitions(tx)
    const segment = await lockSegment(tx, id)
    if (!segment) throw refuse('segment_not_found', { id })
    if (segment.state === 'archived') return
    const [use] = await usesOf({ db: tx }, id, app.finders)
    if (use) throw refuse('segment_in_use', { name: use.name })
    await updateSegment(tx, id, { state: 'archived', at: app.clock.now() })
    const subject = { kind: 'segment', id }
    await audit({ ...app, db: tx }, actor, { action: 'segment.archive', subject })
    await tellLive(tx, { topic: 'segments' })
  })
}

/** Built anew, because it slept. @throws `segment_name_taken`, or what is wrong with the rule by now */
export async function restoreSegment(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<void> {
  await namedOnce(() =>
    inTransaction(app.db, async (tx) => {
      await lockDefinitions(tx)
      const segment = await lockSegment(tx, id)
      if (!segment) throw refuse('segment_not_found', { id })
      if (segment.state !== 'archived') return
      await checkRule({ db: tx }, { definition: segment.definition, id })
      await updateSegment(tx, id, { state: 'building', at: app.clock.now() })
      const subject = { kind: 'segment', id }
      await audit({ ...app, db: tx }, actor, { action: 'segment.restore', subject })
      await signalRounds(tx)
      await tellLive(tx, { topic: 'segments' })
    }),
  )
}

/** Changing a segment: name, note or rule, on the version that was seen. */
import type { SegmentDefinition } from '@vefa/contract'

import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction, type Tx } from '#/platform/db/index.ts'
import { tellLive } from '#/platform/live/index.ts'

import { checkRule } from './check-rule.ts'
import { namedOnce } from './create-segment.ts'
import { refuse } from './errors.ts'
import { keyOf } from './segment.ts'
import { lockDefinitions, lockSegment, type Segment, signalRounds, updateSegment } from './store.ts'

export type RuleChange = {
  id: string
  version: number
  name?: string | undefined
  note?: string | undefined
  definition?: SegmentDefinition | undefined
}

/** @throws `segment_changed` where somebody else changed it since, or what is wrong with the rule */
export async function changeSegment(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  input: RuleChange,
): Promise<void> {
  await namedOnce(() =>
    inTransaction(app.db, async (tx) => {
      await lockDefinitions(tx)
      const segment = await lockChangeable(tx, input)
      const change = changesOf(segment, input)
      if (Object.keys(change).length === 0) return
      if (change.definition) await checkRule({ db: tx }, { definition: change.definition, id: segment.id })
      await updateSegment(tx, segment.id, { ...change, at: app.clock.now() })
      await audit({ ...app, db: tx }, actor, {
        action: 'segment.update',
        subject: { kind: 'segment', id: segment.id },
        before: Object.fromEntries(Object.keys(change).map((name) => [name, segment[name as keyof Change]])),
        after: change,
      })
      if (change.definition) await signalRounds(tx)
      await tellLive(tx, { topic: 'segments' })
    }),
  )
}

async function lockChangeable(tx: Tx, input: RuleChange): Promise<Segment> {
  const segment = await lockSegment(tx, input.id)
  if (!segment) throw refuse('segment_not_found', { id: input.id })
  if (segment.state === 'archived') throw refuse('segment_archived')
  if (segment.version !== input.version) throw refuse('segment_changed')
  return segment
}

type Change = Pick<RuleChange, 'name' | 'note' | 'definition'>

/** Only what differs: a rule written in another order of fields is the same rule and is not built again. */
function changesOf(segment: Segment, { name, note, definition }: RuleChange): Change {
  return {
    ...(name !== undefined && name !== segment.name && { name }),
    ...(note !== undefined && note !== segment.note && { note }),
    ...(definition && !sameRule(definition, segment.definition) && { definition }),
  }
}

function sameRule(one: SegmentDefinition, other: SegmentDefinition): boolean {
  return keyOf(one as never) === keyOf(other as never)
}

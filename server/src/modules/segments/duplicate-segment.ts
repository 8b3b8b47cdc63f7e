/** A copy of a segment under another name. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'

import { createSegment } from './create-segment.ts'
import { refuse } from './errors.ts'
import { findSegment } from './store.ts'

/** @throws `segment_not_found`, `segment_name_taken`, or what is wrong with the rule by now */
export async function duplicateSegment(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  input: { id: string; name: string },
): Promise<string> {
  const segment = await findSegment(app.db, input.id)
  if (!segment) throw refuse('segment_not_found', { id: input.id })
  const { note, definition, readyMade } = segment
  return createSegment(app, actor, { name: input.name, note, definition, readyMade: readyMade ?? undefined })
}

/** Checks a rule against what the shop has: its own attributes and its other segments. */
import type { SegmentDefinition } from '@vefa/contract'

import { findAttributes } from '#/modules/customers/index.ts'
import type { Db, Tx } from '#/platform/db/index.ts'

import { checkDefinition } from './check-definition.ts'
import { segmentsAskedBy } from './segment.ts'
import { findDefinitions } from './store.ts'

/** `id`: the rule's own segment, where there is one. @throws {Refusal} with the first thing that is wrong */
export async function checkRule(
  app: { db: Db | Tx },
  rule: { definition: SegmentDefinition; id?: string | undefined },
): Promise<void> {
  const [attributes, segments] = await Promise.all([findAttributes(app.db), findDefinitions(app.db)])
  const awake = segments.filter(({ state }) => state !== 'archived')
  checkDefinition(rule.definition, {
    id: rule.id,
    attributes: new Map(attributes.map(({ name, type }) => [name, type])),
    segments: new Map(awake.map(({ id, definition }) => [id, segmentsAskedBy(definition)])),
  })
}

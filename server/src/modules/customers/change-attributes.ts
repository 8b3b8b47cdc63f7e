/** Definitions of custom attributes, made and renamed by people. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { audit } from '#/modules/team/index.ts'

import { isAttributeName } from './attributes.ts'
import { refuse } from './errors.ts'
import {
  type AttributeDefinition,
  deleteDefinition,
  insertDefinitions,
  renameDefinition,
} from './store-attributes.ts'

type Caller = Pick<App, 'db' | 'clock'>

export async function createAttribute(app: Caller, actor: Actor, input: AttributeDefinition): Promise<void> {
  if (!isAttributeName(input.name)) throw refuse('attribute_name_unusable')
  await inTransaction(app.db, async (tx) => {
    const added = await insertDefinitions(tx, [input], app.clock.now())
    if (added === 0) throw refuse('attribute_exists', { name: input.name })
    const subject = { kind: 'attribute', id: input.name }
    await audit({ ...app, db: tx }, actor, { action: 'attribute.create', subject, after: input })
  })
}

/** The name and type stay, since senders and stored values rest on them. */
export async function updateAttribute(
  app: Caller,
  actor: Actor,
  input: { name: string; label: string },
): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const before = await renameDefinition(tx, input)
    if (before === null) throw refuse('attribute_not_found', { name: input.name })
    const subject = { kind: 'attribute', id: input.name }
    const change = { before: { label: before }, after: { label: input.label } }
    await audit({ ...app, db: tx }, actor, { action: 'attribute.update', subject, ...change })
  })
}

export async function removeAttribute(app: Caller, actor: Actor, name: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    if (!(await deleteDefinition(tx, name))) throw refuse('attribute_not_found', { name })
    const subject = { kind: 'attribute', id: name }
    await audit({ ...app, db: tx }, actor, { action: 'attribute.remove', subject, before: { name } })
  })
}

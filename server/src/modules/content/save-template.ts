/** Creating templates and their versions, renaming and archiving them. */
import type { Letter, Purpose } from '@vefa/contract'

import { audit } from '#/modules/team/index.ts'
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { type Db, inTransaction, type Tx } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'

import { refuse } from './errors.ts'
import { draftLetter } from './letters.ts'
import { archiveTemplateRow, findTemplate, insertTemplate, insertVersion, renameTemplate } from './store.ts'

type SavingApp = Pick<App, 'clock'> & { db: Db | Tx }

/** Creates a template with its first version; refuses `letter_invalid` when its Liquid is not right. */
export async function createTemplate(
  app: SavingApp,
  actor: Actor,
  input: { name: string; purpose: Purpose; letter: Letter },
): Promise<{ id: string; versionId: string }> {
  await draftLetter(app, input)
  const at = app.clock.now()
  const id = newId(at)
  const versionId = newId(at)
  await inTransaction(app.db, async (tx) => {
    await insertTemplate(tx, { id, name: input.name, purpose: input.purpose, at })
    await insertVersion(tx, {
      id: versionId,
      templateId: id,
      letter: input.letter,
      createdBy: actor.name,
      at,
    })
    await audit({ ...app, db: tx }, actor, {
      action: 'template.create',
      subject: { kind: 'template', id },
      after: { name: input.name, purpose: input.purpose, ...input.letter },
    })
  })
  return { id, versionId }
}

export async function addVersion(
  app: SavingApp,
  actor: Actor,
  input: { id: string; letter: Letter },
): Promise<{ versionId: string; number: number }> {
  const template = await findTemplate(app.db, input.id)
  if (!template) throw refuse('template_not_found', { id: input.id })
  await draftLetter(app, { letter: input.letter, purpose: template.purpose })
  const at = app.clock.now()
  const versionId = newId(at)
  return inTransaction(app.db, async (tx) => {
    const { letter } = input
    const number = await insertVersion(tx, {
      id: versionId,
      templateId: input.id,
      letter,
      createdBy: actor.name,
      at,
    })
    await audit({ ...app, db: tx }, actor, {
      action: 'template.update',
      subject: { kind: 'template', id: input.id },
      after: { version: number, ...letter },
    })
    return { versionId, number }
  })
}

export async function renameTemplateTo(
  app: App,
  actor: Actor,
  input: { id: string; name: string },
): Promise<void> {
  const before = await findTemplate(app.db, input.id)
  if (!before) throw refuse('template_not_found', { id: input.id })
  await inTransaction(app.db, async (tx) => {
    await renameTemplate(tx, input.id, { name: input.name, at: app.clock.now() })
    await audit({ ...app, db: tx }, actor, {
      action: 'template.update',
      subject: { kind: 'template', id: input.id },
      before: { name: before.name },
      after: { name: input.name },
    })
  })
}

export async function archiveTemplate(app: App, actor: Actor, id: string): Promise<void> {
  const before = await findTemplate(app.db, id)
  if (!before) throw refuse('template_not_found', { id })
  await inTransaction(app.db, async (tx) => {
    await archiveTemplateRow(tx, id, app.clock.now())
    await audit({ ...app, db: tx }, actor, {
      action: 'template.archive',
      subject: { kind: 'template', id },
      before: { name: before.name },
    })
  })
}

/** Saved views: a list's filters, sort and columns under a name, for oneself or for all. */
import { z } from 'zod'

import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'

import { audit } from './audit.ts'
import { refuse } from './errors.ts'
import { personId } from './person.ts'
import { deleteView, insertView, lockOwnView, saveView, selectViews, type ViewRow } from './store-views.ts'

type Using = Pick<App, 'db' | 'clock'>

const viewBody = z.record(z.string(), z.json())
type ViewBody = z.infer<typeof viewBody>

export type SavedView = {
  id: string
  list: string
  name: string
  shared: boolean
  own: boolean
  view: ViewBody
  updatedAt: string
}

export async function listViews(app: Pick<App, 'db'>, actor: Actor, list: string): Promise<SavedView[]> {
  const person = personId(actor)
  const rows = await selectViews(app.db, list, person)
  return rows.map((row) => viewOf(row, person))
}

export async function createView(
  app: Using,
  actor: Actor,
  input: { list: string; name: string; shared: boolean; view: ViewBody },
): Promise<SavedView> {
  const person = personId(actor)
  const now = app.clock.now()
  const row: ViewRow = { ...input, id: newId(now), ownerId: person, updatedAt: now }
  await inTransaction(app.db, async (tx) => {
    await insertView(tx, row)
    await audit({ ...app, db: tx }, actor, {
      action: 'view.create',
      subject: { kind: 'view', id: row.id },
      after: input,
    })
  })
  return viewOf(row, person)
}

/** @throws `view_not_found` when it is not one's own */
export async function updateView(
  app: Using,
  actor: Actor,
  input: { id: string; name?: string | undefined; shared?: boolean | undefined; view?: ViewBody | undefined },
): Promise<SavedView> {
  const person = personId(actor)
  return inTransaction(app.db, async (tx) => {
    const before = await lockOwnView(tx, input.id, person)
    if (!before) throw refuse('view_not_found')
    const after: ViewRow = {
      ...before,
      name: input.name ?? before.name,
      shared: input.shared ?? before.shared,
      view: input.view ?? before.view,
      updatedAt: app.clock.now(),
    }
    await saveView(tx, after)
    await audit({ ...app, db: tx }, actor, {
      action: 'view.update',
      subject: { kind: 'view', id: input.id },
      before: { name: before.name, shared: before.shared, view: before.view },
      after: { name: after.name, shared: after.shared, view: after.view },
    })
    return viewOf(after, person)
  })
}

/** @throws `view_not_found` when it is not one's own */
export async function removeView(app: Using, actor: Actor, id: string): Promise<void> {
  const person = personId(actor)
  await inTransaction(app.db, async (tx) => {
    const before = await lockOwnView(tx, id, person)
    if (!before) throw refuse('view_not_found')
    await deleteView(tx, id)
    await audit({ ...app, db: tx }, actor, {
      action: 'view.remove',
      subject: { kind: 'view', id },
      before: { list: before.list, name: before.name, view: before.view },
    })
  })
}

function viewOf(row: ViewRow, person: string): SavedView {
  const { ownerId, updatedAt, view, ...rest } = row
  return {
    ...rest,
    own: ownerId === person,
    view: viewBody.parse(view),
    updatedAt: updatedAt.toISOString(),
  }
}

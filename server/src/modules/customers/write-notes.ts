/** Notes on a customer: written, changed, pinned, removed. */
import type { Actor } from '#/platform/actor.ts'
import type { App } from '#/platform/app.ts'
import { inTransaction } from '#/platform/db/index.ts'
import { newId } from '#/platform/ids.ts'
import { audit } from '#/modules/team/index.ts'

import { refuse } from './errors.ts'
import { standing } from './standing.ts'
import { deleteNote, findNote, insertNote, type Note, saveNote } from './store-notes.ts'

type Caller = Pick<App, 'db' | 'clock'>

export async function addNote(
  app: Caller,
  actor: Actor,
  input: { id: number; body: string; pinned: boolean },
): Promise<Note> {
  return inTransaction(app.db, async (tx) => {
    const now = app.clock.now()
    const note: Note = {
      id: newId(now),
      customerId: await standing(tx, input.id),
      body: input.body,
      pinned: input.pinned,
      authorName: actor.name,
      createdAt: now,
      updatedAt: now,
    }
    await insertNote(tx, { ...note, authorId: actor.kind === 'user' ? actor.id : null })
    await auditNote({ ...app, db: tx }, actor, { action: 'note.create', note, after: input.body })
    return note
  })
}

export async function updateNote(
  app: Caller,
  actor: Actor,
  input: { id: string; body?: string | undefined; pinned?: boolean | undefined },
): Promise<Note> {
  return inTransaction(app.db, async (tx) => {
    const before = await findNote(tx, input.id)
    if (!before) throw refuse('note_not_found')
    const note = {
      ...before,
      body: input.body ?? before.body,
      pinned: input.pinned ?? before.pinned,
      updatedAt: app.clock.now(),
    }
    await saveNote(tx, note)
    const change = { action: 'note.update', note, before: before.body, after: note.body }
    await auditNote({ ...app, db: tx }, actor, change)
    return note
  })
}

export async function removeNote(app: Caller, actor: Actor, id: string): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    const note = await findNote(tx, id)
    if (!note) throw refuse('note_not_found')
    await deleteNote(tx, id)
    await auditNote({ ...app, db: tx }, actor, { action: 'note.remove', note, before: note.body })
  })
}

async function auditNote(
  app: Parameters<typeof audit>[0],
  actor: Actor,
  change: { action: string; note: Note; before?: string; after?: string },
): Promise<void> {
  await audit(app, actor, {
    action: change.action,
    subject: { kind: 'customer', id: change.note.customerId },
    before: change.before && { note: change.note.id, body: change.before },
    after: change.after && { note: change.note.id, body: change.after, pinned: change.note.pinned },
  })
}
